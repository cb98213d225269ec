"""The few style rules that the theme's settings can't express, and the larger size for a projector."""

from __future__ import annotations

import streamlit as st

from components.ui.frame.visit import is_on_projector

_ALWAYS = """
<style>
.stMainBlockContainer { padding-top: 3.75rem; padding-bottom: 2rem; max-width: 100rem; }
h2 { padding: 0.25rem 0 !important; }
h2 :is(.stMarkdownBadge, small, [class*="badge"], span[style]) { font-family: "Source Sans", sans-serif; }
h4 { padding-top: 0 !important; }
.st-key-lead p { font-family: "Source Serif", serif; font-size: 1.25rem; line-height: 1.4; text-wrap: pretty; }
/* Cards: figures, and pictures on white. */
[data-testid="stMetric"], [class*="st-key-wide-"] { background: light-dark(#ffffff, #0e1117); }
[class*="st-key-wide-"] {
  border: 1px solid var(--st-border-color, light-dark(#dedacd, #343b42)); border-radius: 0.6rem; padding: 0.75rem 1rem;
}
.st-key-small-map { --atlas-map-height: 36rem; }
/* An open card slides in beside the map, in the place of the legend: the map stays as it is. */
.stMainBlockContainer:has(.st-key-map-row) { padding-left: 2rem; padding-right: 2rem; }
.st-key-map-row { --atlas-beside-map: 19rem; }
.st-key-map-row:not(:has(.st-key-card)) [data-testid="stColumn"]:last-child { display: none; }
.st-key-map-row [data-testid="stColumn"]:last-child { flex: 0 0 var(--atlas-beside-map); }
.st-key-map-row [data-testid="stColumn"]:first-child { flex: 1 1 0; min-width: 0; }
.st-key-card {
  background: light-dark(#ffffff, #0e1117); padding: 0.75rem 1rem;
  border: 1px solid var(--st-border-color, light-dark(#dedacd, #343b42)); border-radius: 0.6rem;
  animation: atlas-slide-in 0.25s ease-out;
}
@keyframes atlas-slide-in { from { opacity: 0; transform: translateX(2rem); } }
@media (min-width: 641px) {
  .st-key-card { height: var(--atlas-map-height, max(26rem, calc(100vh - 18.25rem))); overflow-y: auto; }
}
/* On a phone the tables come before the map, and an open card right under it, where the tap was; figures stay two in a
   row. */
@media (max-width: 640px) {
  .stMainBlockContainer:has(.st-key-map-row) { padding-left: 1rem; padding-right: 1rem; }
  *:has(> .st-key-map-row) { order: 2; }
  *:has(> .st-key-after-map) { order: 3; }
  .st-key-map-row { --atlas-map-height: min(30rem, 125vw); }
  .st-key-small-map { --atlas-map-height: min(31rem, 110vw); }
  .st-key-map-row [data-testid="stColumn"] { flex: 1 1 100% !important; }
  .st-key-figures [data-testid="stColumn"] { min-width: calc(50% - 0.5rem) !important; flex: 1 1 0 !important; }
  .st-key-figures [data-testid="stMetricValue"] > div { font-size: 1.5rem; }
}
/* Streamlit's own are too pale: captions on white, labels of what can't be chosen yet, and white words on the dark
   theme's light blue. */
[data-testid="stWidgetLabel"][disabled] { color: inherit !important; opacity: 0.75; }
[data-testid="stCaptionContainer"] { color: inherit !important; opacity: 0.8 !important; }
[data-tag] { background-color: #2a5674 !important; }
[data-testid^="stBaseButton-primary"]:not(:disabled) { color: light-dark(#ffffff, #0e1117) !important; }
/* A table wider than a phone scrolls in itself. */
[data-testid="stMarkdownContainer"]:has(> table) { overflow-x: auto; }
[data-testid="stLayoutWrapper"]:has(> :is(.st-key-step, .st-key-keyboard)) { display: none; }
/* The parts of the work, Undo and what was done last stay in sight, however far down a table goes. */
@media (min-width: 641px) {
  *:has(> .st-key-parts) { position: sticky; top: 3.75rem; z-index: 90; }
  .st-key-parts { background: light-dark(#fbfaf6, #12161a); padding: 0.25rem 0 0.5rem; }
  .stMain:has(.st-key-parts) { scroll-padding-top: 8rem; }
}
/* A grid's own download has no apostrophe before what a spreadsheet would run: the buttons below it do. */
[data-testid="stElementToolbarButton"]:has([aria-label="Download as CSV"]) { display: none; }
.st-key-what-is-here td:nth-last-child(-n + 2) { min-width: 13rem; }
/* Streamlit shows no focus on these two. */
.stMain:focus-visible { outline: 3px solid currentColor; outline-offset: -3px; }
[data-testid="stDataFrame"]:focus-within { outline: 3px solid currentColor; }
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
}
</style>
"""
_PROJECTOR = """
<style>
html { font-size: max(21px, 1.25vw, 2.3vh); } /* the smallest text, 0.875rem, is 2 % of the height */
.stMainBlockContainer { max-width: none; padding: 4rem 2rem 1rem; --atlas-map-text: 0.875rem; }
.stMainBlockContainer > .stVerticalBlock { gap: 0.75rem; }
.st-key-map-row { --atlas-beside-map: 19.5rem; --atlas-map-height: max(22rem, calc(100vh - 17.25rem)); }
h2 { font-size: 1.3rem !important; }
</style>
"""


def apply_style() -> None:
    """Apply the rules of style to the page, and those of a room's projector where the address asks for it."""
    st.html(_ALWAYS)
    if is_on_projector():
        st.html(_PROJECTOR)
