"""The radar of the six scores: around and back, with gaps, and left as it was given."""

from __future__ import annotations

import pandas as pd
import pytest

from components.analysis import element_strength
from components.charts import radar_figure
from tests.inventories import make_inventory
from tests.pictures import trace


@pytest.fixture
def perceived() -> pd.DataFrame:
    ratings = {"knowledge": 4, "resources": 1}
    rows = [{"element": word, "rating": value, "rater": "r1", "indicator": "i"} for word, value in ratings.items()]
    return element_strength(make_inventory(assessments=rows))


def test_the_radar_leaves_a_gap_where_nothing_is_known_and_ends_where_it_begins(perceived: pd.DataFrame) -> None:
    line = trace(radar_figure(perceived), "score")
    assert sorted(value for value in line.r[:6] if value is not None) == [1, 4] and line.connectgaps is False
    assert len(line.r) == 7 and line.r[0] == line.r[6] and line.theta[0] == line.theta[6]


def test_the_radar_is_described_and_leaves_the_scores_as_they_were(perceived: pd.DataFrame) -> None:
    before = perceived.copy()
    assert "not known" in radar_figure(perceived).layout.meta["alt"]
    pd.testing.assert_frame_equal(perceived, before)
