"""How the mutes stand, in a line."""

from __future__ import annotations

from monitor.model import MutesInForce
from monitor.translation import ENGLISH, Voice


def mutes_in_words(mutes: MutesInForce, voice: Voice = ENGLISH) -> str:
    """For instance "2 mutes stand, one without end; they held back 14 stories"; empty where none stands."""
    if not mutes.count:
        return ""
    said = _standing(mutes, voice)
    if not mutes.stories:
        return said
    stories = voice.count("{n} story", "{n} stories", mutes.stories)
    if mutes.count == 1:
        return voice.say("{mute}; it held back {stories}", mute=said, stories=stories)
    return voice.say("{mutes}; they held back {stories}", mutes=said, stories=stories)


def _standing(mutes: MutesInForce, voice: Voice) -> str:
    count, endless = mutes.count, mutes.endless
    said = voice.count("{n} mute stands", "{n} mutes stand", count)
    if not endless:
        return said
    if count == 1:
        return voice.say("{mute}, without end", mute=said)
    if endless == count:
        return voice.say("{mutes}, all without end", mutes=said)
    if endless == 1:
        return voice.say("{mutes}, one without end", mutes=said)
    return voice.say("{mutes}, {n} without end", mutes=said, n=endless)
