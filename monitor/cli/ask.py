"""Questions on the terminal. Ctrl-D is an empty answer; Ctrl-C ends the command, as everywhere."""

from __future__ import annotations

from collections.abc import Callable
from getpass import getpass
from typing import TypeAlias

#: says what is wrong with an answer; empty where nothing is
Check: TypeAlias = Callable[[str], str]


def ask(question: str, default: str = "", check: Check | None = None) -> str:
    """The answer; the default for an empty one. Asked again while `check` finds fault with it."""
    shown = f"{question} [{default}] " if default else f"{question} "
    while True:
        answer = _line(shown) or default
        wrong = check(answer) if check and answer else ""
        if not wrong:
            return answer
        print(f"  {wrong}")


def ask_hidden(question: str) -> str:
    """The answer, which the terminal does not show."""
    try:
        return getpass(f"{question} ").strip()
    except EOFError:
        print()
        return ""


def ask_yes(question: str, *, default: bool = True) -> bool:
    """Yes or no; anything else is the default."""
    answer = _line(f"{question} [{'Y/n' if default else 'y/N'}] ").casefold()
    return answer in ("y", "yes") if answer in ("y", "yes", "n", "no") else default


def _line(shown: str) -> str:
    try:
        return input(shown).strip()
    except EOFError:
        print()
        return ""
