"""The door: `streamlit run app.py` (or `make run`) serves the Atlas."""

import streamlit as st

from components.ui.cold_start import while_running
from components.ui.frame.server import middleware, prepare_server, routes, show_error

prepare_server()
app = st.App(
    "components/ui/shell.py",
    lifespan=while_running,
    routes=routes(),
    middleware=middleware(),
    on_script_error=show_error,
)
