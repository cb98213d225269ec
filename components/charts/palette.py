"""The colours: each has one meaning, the same on every page and in every download."""

from __future__ import annotations

from components.inventory.schema import vocabulary

# At least 3:1 on white and on the dark page alike, and told apart in normal, deuteranope,
# protanope and tritanope sight.
TYPE_COLOURS = {
    "civic hackers and data mavens": "#03a0c8",
    "local government": "#2f61d9",
    "community groups and advocates": "#924d7c",
    "issue area experts": "#4c6e37",
    "philanthropies": "#a19105",
    "tech companies": "#d17480",
}
NONE_OF_THE_SIX = "#7a8591"  # organizations of a type that counts towards none of the six, or of unknown type
# A quantity is one hue, light to dark, and none of the six.
SLATE = ("#dfe5eb", "#b8c4cf", "#91a2b2", "#6b8094", "#4a6076", "#2c4257")
LINE = "#6b7a8a"  # ties, outlines and hatching


def type_marks() -> dict[str, tuple[str, str]]:
    """Give each type's colour and shape; a type beyond the six has the colour of the one it counts towards."""
    types = vocabulary("types").fillna("")
    words = zip(types["word"], types["counts_towards"], types["shape"], strict=True)
    return {word: (TYPE_COLOURS.get(counts_towards, NONE_OF_THE_SIX), shape) for word, counts_towards, shape in words}
