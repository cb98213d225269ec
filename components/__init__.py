"""The rooms of the Civic Ecosystem Atlas, from the ground up: inventory, analysis, charts, ui."""
