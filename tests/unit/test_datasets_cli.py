"""`python -m utils.datasets`: what a teacher sees and gets."""

import dataclasses
import hashlib

import pytest
from data_server import DataServer
from typer.testing import CliRunner

from utils.datasets import files
from utils.datasets.__main__ import app
from utils.datasets.registry import ITEMS, Item

CONTENT = bytes(range(256)) * 10
NAMES = ("one.bin", "two.bin")


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.delenv("KERAS_COURSE_DATA", raising=False)
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("COLUMNS", "200")
    files._session_folder.cache_clear()
    return tmp_path / "cache"


@pytest.fixture
def server():
    server = DataServer(CONTENT)
    yield server
    server.stop()


@pytest.fixture
def two_files(server, monkeypatch):
    """A registry of two small files, both served well."""
    digest = hashlib.sha256(CONTENT).hexdigest()
    for name in list(ITEMS):
        monkeypatch.delitem(ITEMS, name)
    for name in NAMES:
        item = Item(name, f"purpose of {name}", (server.url("good"),), (digest,), 2_560_000, "some licence", "someone")
        monkeypatch.setitem(ITEMS, name, item)


def use_address(monkeypatch, name, *urls):
    monkeypatch.setitem(ITEMS, name, dataclasses.replace(ITEMS[name], urls=urls))


def run(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_without_a_command_it_lists():
    assert run().stdout == run("list").stdout != ""


def test_the_list_names_files_licences_and_sources():
    shown = run("list").stdout
    for item in ITEMS.values():
        assert item.name in shown and item.licence in shown and item.citation in shown


def test_the_list_says_where_each_file_is(two_files, cache):
    shown = run("list").stdout
    assert "not here yet" in shown and "2.56" in shown

    run("fetch", "one.bin")
    lines = run("list").stdout.splitlines()
    assert any("one.bin" in line and "the cache" in line for line in lines)
    assert str(cache) in lines[-1]


def test_fetch_gets_all_or_the_named(two_files, cache, server):
    assert run("fetch", "two.bin").exit_code == 0
    assert [path.name for path in cache.iterdir()] == ["two.bin"]
    result = run("fetch")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "one.bin: downloaded from 127.0.0.1.\ntwo.bin: from the cache.\n"
    assert server.requests == {"good": 2}


def test_fetch_goes_on_after_a_failure_and_tells(two_files, cache, monkeypatch, server):
    use_address(monkeypatch, "one.bin", server.url("missing"))
    result = run("fetch")
    assert result.exit_code == 1
    assert "answers 404 Not Found" in result.stderr and "Traceback" not in result.stderr
    assert [path.name for path in cache.iterdir()] == ["two.bin"]


def test_fetch_of_an_unknown_name(two_files):
    result = run("fetch", "on.bin")
    assert result.exit_code == 1 and "Did you mean 'one.bin'" in result.stderr


def test_a_folder_filled_here_serves_elsewhere(two_files, tmp_path, monkeypatch, server):
    stick = tmp_path / "stick"
    result = run("fetch", "--to", stick)
    assert result.exit_code == 0 and f"set KERAS_COURSE_DATA to the path of this folder, {stick}" in result.stdout
    assert sorted(path.name for path in stick.iterdir()) == list(NAMES)

    monkeypatch.setenv("KERAS_COURSE_DATA", str(stick))
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(tmp_path / "another machine"))
    assert files.fetch("one.bin") == stick / "one.bin"
    assert f"one.bin: already in {stick}." in run("fetch", "--to", stick).stdout
    assert server.requests == {"good": 2}


def test_fetch_mends_a_folder_that_is_in_use(two_files, tmp_path, monkeypatch):
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "one.bin").write_bytes(b"damaged")
    monkeypatch.setenv("KERAS_COURSE_DATA", str(stick))
    assert run("fetch", "--to", stick).exit_code == 0
    assert (stick / "one.bin").read_bytes() == CONTENT


def test_fetch_to_a_place_that_cannot_be_written(two_files, tmp_path):
    (tmp_path / "a file").write_text("")
    result = run("fetch", "one.bin", "--to", tmp_path / "a file" / "stick")
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr and "Traceback" not in result.stderr


def test_verify_is_content_with_whole_files(two_files):
    assert "No file is here yet" in run("verify").stdout
    run("fetch")
    result = run("verify")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.count("is as it should be") == 2


@pytest.mark.parametrize("place", ["cache", "stick"])
def test_verify_finds_a_broken_file(two_files, place, tmp_path, monkeypatch):
    run("fetch", "--to", tmp_path / "stick")
    monkeypatch.setenv("KERAS_COURSE_DATA", str(tmp_path / "stick"))
    broken = tmp_path / place / "two.bin"
    broken.write_bytes(CONTENT[:-1])
    result = run("verify")
    assert result.exit_code == 1
    assert f"{broken} is damaged" in result.stderr and "fetch two.bin" in result.stderr
    assert result.stdout.count("is as it should be") == 3
