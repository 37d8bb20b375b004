"""What the tests of the data share."""

import dataclasses

import pytest
from data_server import nobody

from utils.datasets.registry import ITEMS


@pytest.fixture
def said(capfd):
    """What was printed since the last call; nothing ever on stderr, which would cost a cell its points."""

    def read() -> str:
        out, err = capfd.readouterr()
        assert err == ""
        return out

    yield read
    assert capfd.readouterr().err == ""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder of data; the network is out of reach unless a test offers a file there."""
    path = tmp_path / "data"
    path.mkdir()
    monkeypatch.setenv("KERAS_COURSE_DATA", str(path))
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name, item in ITEMS.items():
        monkeypatch.setitem(ITEMS, name, dataclasses.replace(item, urls=(nobody(),)))
    return path
