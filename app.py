"""The door: `streamlit run app.py` (or `make run`) serves the Atlas."""

import streamlit as st

from components.ui.cold_start import while_running
from components.ui.frame.server import middleware, prepare_server, show_error
from components.ui.frame.start_page import list_start_routes
from components.ui.frame.version_files import list_version_routes
from components.ui.health import list_health_routes

prepare_server()
routes = [*list_health_routes(), *list_version_routes(), *list_start_routes()]
app = st.App(
    "components/ui/shell.py",
    lifespan=while_running,
    routes=routes,
    middleware=middleware(routes),
    on_script_error=show_error,
)
