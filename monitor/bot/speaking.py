"""/language and /quiet: how and when a chat is spoken to."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from monitor.bot.asked import Answer, Asked
from monitor.bot.chats import adapted
from monitor.decide.delivery import Telegram
from monitor.decide.quiet import held_until
from monitor.errors import ConfigError, Fault
from monitor.model import ChatState, Quiet
from monitor.people.quiet import read_quiet
from monitor.settings.catalogue import languages
from monitor.settings.wording import nearest, quoted
from monitor.translation import spoken, voice_of

_CHOSEN = "✓"
#: what sets the chat back to what the configuration says
AS_CONFIGURED = "auto"


def language(asked: Asked) -> Answer:
    """Choose one by its two letters, or have the choice shown."""
    code = "".join(asked.words).casefold()
    if code:
        if code not in {AS_CONFIGURED, *languages()}:
            hint = nearest(code, languages()) or "; ".join(spoken())
            raise ConfigError(Fault(file=quoted(code), what="no language that is spoken here", hint=hint))
        asked.store.set_language(asked.channel.name, None if code == AS_CONFIGURED else code)
    chosen = adapted(_configured(asked), _state(asked)).language or "en"
    name = voice_of(chosen).language_name(chosen) or chosen
    return Answer(
        text=voice_of(chosen).say("This chat is spoken to in: {language}", language=name),
        keyboard=_keyboard(chosen),
        instead=True,
    )


def quiet(asked: Asked) -> Answer:
    """When this chat is left in peace: hours of every day, a time from now on, or no more; without words, how it
    stands."""
    stands, zone = _state(asked).quiet, zone_of(asked)
    if asked.words:
        stands = read_quiet(" ".join(asked.words), stands, zone, asked.now)
        asked.store.set_quiet(asked.channel.name, stands, asked.now)
    return Answer(text="\n".join(_said(asked, stands, zone)))


def _said(asked: Asked, stands: Quiet, zone: str) -> list[str]:
    voice, lines = asked.voice, []
    if stands.daily:
        begin, end = (voice.figures(f"{hour:%H:%M}") for hour in stands.daily)
        lines.append(
            voice.say("Quiet every day from {begin} to {end} ({zone}).", begin=begin, end=end, zone=stands.timezone)
        )
    if until := held_until(stands, asked.now):
        end = voice.day_and_time(until.astimezone(ZoneInfo(zone)))
        lines.append(voice.say("Quiet now, until {end}: what comes meanwhile is told then.", end=end))
    if not lines:
        return [voice.say("No quiet is set: what comes is told at once. For instance: /quiet 22:00-07:00, /quiet 3h")]
    return [*lines, voice.say("What is critical breaks through. /quiet off ends it.")]


def zone_of(asked: Asked) -> str:
    """On whose clock: of the channel's own digest, or of the first profile that it tells; else UTC."""
    if asked.channel.digest:
        return asked.channel.digest.timezone
    profiles = asked.snapshot.profiles.values()
    told = (one.alert.timezone for one in profiles if one.enabled and asked.channel.name in one.deliver)
    return next(told, "UTC")


def _configured(asked: Asked) -> Telegram:
    found = next((one for one in asked.snapshot.channels if one.name == asked.channel.name), asked.channel)
    return found if isinstance(found, Telegram) else asked.channel


def _state(asked: Asked) -> ChatState:
    found = (one for one in asked.store.chats() if one.channel == asked.channel.name)
    return next(found, ChatState(channel=asked.channel.name))


def _keyboard(chosen: str) -> InlineKeyboardMarkup:
    """Each language by its own name."""
    buttons = [
        InlineKeyboardButton(
            f"{voice_of(code).language_name(code)} {_CHOSEN}" if code == chosen else voice_of(code).language_name(code),
            callback_data=f"/language {code}",
        )
        for code in spoken()
    ]
    return InlineKeyboardMarkup([buttons[at : at + 2] for at in range(0, len(buttons), 2)])
