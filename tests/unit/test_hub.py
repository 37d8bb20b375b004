"""The classroom's hub: what keeps it from starting is said in a sentence."""

import socket
import sys
from pathlib import Path

import pytest

hub = pytest.importorskip("tools.hub", reason="a hub for several accounts needs Linux")


def start(folder, address="http://127.0.0.1:8000", **names):
    with pytest.raises(hub.Trouble) as trouble:
        hub.start(folder=folder, address=address, **names)
    assert "\n" not in str(trouble.value)
    assert not list(folder.iterdir())
    return str(trouble.value)


def node(folder, monkeypatch, version):
    """A PATH on which there is nothing but this version of Node.js."""
    for name in ("node", "npm"):
        (folder / name).write_text(f"#!/bin/sh\necho {version}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_without_node(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert start(tmp_path) == "The hub's proxy needs Node.js 20 or newer with npm: install both."


def test_with_an_old_node(tmp_path_factory, tmp_path, monkeypatch):
    node(tmp_path_factory.mktemp("bin"), monkeypatch, "v18.20.4")
    assert "v18.20.4" in start(tmp_path)


def test_a_class_without_an_instructor(tmp_path_factory, tmp_path, monkeypatch):
    node(tmp_path_factory.mktemp("bin"), monkeypatch, "v20.0.0")
    monkeypatch.setattr(hub, "members", lambda group: [])
    assert "INSTRUCTOR=" in start(tmp_path, students=["ada"])


@pytest.mark.parametrize("address", ["http://127.0.0.1", "localhost", "http://127.0.0.1:80000", "http://nowhere.invalid:8000"])
def test_with_an_address_that_is_none(address, tmp_path_factory, tmp_path, monkeypatch):
    node(tmp_path_factory.mktemp("bin"), monkeypatch, "v20.0.0")
    assert "ADDRESS=" in start(tmp_path, address)


def test_where_something_listens(tmp_path_factory, tmp_path, monkeypatch):
    node(tmp_path_factory.mktemp("bin"), monkeypatch, "v20.0.0")
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"http://127.0.0.1:{other.getsockname()[1]}"
        assert address in start(tmp_path, address)


def test_an_account_that_is_not_there(tmp_path):
    with pytest.raises(hub.Trouble, match="log in to the hub once"):
        hub.prepare("nobody-of-this-name", folder=tmp_path)


def test_root_is_nobody_s_account(monkeypatch):
    monkeypatch.setattr(hub, "run", lambda *command, **options: None)
    with pytest.raises(hub.Trouble, match="name another account"):
        hub.add_account("root", hub.STUDENTS)


def test_a_python_that_others_cannot_run(monkeypatch):
    monkeypatch.setattr(hub, "runs", lambda python, code: False)
    with pytest.raises(hub.Trouble, match="install Python 3.11, 3.12 or 3.13"):
        hub.python_for_all()


def test_what_a_failed_command_said_is_the_trouble():
    with pytest.raises(hub.Trouble, match="python.* failed: no such thing"):
        hub.run(Path(sys.executable), "-c", "import sys; sys.exit('no such thing')")
