"""`monitor sources list|import|export`: what is polled, chosen, out and in again; no secret in any of it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.cli import main

SOURCES = """\
groups:
  - name: Asia / Vietnam
    tags: daily
    sources:
      - {id: tuoi-tre, name: Tuổi Trẻ, url: "https://tuoitre.example/rss", weight: 2}
      - {id: bao, name: Báo, url: "https://bao.example/", kind: page, selector: "h2 > a", tags: [list]}
  - name: Europe
    sources:
      - id: wire
        name: Wire
        url: https://wire.example/rss
        login: {user: desk, password_env: WIRE_WORD}
        headers: {X-Api-Key: {env: WIRE_KEY}}
"""
SECRETS = {"WIRE_WORD": "hunter2-word", "WIRE_KEY": "hunter2-key"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "config" / "sources.yaml"
    path.parent.mkdir()
    path.write_text(SOURCES, encoding="utf-8")
    return path


@pytest.fixture
def said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs `monitor sources …` in this process: exit status, standard output, standard error."""
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)

    def run(*words: str, stdin: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = main(["--home", str(tmp_path), "--no-color", "sources", *words])
        sys.stdout.flush()
        return status, *capfd.readouterr()

    return run


def test_a_group_goes_out_and_comes_in_through_a_pipe_and_is_said_where(
    file: Path, said: Callable[..., tuple[int, str, str]]
) -> None:
    _, exported, _ = said("export", "--group", "Asia")
    file.write_text("groups: []\n", encoding="utf-8")

    status, _, told = said("import", "-", stdin=exported)

    assert status == 0
    assert told.splitlines() == [
        "monitor: Asia / Vietnam: tuoi-tre, bao",
        "monitor: 2 feeds added, 0 feeds known already, 0 left out",
    ]


def test_the_list_is_chosen_from_by_group_and_tag_and_holds_no_secret(
    file: Path, said: Callable[..., tuple[int, str, str]]
) -> None:
    _, listed, _ = said("list")
    records = [json.loads(line) for line in said("list", "--json")[1].splitlines()]
    _, tagged, _ = said("list", "--tag", "list")
    status, _, refused = said("list", "--group", "Asa")

    assert [line.split()[0] for line in listed.splitlines()] == ["id", "tuoi-tre", "bao", "wire"]
    assert listed.splitlines()[0].split() == ["id", "kind", "language", "weight", "group", "tags", "url"]
    assert {record["id"]: (record["kind"], record["weight"], record["tags"]) for record in records} == {
        "tuoi-tre": ("feed", 2.0, ["daily"]),
        "bao": ("page", 1.0, ["daily", "list"]),
        "wire": ("feed", 1.0, []),
    }
    assert not [word for word in ("hunter2", "X-Api-Key", "desk") if word in listed + str(records)]
    assert [line.split()[0] for line in tagged.splitlines()] == ["id", "bao"]
    assert (status, "did you mean `Asia`?" in refused) == (2, True)
