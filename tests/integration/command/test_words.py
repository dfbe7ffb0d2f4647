"""What the command says of itself, and that it says it plainly where nobody looks at colours."""

from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from doubles.command import PATIENCE_S, Command, environment, words

from monitor.cli import COMMANDS

ESCAPE = "\x1b"


def on_a_terminal(home: Path, *arguments: str, **env: str) -> str:
    """What the command shows on a terminal of its own."""
    ours, theirs = pty.openpty()
    try:
        subprocess.run(
            words(home, *arguments),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment({"TERM": "xterm-256color", **env}),
            timeout=PATIENCE_S,
            check=True,
        )
        return os.read(ours, 65536).decode()
    finally:
        os.close(ours)
        os.close(theirs)


def test_help_answers_and_names_every_command(monitor: Command) -> None:
    ended = Command(None)("--help")

    assert (ended.status, ended.err) == (0, "")
    listed = [line.split()[0] for line in ended.lines if line.startswith("  ")]
    assert {name for name, _, _ in COMMANDS} <= set(listed)
    assert ended.lines[0].startswith("usage: monitor")


def test_an_unknown_command_ends_with_2_and_one_that_is_missing_too(monitor: Command) -> None:
    unknown, missing = monitor("wach"), Command(None)()

    assert (unknown.status, missing.status) == (2, 2)
    assert "wach" in unknown.err
    assert "Traceback" not in unknown.err


def test_completion_for_bash_is_a_script_that_bash_accepts(monitor: Command) -> None:
    ended = monitor("completion", "bash")

    assert ended.status == 0
    assert "complete" in ended.out
    subprocess.run(["bash", "-n"], input=ended.out.encode(), check=True)  # noqa: S607  whichever bash is installed


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", r"draft_pos_0_COMPGEN=_shtab_compgen_files"),
        ("zsh", r"articles\\: files.*:_files"),
        ("fish", r"using draft.*__fish_complete_path"),
    ],
)
def test_a_shell_offers_files_where_a_command_takes_some(shell: str, line: str, monitor: Command) -> None:
    assert re.search(line, monitor("completion", shell).out)


def test_a_terminal_gets_colours_unless_it_asks_for_none(home: Path) -> None:
    assert ESCAPE in on_a_terminal(home, "sources", "list")
    assert ESCAPE not in on_a_terminal(home, "--no-color", "sources", "list")
    assert ESCAPE not in on_a_terminal(home, "sources", "list", NO_COLOR="1")


def test_a_pipe_gets_no_colours(home: Path, monitor: Command) -> None:
    ended = monitor("channels", "test", "console", "--kind", "alert")

    assert ended.status == 0
    assert ended.out
    assert ESCAPE not in ended.out + ended.err
    assert ended.err.startswith("monitor: console: alert: delivered (")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("chekc",), "no command is called `chekc` (did you mean `check`?)"),
        (("mute", "actor", "nobody at all"), "no actor is called that (`monitor actors find NAME` looks further)"),
        (("search", "--topic", "peace"), "no topic is called `peace` (did you mean `topic/peace"),
        (("explain", "K7QM2XPD"), "nothing stored has this id or code"),
        (("mute", "story", "K7QM2XPD"), "no message has this code"),
        (("feedback", "K7QM2XPD", "up"), "no message has this code"),
        (("digest", "email/desk"), "no digest is due to `email/desk`, ever (no profile names it under `deliver`)"),
        (("digest", "broken"), "`broken` has a mistake in it"),
        (("mute", "profile", "broken"), "this profile has a mistake in it"),
    ],
)
def test_what_is_not_there_ends_with_2_and_a_way_on(
    arguments: tuple[str, ...], said: str, home: Path, monitor: Command
) -> None:
    (home / "config" / "profiles" / "broken.yaml").write_text("name: 1\n", encoding="utf-8")
    (home / "config" / "channels.yaml").write_text(
        "email/desk: {host: localhost, security: none, from: a@example.org, to: b@example.org}\n", encoding="utf-8"
    )
    ended = monitor(*arguments)
    assert ended.status == 2
    assert said in ended.err


def test_a_search_takes_a_word_behind_a_dash_for_one_to_leave_out(monitor: Command) -> None:
    left = monitor("search", "Baku", "-houthi*", "-v")
    assert left.status == 0, left.err
    assert "nothing is stored yet" in left.err
    assert monitor("search", "-h").out.startswith("usage: monitor search")
    assert "unrecognized arguments" in monitor("mutes", "-football").err
