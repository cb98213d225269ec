"""What every page opens with: the city, the filters, and the sentence that says what they leave."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import streamlit as st

from components.analysis import Filters
from components.inventory import Inventory
from components.inventory.text import counted, slug, with_capital
from components.ui.frame import words
from components.ui.frame.address import read_address, write_address
from components.ui.frame.copy_link import show_copy_link
from components.ui.frame.filter_bar import control_label, show_filter_bar
from components.ui.frame.loading import UPLOAD, Loaded, first_city, open_city
from components.ui.frame.own_files import IN_VIEW
from components.ui.frame.own_work import find_kept_work, said_of_list
from components.ui.frame.page_footer import show_footer
from components.ui.frame.person import this_person
from components.ui.frame.results import Kept
from components.ui.frame.store_ready import is_workspace
from components.ui.frame.text import plain, spoken_date
from components.ui.frame.views import VIEWS, view_page
from components.ui.frame.visit import FILE_NAME, address_words, asked_date, is_on_projector

_LONGEST_QUOTE = 80  # characters of what an address asks for
_NAMED_UNKNOWN = 5  # words of an address that mean nothing here; more are counted


@dataclass(frozen=True)
class View:
    """What a page works with: the whole inventory, the part that the filters leave, and the sentence on it."""

    loaded: Loaded
    filters: Filters
    filtered: Inventory
    sentence: str

    @property
    def whole(self) -> Inventory:
        """The inventory without any filter."""
        return self.loaded.inventory

    @property
    def ground(self) -> Inventory:
        """The city under every filter but the community's own: what representation is measured against."""
        if not self.filters.communities:
            return self.filtered
        wider = replace(self.filters, communities=())
        if wider.is_empty:
            return self.whole
        return self.loaded.remember(("filtered", wider), lambda: wider.apply(self.whole))

    @cached_property
    def filter_words(self) -> dict[str, str]:
        """The filters as words of an address."""
        return write_address(self.filters, self.loaded.value_words)

    @property
    def city_words(self) -> dict[str, str]:
        """The words of the address that name the inventory in view, and the size it is shown at."""
        size = "projector" if is_on_projector() else None
        date = "version" if self.loaded.workspace else "date"
        named = {"city": self.loaded.city, date: self.loaded.date, "size": size}
        return {word: value for word, value in named.items() if value}

    def remember(self, name: str, compute: Callable[[], Kept]) -> Kept:
        """Compute a figure once for this inventory under these filters, and give it."""
        return self.loaded.remember((name, self.filters), compute)

    @property
    def is_empty(self) -> bool:
        """Whether the filters leave no organization."""
        return len(self.filtered.organizations) == 0

    @property
    def key(self) -> str:
        """A name for the inventory in view, for file names and the keys of controls."""
        return self.loaded.key


def open_view(view: str) -> View:
    """Draw the head of a page, and give what the page works with. ``view`` is its name in the list of views."""
    asked = address_words()
    loaded = _city_in_view(asked)
    address = read_address(asked, loaded.value_words)
    _show_heading(VIEWS[view].heading, loaded)
    opened = _apply_filters(loaded, address.filters)
    st.session_state[FILE_NAME] = loaded.file_name
    _note_whose_it_is(loaded)
    with st.container(horizontal=True, vertical_alignment="center", key="filter-bar"):
        show_filter_bar(loaded, address.filters)
        _show_what_is_left(opened)
        if VIEWS[view].is_first and opened.filters.is_empty and not (loaded.is_upload or is_on_projector()):
            _show_way_to_bring(opened)
        if loaded.workspace and loaded.date:
            _show_way_to_newest(opened, view)
    _name_unknown_words([*address.unknown, *_unknown_looks(asked)])
    return opened


def _note_whose_it_is(loaded: Loaded) -> None:
    """Note the workspace that the page is of, and who looks at it, for when a file that it offers is asked for."""
    kept = find_kept_work() if loaded.is_upload else None
    workspace = loaded.workspace.id if loaded.workspace else kept and kept.workspace
    st.session_state[IN_VIEW] = (this_person(), workspace) if workspace else None


def _name_unknown_words(unknown: list[tuple[str, str]]) -> None:
    """Name the first words of an address that mean nothing here, and count the others."""
    for word, value in unknown[:_NAMED_UNKNOWN]:
        st.warning(words.UNKNOWN_WORD.format(word=_quote(word), value=_quote(value)))
    more = len(unknown) - _NAMED_UNKNOWN
    if more > 0:
        st.warning(words.MORE_UNKNOWN_WORDS.format(count=f"{more:,}"))


def _show_heading(heading: str, loaded: Loaded) -> None:
    chips = []
    if loaded.inventory.fictional:
        chips.append(f":violet-badge[{words.FICTIONAL_CITY}]")
    if loaded.is_upload:
        chips.append(f":gray-badge[{_say_how_long_kept(loaded)}]")
    if loaded.workspace:
        chips += [f":gray-badge[{plain(words.ACCESS[loaded.workspace.access])}]"]
        if loaded.date:
            chips += [f":orange-badge[{words.EARLIER_VERSION.format(number=loaded.date)}]"]
    as_of = loaded.inventory.about("as_of")
    when = words.AS_OF.format(date=plain(spoken_date(as_of))) if as_of else words.NO_DATE
    st.markdown(f"## {plain(loaded.name)}: {heading} {' '.join(['', *chips, f':small[:gray[{when}]]'])}")
    if loaded.is_upload and (sentence := said_of_list()):
        st.caption(sentence)
    fictional = words.FICTIONAL if loaded.inventory.fictional else ""
    st.set_page_config(page_title=f"{loaded.name}{fictional}: {heading}")


