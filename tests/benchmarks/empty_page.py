"""A Streamlit page with a title and nothing else: what opening any page costs."""

import streamlit as st

st.title("Empty")
