"""What goes wrong on a page is said in full to whoever reads a failing test; the app itself hides it from visitors."""

import pytest
from streamlit import config


@pytest.fixture(autouse=True)
def full_error_details():
    config.set_option("client.showErrorDetails", "full")