def _say_how_long_kept(loaded: Loaded) -> str:
    kept = find_kept_work()
    if kept is None:
        return words.OWN_UPLOAD_HERE
    says = words.OWN_WORK if kept.workspace else words.OWN_UPLOAD
    return says.format(date=f"{kept.kept_until:%-d %B}", workspace=plain(", ".join(loaded.files)))


def _quote(text: str) -> str:
    """Shorten a text of an address so that it can be shown, and give it."""
    return plain(text if len(text) <= _LONGEST_QUOTE else f"{text[:_LONGEST_QUOTE]}…")


def _unknown_looks(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """Find the words on how a view looks that mean nothing here."""
    looks = {"size": ("projector",), "circles": ("degree", "betweenness"), "also": ("tension", "knows-of")}
    parts = [(word, part.strip()) for word in looks for part in asked.get(word, "").split(",") if part.strip()]
    return [(word, part) for word, part in parts if part not in looks[word]]


def _apply_filters(loaded: Loaded, filters: Filters) -> View:
    filtered = loaded.inventory
    if not filters.is_empty:
        filtered = loaded.remember(("filtered", filters), lambda: filters.apply(loaded.inventory))
    sentence = loaded.remember(("sentence", filters), lambda: filters.describe(loaded.inventory))
    return View(loaded, filters, filtered, sentence)


def _city_in_view(asked: Mapping[str, str]) -> Loaded:
    """Open the city that the address asks for, and say where another is shown."""
    city = slug(asked["city"]) if asked.get("city") else first_city()
    loaded = open_city(city, asked_date(asked))
    if loaded.is_upload or loaded.workspace:
        return loaded
    if city == UPLOAD or is_workspace(city):
        _say_that_no_list_is_here(city, loaded)
    elif city != loaded.city:
        st.warning(words.UNKNOWN_CITY.format(asked=_quote(asked["city"]), shown=plain(loaded.name)))
    if asked.get("date") and asked["date"] != loaded.date:
        shown = words.THE_ONE_OF.format(date=spoken_date(loaded.date)) if loaded.date else words.THE_ONLY_ONE
        st.warning(words.UNKNOWN_DATE.format(asked=_quote(asked["date"]), shown=shown))
    return loaded


def _say_that_no_list_is_here(asked: str, first: Loaded) -> None:
    """Say that the list that an address asks for is not here, offer two ways on, and end the page.

    Another city in its place would be taken for the list, and clicks would go on there.
    """
    st.markdown(f"## {words.NO_WORKSPACE_HERE if is_workspace(asked) else words.NO_LIST_HERE}")
    if sentence := said_of_list():
        st.markdown(sentence)
    if is_workspace(asked):
        from components.ui.frame.workspaces import offer_key

        st.info(words.WHY_NO_WORKSPACE)
        offer_key(asked)
    else:
        st.info(words.WHY_NO_LIST)
    st.page_link(view_page("inventory"), label=words.BRING, query_params={"city": first.city}, icon=":material/upload:")
    label = words.SEE_CITY.format(city=plain(first.name))
    st.page_link(view_page("overview"), label=label, query_params={"city": first.city}, icon=":material/hub:")
    st.stop()


def _show_what_is_left(view: View) -> None:
    """Say how many organizations the filters leave and what they left out, and offer the link to the view."""
    left = view.sentence.rsplit(" · ", 1)[-1]
    st.markdown(plain(with_capital(left)), width="content")
    left_out = view.remember("left out", lambda: view.filters.left_out(view.whole))
    if left_out and not view.is_empty:
        with st.popover(words.LEFT_OUT, type="tertiary"):
            st.markdown("\n".join(f"- {plain(line)}" for line in left_out))
    show_copy_link(opens_for_others=not view.loaded.is_upload)


def _show_way_to_bring(view: View) -> None:
    """Show where a team brings a list of its own."""
    page, icon = view_page("inventory"), ":material/upload:"
    st.page_link(page, label=words.BRING, query_params=view.city_words, icon=icon, width="content")


def _show_way_to_newest(view: View, name: str) -> None:
    """Show the way from an earlier version of a workspace to the same view of its newest."""
    newest = {word: value for word, value in view.city_words.items() if word != "version"}
    icon, query = ":material/update:", newest | view.filter_words
    st.page_link(view_page(name), label=words.SEE_NEWEST, query_params=query, icon=icon, width="content")


def show_lead(sentence: str) -> None:
    """Show the sentence that says what the data say here, as the lead of the page."""
    with st.container(key="lead"):
        st.markdown(plain(sentence))


def stop_if_empty(view: View) -> None:
    """End the page where the filters leave no organization, and say which one emptied it."""
    if view.is_empty:
        say_if_empty(view)
        show_footer(view.loaded, view.filtered)
        st.stop()


def say_if_empty(view: View) -> None:
    """Say which filter emptied the view, where no organization is left."""
    if not view.is_empty:
        return
    if not len(view.whole.organizations):
        st.info(words.EMPTY_INVENTORY)
        return
    steps = view.filters.steps(view.whole)
    emptied = steps[steps["left"] == 0]
    if emptied.empty:
        return
    step = emptied.iloc[0]
    organizations = counted(int(step["unknown"]), "organization")
    unknown = words.UNKNOWN_THERE.format(organizations=organizations) if step["unknown"] else ""
    label, value = control_label(step["filter"]), plain(step["value"])
    st.info(words.EMPTIED_BY.format(filter=label, value=value, unknown=unknown))
