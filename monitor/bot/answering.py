"""An answer -> the chat in which it was asked for."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from monitor.bot.asked import Answer
from monitor.deliver.markup import MAX_UNITS
from monitor.deliver.text import cap

#: core.telegram.org/bots/api#sendphoto: UTF-16 units of a caption
_CAPTION = 1024
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something was asked, and of whom."""

    bot: Bot
    #: the command, or what its button stands under
    message: Message
    pressed: bool = False


async def answer(place: Place, said: Answer) -> None:
    """Say it there, in the same topic. Raises `TelegramError`."""
    if not (said.instead and place.pressed and await _replaced(place, said)):
        await _new(place, said)
    for picture in said.pictures:
        await place.bot.send_photo(
            place.message.chat.id,
            picture.png,
            filename=picture.name,
            caption=cap(picture.alt, _CAPTION),
            message_thread_id=topic_of(place.message),
            disable_notification=True,  # it belongs to the message before it
        )


async def _new(place: Place, said: Answer) -> None:
    await place.bot.send_message(
        place.message.chat.id,
        said.html or cap(said.text, MAX_UNITS),
        parse_mode=ParseMode.HTML if said.html else None,
        reply_markup=said.keyboard,
        message_thread_id=topic_of(place.message),
        link_preview_options=_NO_PREVIEW,
    )


async def _replaced(place: Place, said: Answer) -> bool:
    """False where the message is gone, and a new one must say it."""
    try:
        await place.bot.edit_message_text(
            said.html or cap(said.text, MAX_UNITS),
            place.message.chat.id,
            place.message.message_id,
            parse_mode=ParseMode.HTML if said.html else None,
            reply_markup=said.keyboard,
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as refused:
        return "message is not modified" in str(refused).casefold()
    return True


def topic_of(message: Message) -> int | None:
    """Where in a forum it stands; None: in no topic."""
    return message.message_thread_id if message.is_topic_message else None
