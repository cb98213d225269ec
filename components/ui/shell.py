"""The frame around each page: the views, one navigation, and the address kept from page to page."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
if str(ROOT) not in sys.path:  # Streamlit puts this script's own folder on the path, not the project's
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from components.ui.cold_start import wait_until_ready  # noqa: E402
from components.ui.frame.store_ready import FIRST_PAGE, is_store_needed  # noqa: E402
from components.ui.frame.style import apply_size  # noqa: E402
from components.ui.frame.turns import take_turn  # noqa: E402
from components.ui.frame.views import navigation_pages  # noqa: E402
from components.ui.frame.visit import keep_address  # noqa: E402

st.set_page_config(page_title="Civic Ecosystem Atlas", page_icon=str(Path(__file__).parent / "icon.png"), layout="wide")
page = st.navigation(navigation_pages(), position="top")
keep_address(page.url_path)
apply_size()
wait_until_ready(page.title)
with take_turn():
    if is_store_needed():
        from components.ui.frame.kept_work import follow_store

        follow_store()
    page.run()
FIRST_PAGE.set()
