"""/invite and /people: who is let in, who is known, who goes."""

from __future__ import annotations

from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from monitor.bot.asked import Answer, Asked
from monitor.deliver.text import cap, clean, isolated
from monitor.errors import ConfigError, Fault
from monitor.model import ROLES, Person, Role
from monitor.people import acts
from monitor.people.codes import shown
from monitor.settings.wording import nearest, quoted
from monitor.translation import Voice, marked

_ROLES: Final[dict[Role, str]] = {"reader": marked("reader"), "editor": marked("editor"), "owner": marked("owner")}
#: of what somebody calls themselves, in UTF-16 units, and people of one answer
_NAME, _LISTED = 40, 40


def invite(asked: Asked) -> Answer:
    """A code for one person, a reader unless another role is named."""
    role = _role(asked.words)
    code = acts.invite(asked.store, asked.channel.name, role, asked.now, by=asked.reader.name)
    voice = asked.voice
    lines = [
        voice.say("For one {role} of {channel}:", role=voice.say(_ROLES[role]), channel=asked.channel.name),
        f"/start {shown(code.text)}",
        voice.say(
            "To be written to this bot within {hours} hours, once.", hours=int(acts.INVITING.total_seconds() // 3600)
        ),
    ]
    if name := asked.bot_name:
        lines.append(f"https://t.me/{name}?start={code.text}")
    return Answer(text="\n".join(lines))


def people(asked: Asked) -> Answer:
    """Who is known to this channel; "remove" and a number: not any more."""
    if asked.words and asked.words[0].casefold() == "remove":
        gone = acts.remove(asked.store, asked.channel.name, _number(asked.words[1:]), spare_owner=True)
        return Answer(text=asked.voice.say("{person} is known no more.", person=_called(gone)))
    known = [one for one in asked.store.people() if one.channel == asked.channel.name]
    lines = [f"{one.number} · {_called(one)} · {asked.voice.say(_ROLES[one.role])}" for one in known[:_LISTED]]
    head = _head(asked.voice, len(known), asked.channel.name)
    return Answer(text="\n".join([head, *lines]), keyboard=_keyboard(asked.voice))


def _head(voice: Voice, n: int, channel: str) -> str:
    if not n:
        return voice.say("Nobody is known to {channel} by a code.", channel=channel)
    return voice.count("{n} person is known to {channel}:", "{n} people are known to {channel}:", n, channel=channel)


def _keyboard(voice: Voice) -> InlineKeyboardMarkup:
    roles: tuple[Role, ...] = ("reader", "editor")
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(
                    voice.say("Invite: {role}", role=voice.say(_ROLES[role])), callback_data=f"/invite {role}"
                )
                for role in roles
            ]
        ]
    )


def _role(words: tuple[str, ...]) -> Role:
    wanted = words[0].casefold() if words else "reader"
    found = next((role for role in ROLES if role == wanted), None)
    if found is None:
        hint = nearest(wanted, ROLES) or ", ".join(ROLES)
        raise ConfigError(Fault(file=quoted(wanted), what="nobody can be that", hint=hint))
    return found


def _number(words: tuple[str, ...]) -> int:
    wanted = words[0] if words else ""
    if not (wanted.isascii() and wanted.isdecimal() and len(wanted) <= 16):
        raise ConfigError(Fault(file="/people remove", what="who is to go?", hint="/people numbers them"))
    return int(wanted)


def _called(person: Person) -> str:
    return isolated(cap(clean(person.name), _NAME) or str(person.number), "ltr")
