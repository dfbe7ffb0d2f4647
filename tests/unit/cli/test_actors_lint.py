"""What `monitor actors lint` prints for people."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest
from doubles.small_catalogue import SOUND, small_catalogue

from monitor.cli import actors_lint
from monitor.settings.shelf import shelves

FAULTY = SOUND["languages/en/names.yaml"] + "country/FR: [Gaul, Gaul]\nperson/x: [Xx]\n"


@pytest.mark.parametrize(
    ("notes", "ends"),
    [(False, "1 error, 1 warning, 1 note (--notes shows them)"), (True, "1 error, 1 warning, 1 note")],
)
def test_it_counts_what_it_finds_and_names_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], notes: bool, ends: str
) -> None:
    data = small_catalogue(tmp_path, languages__en__names=FAULTY, languages__ru__terms="")
    monkeypatch.setattr(actors_lint, "shelves", lambda: shelves(data))
    assert actors_lint.execute(Namespace(json=False, notes=notes)) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("error  languages/en/names.yaml:")
    assert any(line.startswith("note ") for line in lines) is notes
    assert lines[-1] == ends
