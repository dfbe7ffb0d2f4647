"""The command's first step: before anything is read, and before most of it is imported."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from monitor.cli import main


def test_ctrl_c_while_a_command_is_still_imported_is_one_line_and_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(words: Sequence[str]) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("monitor.cli.parser.build_parser", interrupted)

    assert main(["check"]) == 130
    assert capsys.readouterr().err == "monitor: interrupted\n"
