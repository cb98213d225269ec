"""Where the Atlas stands on its server: at the root, or below ``server.baseUrlPath`` of Streamlit's settings."""

from __future__ import annotations

import streamlit as st


def under_base_path(address: str) -> str:
    """Give the address under which the server gets a request for ``/network``: ``/atlas/network`` below ``/atlas``."""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}{address}" if base else address
