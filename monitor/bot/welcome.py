"""/start and /help: what this is, and what this person may ask."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.bot.asked import Answer, Asked, Command
from monitor.model import allowed


def start(asked: Asked) -> Answer:
    """A friendly overview for somebody who is known."""
    profiles = sum(profile.enabled for profile in asked.snapshot.profiles.values())
    voice = asked.voice
    lines = [
        voice.say("Hello. {channel} tells its news here.", channel=asked.channel.name),
        voice.count("{n} profile is watched.", "{n} profiles are watched.", profiles),
        voice.say("/help shows what you may ask, /language changes the language of this chat."),
    ]
    return Answer(text="\n".join(lines))


def help_(asked: Asked, commands: Mapping[str, Command]) -> Answer:
    """What this person may ask, one line each."""
    lines = [
        f"/{name} – {asked.voice.say(command.about)}"
        for name, command in commands.items()
        if command.listed and allowed(asked.role, command.role)
    ]
    return Answer(text="\n".join([asked.voice.say("What you may ask here:"), *lines]))
