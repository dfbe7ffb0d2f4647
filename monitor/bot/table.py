"""What can be asked: a command a line, in the order of the menu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from monitor.bot import mutes
from monitor.bot.asked import Command
from monitor.translation import marked

#: name -> command: 1 to 32 of a-z, 0-9 and _ (core.telegram.org/bots/api#botcommand)
COMMANDS: Final[Mapping[str, Command]] = {
    "mute": Command(
        run=mutes.mute, role="editor", about=marked("be told nothing of a story, actor or outlet for a time")
    ),
    "mutes": Command(run=mutes.mutes, role="reader", about=marked("what is muted, and until when")),
    "unmute": Command(run=mutes.unmute, role="editor", about=marked("end a mute")),
}
