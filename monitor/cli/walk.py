"""`monitor init` on a terminal: from nothing to a first message. Each step can be skipped, and saves what it did."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import available_timezones

from monitor.cli import walk_email, walk_telegram
from monitor.cli.ask import ask, ask_yes
from monitor.cli.context import terminal
from monitor.cli.walked import Step, failed
from monitor.clock import SystemClock
from monitor.deliver.channels import build
from monitor.deliver.word import send_word
from monitor.errors import DeliveryError
from monitor.settings.catalogue import languages
from monitor.settings.channels import load_channels
from monitor.settings.home import Home
from monitor.settings.put_channel import live_in, tell_on, told_nowhere_else

_WELCOME = (
    "Where shall the monitor write to you? Enter takes what stands in brackets, an empty answer skips.\n"
    "Ctrl-C stops at any point; what is done by then stays."
)
_FIRST = ("News Monitor writes to you here, as soon as the watch runs.",)


def walk(home: Home, api_url: str | None) -> None:
    """Ask for all that a first watch needs."""
    print(_WELCOME)
    language = ask("Your language, two letters", _language(), _no_language)
    zone = ask("Your time zone", _zone(), _no_zone)
    step = Step(home=home, api_url=api_url, common={"language": language})
    added = []
    for wanted, one in (("Telegram?", walk_telegram.walk), ("E-mail?", walk_email.walk)):
        if ask_yes(wanted, default=one is walk_telegram.walk) and (name := one(step)):
            print(f"  {name} is in config/channels.yaml")
            added.append(name)
    profiles = told_nowhere_else(home)
    live_in(profiles, zone)
    if added and profiles and ask_yes(f"Let {_called(profiles)} tell {' and '.join(added)}?"):
        tell_on(profiles, added)
    greet(home, added)


def greet(home: Home, channels: Sequence[str]) -> bool:
    """Send a first message on each; whether all of them were taken."""
    taken = [asyncio.run(_greeted(home, channel)) for channel in channels]
    return all(taken)


async def _greeted(home: Home, name: str) -> bool:
    settings = next(one for one in load_channels(home.channels, os.environ, home.path) if one.name == name)
    clock = SystemClock()
    channel = build(settings, clock=clock, terminal=terminal())
    try:
        await send_word(_FIRST, channel, clock.now())
    except DeliveryError as error:
        print(f"monitor: {name}: the first message was not taken:", file=sys.stderr)
        failed(error)
        return False
    finally:
        await channel.close()
    print(f"  {name} has its first message")
    return True


def _called(profiles: Sequence[Path]) -> str:
    return ", ".join(path.stem for path in profiles)


def _language() -> str:
    """The machine's, where actors and topics have names in it."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return said[:2] if said[:2] in languages() else "en"


def _no_language(code: str) -> str:
    return "" if code in languages() else f"actors and topics have names in: {', '.join(languages())}"


def _zone() -> str:
    """The machine's, as it is called in the tz database."""
    said = os.environ.get("TZ", "").removeprefix(":") or os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    return said if said in available_timezones() else "UTC"


def _no_zone(zone: str) -> str:
    return "" if zone in available_timezones() else "for instance Europe/Berlin or Asia/Tbilisi"
