"""Streams, names and locales that are not as one thinks: one line and an exit status, never a traceback."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from doubles.command import PATIENCE_S, Command, environment, words

ARTICLE = "Ilham Aliyev in Bakı\n\nThe president of Azerbaijan spoke.\n"


def in_a_shell(home: Path, command: str, redirection: str) -> subprocess.CompletedProcess[str]:
    line = f'"$@" {command} {redirection}'
    return subprocess.run(
        ["/bin/sh", "-c", line, "sh", *words(home)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        env=environment({}),
        check=False,
    )


@pytest.mark.parametrize("command", ["status", "sources list --json"])
def test_a_full_disk_behind_standard_output_is_one_line(home: Path, command: str) -> None:
    ended = in_a_shell(home, command, ">/dev/full")
    assert ended.returncode == 1
    assert ended.stderr == "monitor: No space left on device\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_a_closed_stream_ends_no_command_with_a_traceback(home: Path, closed: str) -> None:
    ended = in_a_shell(home, "status" if closed == ">&-" else "analyse --jsonl", f"</dev/null {closed}")
    assert ended.returncode == (1 if closed == "<&-" else 0)
    assert "Traceback" not in ended.stdout + ended.stderr


def test_json_is_utf_8_in_any_locale(monitor: Command) -> None:
    ended = monitor("analyse", "--json", stdin=ARTICLE, PYTHONIOENCODING="latin-1")
    assert ended.status == 0
    assert "Bakı" in {surface for actor in json.loads(ended.out)["actors"] for surface in actor["surfaces"]}


@pytest.mark.parametrize("name", ["~nobody-is-called-so/x", "a" * 5000, "no/such/folder"])
def test_a_home_that_cannot_be_is_a_wrong_configuration(name: str) -> None:
    ended = Command(None)("check", MONITOR_HOME=name)
    assert ended.status == 2
    assert ended.err.endswith("MONITOR_HOME names no folder (make it first)\n")


def test_an_address_longer_than_any_file_name_can_be_explained(monitor: Command) -> None:
    ended = monitor("explain", "https://127.0.0.1/" + "%D8%A7" * 500)
    assert ended.status == 1
    assert ended.err.endswith("a private address (--allow-private reads it nevertheless)\n")


def test_a_pipe_in_place_of_a_file_is_not_waited_for(home: Path, monitor: Command) -> None:
    os.mkfifo(home / "config" / "topics.yaml")
    ended = monitor("check")
    assert (ended.status, ended.err.partition(": ")[2]) == (2, f"{home}/config/topics.yaml: a pipe, not a file\n")


def test_a_seed_that_cannot_be_read_does_not_keep_others_from_being_drafted(
    home: Path, monitor: Command, tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(f"{ARTICLE}President Ilham Aliyev of Azerbaijan said that Armenia agrees.\n", encoding="utf-8")
    bad.write_bytes(b"\xff\x00\xfe")
    ended = monitor("draft", "--print", str(bad), str(good))
    assert ended.status == 1
    assert f"{bad}: not UTF-8" in ended.err
    assert "person/ilham-aliyev" in ended.out


def test_a_seed_that_speaks_of_nothing_known_drafts_no_profile_that_would_be_refused(
    home: Path, monitor: Command, tmp_path: Path
) -> None:
    seed = tmp_path / "seed.txt"
    seed.write_text("Qwpoeir qwpeoir\n\nZmxnc zmxncb.\n", encoding="utf-8")
    before = sorted(home.rglob("*.yaml"))
    ended = monitor("draft", str(seed))
    assert ended.status == 1
    assert "seed.txt: nothing in it is known to the catalogue" in ended.err
    assert sorted(home.rglob("*.yaml")) == before


def test_the_name_of_a_file_does_nothing_to_the_terminal(home: Path, monitor: Command, tmp_path: Path) -> None:
    article = tmp_path / "\x1b]0;owned\x07\u202e.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    (home / "config" / "profiles" / "\x1b]0;owned\x07.yaml").write_text("name: [", encoding="utf-8")
    for arguments in (
        *(("draft", str(article)), ("draft", f"{article}.missing"), ("parse", f"{article}.missing")),
        *(("check",), ("status",), ("schema", "--write"), ("explain", str(article)), ("explain", "\x1b[2J")),
    ):
        told = monitor(*arguments)
        assert told.err, arguments
        assert all(line.isprintable() for line in told.err.splitlines()), told.err


@pytest.mark.parametrize(
    ("arguments", "status", "what"),
    [
        (("explain", "http://[::1"), 1, "http://[::1: this is no address of a page"),
        (("draft", "http://[::1"), 1, "http://[::1: this is no address of a page"),
        (("feedback", "", "up"), 2, ""),
    ],
)
def test_what_can_be_no_address_and_no_code_is_one_line(
    monitor: Command, arguments: tuple[str, ...], status: int, what: str
) -> None:
    ended = monitor(*arguments)
    assert (ended.status, ended.out) == (status, "")
    assert what in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("name", ["a" * 300, "阿" * 90, os.fsdecode(b"caf\xe9")])
def test_a_profile_is_not_called_what_no_file_can_be(home: Path, monitor: Command, tmp_path: Path, name: str) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    ended = monitor("draft", "--new", "--name", name, str(article))
    assert ended.status == 2
    assert "monitor: --name: " in ended.err
    assert [each.name for each in (home / "config" / "profiles").iterdir()] == ["lighthouses.yaml"]


def test_an_endless_article_on_standard_input_is_read_no_further_than_one_can_be_long(home: Path) -> None:
    ended = in_a_shell(home, "analyse", "</dev/zero")
    assert ended.returncode == 1
    assert ended.stderr == "monitor: standard input: more than 2 MB are too much for one article\n"
