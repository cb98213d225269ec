"""The names that a server is known by, as whoever runs it may write them."""

import pytest

from components.ui.frame.known_hosts import named_hosts


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("", set()),
        (" , ", set()),
        ("atlas.example.org", {"atlas.example.org"}),
        ("Atlas.Example.org, 192.168.1.20:8501,", {"atlas.example.org", "192.168.1.20"}),
        ("https://atlas.example.org:8443/network", {"atlas.example.org"}),
        ("[fe80::1]:8501", {"fe80::1"}),
        ("[fe80::1", set()),
    ],
)
def test_the_names_of_a_server(monkeypatch: pytest.MonkeyPatch, said: str, names: set[str]):
    monkeypatch.setenv("ATLAS_HOSTS", said)
    assert named_hosts() == names


def test_without_the_setting_there_is_no_further_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("ATLAS_HOSTS", raising=False)
    assert named_hosts() == set()
