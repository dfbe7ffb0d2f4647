"""/start with a code: who shows the right one is let in, everybody else learns nothing."""

from __future__ import annotations

import asyncio

from telegram import Chat

from monitor.bot.asked import Answer
from monitor.bot.chats import STRANGER, Chats, Visitor
from monitor.deliver.text import clean
from monitor.model import Invitation, Role
from monitor.people.acts import let_in
from monitor.people.tries import Tries
from monitor.ports import Clock, Store
from monitor.translation import Voice, marked, voice_of

#: characters of what somebody calls themselves that are kept
_NAME = 64
WELCOMES: dict[Role, str] = {
    "reader": marked("Welcome: you may ask here what {channel} tells. /help shows what."),
    "editor": marked("Welcome: you may ask here what {channel} tells, and change it. /help shows how."),
    "owner": marked("Welcome: you are an owner of {channel}. /help shows what you may ask."),
}
PAIRED = marked("Done: {channel} tells its news in this chat from now on, and you are its owner. /help shows the rest.")


class Door:
    """Of one bot."""

    def __init__(self, chats: Chats, store: Store, clock: Clock) -> None:
        self._chats = chats
        self._store = store
        self._clock = clock
        self._tries = Tries()

    async def show(self, who: Visitor, chat: Chat, typed: str) -> Answer | None:
        """What is said to whoever shows a code; None: nothing at all. Raises `StoreError`."""
        now = self._clock.now()
        if who.number <= 0 or self._tries.exhausted(who.number, now):
            return None
        names = {one.name for one in self._chats.channels()}
        found = await asyncio.to_thread(
            lambda: let_in(
                self._store,
                typed,
                names,
                number=who.number,
                name=clean(who.name)[:_NAME],
                chat_id=chat.id,
                now=now,
            )
        )
        if found is None:
            self._tries.note(who.number, now)
            self._chats.first_of(who.number, "a wrong code was shown")
            return Answer(text=voice_of(who.language).say(STRANGER))
        await self._chats.refresh()
        return Answer(text=self._welcome(found, who))

    def _welcome(self, found: Invitation, who: Visitor) -> str:
        channel = next(one for one in self._chats.channels() if one.name == found.channel)
        voice: Voice = voice_of(channel.language or who.language)
        return voice.say(PAIRED if found.pairs else WELCOMES[found.role], channel=found.channel)
