"""Opens a page of the app as a visitor's browser would, without a browser."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from components.drafts import Draft
from components.inventory import Inventory, Problem
from components.ui.frame.loading import UPLOAD, Loaded
from components.ui.frame.views import VIEWS as LISTED

SHELL = Path(__file__).parents[2] / "components" / "ui" / "shell.py"
VIEWS = tuple(LISTED)  # their names, in the order of the navigation
# What is folded, and read only when it is opened.
FOLDS = (
    "how-measured",
    "figures",
    "alone",
    "sources",
    "glossary",
    "finding-rows",
    "completeness",
    "columns",
    "organization-form",
    "twin-organizations",
    "twin-ties",
    "twin-perceived-strength",
    "twin-observed-strength",
    "twin-strength-by-issue",
    "radar",
    "twin-representation-grid",
    "twin-communities",
    "community-rows",
)


def opened(
    view: str, /, *, upload: Loaded | None = None, unfold: Sequence[str] = (), run: bool = True, **words: str
) -> AppTest:
    """A page at an address (``tie_status`` stands for ``tie-status``), with what is named in ``unfold`` open."""
    page = AppTest.from_file(str(SHELL), default_timeout=120)
    for word, value in words.items():
        page.query_params[word.replace("_", "-")] = value
    if upload:
        page.session_state["upload"] = upload
    for key in unfold:
        page.session_state[key] = True
    page.switch_page(f"../../pages/{view}.py")
    return page.run() if run else page


def as_upload(inventory: Inventory, problems: Iterable[Problem] = ()) -> Loaded:
    return Loaded("upload of a test", UPLOAD, None, inventory, tuple(problems))


def as_own(draft: Draft) -> Loaded:
    """A visitor's own inventory, as it is once its files are read."""
    return Loaded("own of a test", UPLOAD, None, draft.inventory, tuple(draft.problems), ("organizations.csv",), draft)


def settled(page: AppTest) -> AppTest:
    """The page once the work beside it is done."""
    until = time.monotonic() + 120
    while any(button.key == "stop-work" for button in page.button):
        assert time.monotonic() < until, "The work beside the page does not end."
        time.sleep(0.1)
        page.run()
    return assert_runs(page)


def uploaded(*files: tuple[str, bytes], page: AppTest | None = None) -> AppTest:
    """The inventory page just after a person chose these files."""
    page = page or opened("inventory")
    page.file_uploader[0].set_value([(name, content, "application/octet-stream") for name, content in files])
    return settled(page.run())


def press(page: AppTest, label: str, which: int = 0) -> AppTest:
    """The page after a click on a button that says ``label``, or has it as its key."""
    found = [button for button in page.button if label in (button.label, button.key)]
    assert found, f"No button says “{label}”, but {[button.label for button in page.button]}."
    assert not found[which].disabled, f"“{label}” can't be pressed."
    return settled(found[which].click().run())


def marked_up(page: AppTest) -> list[str]:
    """Every text that Streamlit reads as markdown on the page."""
    kinds = (page.markdown, page.caption, page.warning, page.info, page.error, page.success)
    texts = [str(element.value) for kind in kinds for element in kind]
    texts += [element.label for element in page.expander]
    texts += [element.proto.label for element in page.get("page_link")]
    texts += [element.label for kind in (page.button, page.download_button, page.selectbox) for element in kind]
    return [text for text in texts if text]


# What Streamlit shows letter for letter, whatever it says.
_PLAIN_TEXTS = {
    "Dataframe.columns",
    "MultiSelect.options",
    "MultiSelect.raw_values",
    "PlotlyChart.alt",
    "PlotlyChart.spec",
    "Selectbox.options",
    "Selectbox.raw_value",
}


def texts_sent(page: AppTest) -> Iterator[tuple[str, str]]:
    """Every text that the page sends to a browser, with its place, but those that are never read as markdown."""
    for element in page.main:
        proto = getattr(element, "proto", None)
        if isinstance(proto, Message):
            yield from _texts_of(proto, type(proto).__name__)


def _texts_of(message: Message, place: str) -> Iterator[tuple[str, str]]:
    for field, value in message.ListFields():
        here = f"{place}.{field.name}"
        for each in value if field.is_repeated and not hasattr(value, "items") else [value]:
            if isinstance(each, Message):
                yield from _texts_of(each, here)
            elif isinstance(each, str) and field.name != "id" and here not in _PLAIN_TEXTS:
                yield here, each


def said(page: AppTest) -> str:
    """All that the page says in words, as a person reads it."""
    return as_read("\n".join(marked_up(page)))


def as_read(text: str) -> str:
    """A text without the signs that only keep it from being code."""
    return re.sub(r"\\([^\w\s]|_)", r"\1", text).replace("\u2060", "")


def lead(page: AppTest) -> str:
    """The sentence that leads the page: what the data say here."""
    (sentence,) = page.get_by_key("lead").markdown
    return as_read(sentence.value)


def chips(page: AppTest) -> dict[str, str]:
    """The filters in use, each a chip that takes it out: its key, and what it says."""
    return {button.key: as_read(button.label) for button in page.button if (button.key or "").startswith("chip-")}


def assert_runs(page: AppTest) -> AppTest:
    failed = [f"{element.value}\n{''.join(element.stack_trace)}" for element in page.exception]
    assert not failed, "\n".join(failed)
    return page


def in_view(page: AppTest) -> Loaded:
    """The visitor's own inventory."""
    loaded = page.session_state["upload"]
    assert isinstance(loaded, Loaded)
    return loaded


def names(page: AppTest) -> list[str]:
    """The names of its organizations."""
    return list(in_view(page).inventory.organizations["name"])
