"""The table of element strength by issue area."""

from components.analysis import element_strength
from components.charts import element_by_issue_figure
from tests.inventories import make_inventory
from tests.pictures import trace


def rating(element: str, value: int, rater: str, **more: object) -> dict[str, object]:
    return {"element": element, "rating": value, "rater": rater, "indicator": "i", "round": "1", **more}


def test_by_issue_area_a_cell_without_a_rating_is_hatched():
    rated = make_inventory(
        organizations=[{"name": "A"}],
        assessments=[
            rating("knowledge", 2, "r1", issue_area="justice"),
            rating("knowledge", 4, "r2", issue_area="justice"),
            rating("resources", 1, "r1"),
        ],
    )
    figure = element_by_issue_figure(element_strength(rated, "issue_area"), ["justice", "housing"])
    table = trace(figure, "cells")
    cells = dict(zip(map(tuple, table.customdata), table.marker.pattern.shape, strict=True))
    assert len(cells) == 12
    assert [key for key, shape in cells.items() if shape == ""] == [("knowledge", "justice")]
    assert list(trace(figure, "scores").text) == ["<b>3.0</b><br>only 2 raters"]


def test_words_of_an_inventory_stay_text():
    inventory = make_inventory(
        organizations=[{"name": "A"}],
        assessments=[rating("knowledge", 2, "r1", issue_area="<a href='x'>jobs</a> & $x$")],
    )
    by_issue = element_strength(inventory, "issue_area")
    figure = element_by_issue_figure(by_issue, list(by_issue["issue_area"]))
    shown = [figure.layout.title.text, *figure.layout.yaxis.ticktext, *trace(figure, "cells").hovertext]
    assert any("&lt;a" in text for text in shown) and not any("<a" in text for text in shown)
