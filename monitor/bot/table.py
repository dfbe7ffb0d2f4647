"""What can be asked: a command a line, in the order of the menu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from monitor.bot import mutes, owning, speaking, welcome
from monitor.bot.asked import Answer, Asked, Command
from monitor.bot.asking.digest import digest
from monitor.bot.asking.last import last
from monitor.bot.asking.lines import one_by_one
from monitor.bot.asking.profiles import profiles
from monitor.bot.asking.search import search
from monitor.bot.asking.status import status
from monitor.bot.asking.why import why
from monitor.bot.making.add import add
from monitor.bot.making.watch import watch
from monitor.translation import marked


def _help(asked: Asked) -> Answer:
    return welcome.help_(asked, COMMANDS)


#: name -> command: 1 to 32 of a-z, 0-9 and _ (core.telegram.org/bots/api#botcommand)
COMMANDS: Final[Mapping[str, Command]] = {
    "profiles": Command(
        run=one_by_one(profiles), role="reader", about=marked("what is watched, and when it is told next")
    ),
    "digest": Command(run=one_by_one(digest), role="reader", about=marked("what the next digest would tell by now")),
    "last": Command(run=one_by_one(last), role="reader", about=marked("the last alerts of this chat")),
    "why": Command(run=one_by_one(why), role="reader", about=marked("why something was told, or was not")),
    "search": Command(run=one_by_one(search), role="reader", about=marked("what is stored on something")),
    "status": Command(run=one_by_one(status), role="reader", about=marked("how the watch stands")),
    "watch": Command(run=watch, role="editor", about=marked("draft a profile from an article")),
    "add": Command(run=add, role="editor", about=marked("add a source: the feeds of a site")),
    "mute": Command(
        run=mutes.mute, role="editor", about=marked("be told nothing of a story, actor or outlet for a time")
    ),
    "mutes": Command(run=mutes.mutes, role="reader", about=marked("what is muted, and until when")),
    "unmute": Command(run=mutes.unmute, role="editor", about=marked("end a mute")),
    "quiet": Command(run=speaking.quiet, role="editor", about=marked("when this chat is left in peace")),
    "language": Command(run=speaking.language, role="reader", about=marked("the language of this chat")),
    "invite": Command(run=owning.invite, role="owner", about=marked("a code that lets somebody in")),
    "people": Command(run=owning.people, role="owner", about=marked("who is known here")),
    "help": Command(run=_help, role="reader", about=marked("what you may ask")),
    "start": Command(run=welcome.start, role="reader", about=marked("what this is"), listed=False),
}
