"""What can be asked of the bot, and by whom, is what its owner reads."""

from __future__ import annotations

import re
from pathlib import Path

from monitor.bot.table import COMMANDS

README = Path(__file__).parents[3] / "config" / "README.md"


def test_the_owner_reads_who_may_ask_what_as_it_is() -> None:
    rows = re.findall(r"^\| (reader|editor|owner) \| (.*) \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name: role for role, may in rows for name in re.findall(r"`/(\w+)", may)}
    assert told == {name: command.role for name, command in COMMANDS.items() if command.listed}
