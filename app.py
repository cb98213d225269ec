"""The door: `streamlit run app.py` (or `make run`) serves the Atlas."""

import streamlit as st

from components.ui.frame.memory import tidying
from components.ui.frame.server import middleware, routes, say_error

app = st.App(
    "components/ui/shell.py", lifespan=tidying, routes=routes(), middleware=middleware(), on_script_error=say_error
)
