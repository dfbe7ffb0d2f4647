"""What a message says to `sendMessage`, `sendPhoto` and `editMessageText`, and what the server's refusals mean.

What can be mended at once, and how (the words are those of the server, in any case):

    can't parse entities                            as plain text
    message is too long, caption is too long        as plain text, and less of it
    message thread not found, TOPIC_CLOSED …        outside of the topic: in the group itself
    message to be replied not found                 answering nothing
    inline keyboard button URL … is invalid         without the button that opens the story
    anything else that is said of a picture         in words
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest

from monitor.decide.delivery import Telegram
from monitor.deliver.buttons import keyboard
from monitor.deliver.markup import MAX_UNITS
from monitor.deliver.text import cap
from monitor.model import DeliveryKind, Message
from monitor.translation import voice_of

#: core.telegram.org/bots/api#sendphoto: UTF-16 units of a caption
MAX_CAPTION = 1024
#: of a forum group, the topic that is always there: it is written to by naming none
GENERAL = 1

_CANNOT_PARSE: Final = ("can't parse entities",)
_TOO_LONG: Final = ("message is too long", "caption is too long", "message_too_long", "entities_too_long")
_NO_TOPIC: Final = ("message thread not found", "topic_closed", "topic_deleted", "topic_id_invalid")
_NO_QUESTION: Final = (
    "message to be replied not found",
    "replied message not found",
    "reply message not found",
    "reply_message_id_invalid",
)
_BAD_BUTTONS: Final = ("inline keyboard", "button_", "reply markup", "reply_markup")
_SAYS_THAT_ALREADY: Final = ("message is not modified",)
#: what the server says of a message that cannot be edited (any more)
_GONE: Final = ("message to edit not found", "message can't be edited", "message_id_invalid")
#: refusals of 400 that are about the chat, whatever is sent there
_CLOSED: Final = (
    "chat not found",
    "peer_id_invalid",
    "not enough rights to send text messages",
    "have no rights to send a message",
    "need administrator rights in the channel",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_admin_required",
    "topic_closed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """How a message is put to the server; what is refused may be put otherwise."""

    message: Message
    #: as HTML, or as plain text
    html: bool
    #: topic of a forum group, or None
    thread_id: int | None = None
    #: the story's address is on a button
    opens: bool = True

    def mended(self, refused: BadRequest) -> tuple[Call, str] | None:
        """The call that may be taken instead, and how it differs; None where nothing can be mended at once."""
        message = self.message
        if self.thread_id is not None and _is(refused, _NO_TOPIC):
            return replace(self, thread_id=None), "sent outside of the topic"
        if message.answers and _is(refused, _NO_QUESTION):
            return replace(self, message=replace(message, answers="")), "sent as no answer"
        if message.pictures and not is_closed(refused):
            return replace(self, message=replace(message, pictures=())), "picture refused, sent in words"
        if self.html and _is(refused, _CANNOT_PARSE):
            return replace(self, html=False), "markup refused, sent as plain text"
        if self.opens and message.url and _is(refused, _BAD_BUTTONS):
            return replace(self, opens=False), "button refused, sent without it"
        shorter = cap(message.text, MAX_UNITS // 2)
        if _is(refused, _TOO_LONG) and (self.html or shorter != message.text):
            return replace(self, html=False, message=replace(message, text=shorter)), "too long, sent in part"
        return None

    def content(self, settings: Telegram) -> dict[str, Any]:
        """What sending and editing have in common, as the library calls it."""
        message = self.message
        previewed = _kind(message) in settings.preview and not message.continued
        address, voice = message.url if self.opens else "", voice_of(settings.language)
        return {
            "text": message.html if self.html else message.text,
            "parse_mode": ParseMode.HTML if self.html else None,
            "link_preview_options": LinkPreviewOptions(is_disabled=not previewed),
            "reply_markup": keyboard(message.code, address, voice=voice) if message.code else None,
        }

    def place(self, chat_id: int | str, settings: Telegram) -> dict[str, Any]:
        """Where a new message goes, and whether it is heard."""
        return {
            "chat_id": chat_id,
            "message_thread_id": self.thread_id,
            "disable_notification": is_silent(self.message, settings),
            "reply_parameters": answering(self.message.answers),
        }

    def photo(self) -> dict[str, Any]:
        """The picture of a message that has one, with its words beneath."""
        picture = self.message.pictures[0]
        return {"photo": picture.png, "filename": picture.name, "caption": cap(self.message.text, MAX_CAPTION)}


def call_of(message: Message, settings: Telegram) -> Call:
    """As it is put first."""
    return Call(message=message, html=bool(message.html), thread_id=topic(settings.thread_id))


def topic(thread_id: int | None) -> int | None:
    """As the server wants to be told: it knows no topic by the number of the general one."""
    return None if thread_id == GENERAL else thread_id


def is_silent(message: Message, settings: Telegram) -> bool:
    """One digest makes one sound, however many parts and pictures it has; what is critical always makes one."""
    if message.continued or message.pictures:
        return True
    return message.level != "critical" and _kind(message) in settings.silent


def answering(number: str) -> ReplyParameters | None:
    """The message that it answers; one that the reader deleted is no hindrance."""
    if not number.isdecimal():
        return None
    return ReplyParameters(message_id=int(number), allow_sending_without_reply=True)


def says_that_already(refused: BadRequest) -> bool:
    """The edit was made before."""
    return _is(refused, _SAYS_THAT_ALREADY)


def is_gone(refused: BadRequest) -> bool:
    """There is no message that could be edited."""
    return _is(refused, _GONE)


def is_closed(refused: BadRequest) -> bool:
    """Nothing will be taken for this chat."""
    return _is(refused, _CLOSED)


def _is(refused: BadRequest, sayings: tuple[str, ...]) -> bool:
    said = str(refused).casefold()
    return any(words in said for words in sayings)


def _kind(message: Message) -> DeliveryKind:
    return "alert" if message.level == "critical" else message.level
