"""The door: `streamlit run app.py` (or `make run`) serves the Atlas."""

import streamlit as st

from components.ui.cold_start import while_running
from components.ui.frame.server import middleware, prepare_server, show_error
from components.ui.frame.start_page import list_start_routes

prepare_server()
app = st.App(
    "components/ui/shell.py",
    lifespan=while_running,
    routes=list_start_routes(),
    middleware=middleware(),
    on_script_error=show_error,
)
