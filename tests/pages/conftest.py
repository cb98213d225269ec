"""What goes wrong on a page is said in full to whoever reads a failing test; the app itself hides it from visitors."""

import pytest
from streamlit import config
from streamlit.runtime import context


@pytest.fixture(autouse=True)
def full_error_details():
    config.set_option("client.showErrorDetails", "full")


@pytest.fixture(autouse=True)
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """No browser sends cookies to a page under test. Streamlit would make some up, and others at each run."""
    monkeypatch.setattr(context, "_get_client_context", lambda: None)
