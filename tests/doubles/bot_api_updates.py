"""The half of the Bot API's imitation that speaks first: buttons, presses, getUpdates and webhooks.

Rules are those of core.telegram.org/bots/api (#getupdates, #callbackquery, #answercallbackquery, #updating-messages,
#inlinekeyboardbutton, #setwebhook); the words of refusals are the real server's.
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from doubles.bot_api_links import BadRequest, rows_of

#: characters of an answer to a press: #answercallbackquery
MAX_ANSWER = 200
#: #botcommand and #setmycommands
_COMMAND, MAX_COMMANDS, MAX_ABOUT = re.compile(r"[a-z0-9_]{1,32}"), 100, 256
#: #setwebhook
_SECRET, HOOK_PORTS, HOOK_KINDS = (
    re.compile(r"[A-Za-z0-9_-]{1,256}"),
    {443, 80, 88, 8443},
    {"message", "callback_query"},
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
#: an update that nobody asks for is gone after a day, and nobody may ask for one while another does, or a hook is set
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
HOOKED = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Conflict(Exception):
    """Refused with 409 and these words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An answer to a press."""

    query_id: str
    text: str


@dataclass(slots=True)
class Updates:
    """What happened in the chats, until somebody asks for what comes after it."""

    #: message id -> (chat id, its rows of buttons)
    keyboards: dict[int, tuple[int, list[Any]]] = field(default_factory=dict)
    #: message id -> the topic in which it stands
    topics: dict[int, int] = field(default_factory=dict)
    #: answers, in order
    answers: list[Told] = field(default_factory=list)
    #: edits of buttons that were made, by message id
    edits: list[int] = field(default_factory=list)
    #: offsets that were asked for, in order
    asked: list[int] = field(default_factory=list)
    #: user id -> first name, of those who are not "Ana"
    names: dict[int, str] = field(default_factory=dict)
    #: what setWebhook was told; None: there is no hook
    webhook: dict[str, Any] | None = None
    #: addresses that setWebhook was told, in order
    hooked: list[str] = field(default_factory=list)
    #: why an update could not be brought last, and when
    failed: tuple[str, int] = ("", 0)
    #: (scope, language) -> the commands of the menu
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    _waiting: list[dict[str, Any]] = field(default_factory=list)
    _open_queries: set[str] = field(default_factory=set)
    _next_id: int = 700_000_001
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    #: the getUpdates that is held open
    _held: asyncio.Event | None = None

    def press(self, message_id: int, label: str, *, chat: int | None = None, user: int = 5551) -> str:
        """Somebody presses the button whose label begins so; the query's id. `chat`: another one than the message's."""
        where, rows = self.keyboards[message_id]
        data = next(button["callback_data"] for row in rows for button in row if button["text"].startswith(label))
        return self.press_data(data, message_id=message_id, chat=where if chat is None else chat, user=user)

    def press_data(self, data: str, *, message_id: int = 1, chat: int = 42, user: int = 5551, old: bool = False) -> str:
        """A press that carries these data; `old`: its query can no longer be answered, its message not be read."""
        query = f"{self._next_id}00"
        message: dict[str, Any] = {
            "message_id": message_id,
            "date": 0 if old else 1795000000,
            "chat": self.chat(chat, user),
        }
        if not old:
            self._open_queries.add(query)
            rows = self.keyboards.get(message_id, (chat, []))[1]
            message |= {"text": "…", "reply_markup": {"inline_keyboard": rows}}
            if topic := self.topics.get(message_id):
                message |= {"message_thread_id": topic, "is_topic_message": True}
        person = self.person(user)
        self._put(callback_query={"id": query, "from": person, "chat_instance": "1", "message": message, "data": data})
        return query

    def say(self, text: str, *, chat: int = 42, user: int = 5551, **more: Any) -> None:
        """A message to the bot, which it did not ask for; `more`: other fields, for instance `document`."""
        person = self.person(user)
        self._put(
            message={
                "message_id": 999,
                "date": 1795000000,
                "chat": self.chat(chat, user),
                "from": person,
                **({"caption" if "document" in more else "text": text} if text else {}),
                **more,
            }
        )

    def chat(self, number: int, user: int) -> dict[str, Any]:
        """As the server describes where this user says something: a private chat has its user's number."""
        if number == user:
            return {"id": number, "type": "private", "first_name": self.names.get(user, "Ana")}
        return {"id": number, "type": "group", "title": "Readers"}

    def person(self, number: int) -> dict[str, Any]:
        """As the server describes a user."""
        return {"id": number, "is_bot": False, "first_name": self.names.get(number, "Ana")}

    @property
    def unconfirmed(self) -> int:
        """Updates that the server would bring again."""
        return len(self._waiting)

    def _put(self, **update: Any) -> None:
        self._waiting.append({"update_id": self._next_id, **update})
        self._next_id += 1
        self._news.set()

    def let_go(self) -> None:
        """End the question that is held open."""
        if self._held:
            self._held.set()

    # ------------------------------------------------------------ methods

    async def get(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        """getUpdates: what comes from the offset on, waited for as long as asked. Raises `Conflict` where a later call
        took over, or a hook is set."""
        if self.webhook is not None:
            raise Conflict(HOOKED)
        offset = int(fields.get("offset") or 0)
        self.asked.append(offset)
        self._waiting = [update for update in self._waiting if update["update_id"] >= offset]
        self.let_go()
        mine = self._held = asyncio.Event()
        allowed = json.loads(fields.get("allowed_updates") or "[]")
        end = asyncio.get_running_loop().time() + float(fields.get("timeout") or 0)
        while not (found := [update for update in self._waiting if not allowed or set(update) & set(allowed)]):
            self._news.clear()
            waits = [asyncio.ensure_future(self._news.wait()), asyncio.ensure_future(mine.wait())]
            left = end - asyncio.get_running_loop().time()
            try:
                await asyncio.wait(waits, timeout=max(0.0, left), return_when=asyncio.FIRST_COMPLETED)
            finally:
                for wait in waits:
                    wait.cancel()
            if mine.is_set():
                raise Conflict(CONFLICT)
            if asyncio.get_running_loop().time() >= end:
                break
        if self._held is mine:
            self._held = None
        return found[:100]

    def answer(self, fields: dict[str, Any]) -> None:
        """answerCallbackQuery."""
        query, text = str(fields.get("callback_query_id", "")), str(fields.get("text", ""))
        if query not in self._open_queries:
            raise BadRequest(_TOO_OLD)
        if len(text) > MAX_ANSWER:
            raise BadRequest("MESSAGE_TOO_LONG")
        self._open_queries.discard(query)
        self.answers.append(Told(query_id=query, text=text))

    def edit(self, fields: dict[str, Any]) -> None:
        """editMessageReplyMarkup."""
        message_id = int(fields.get("message_id", 0))
        chat, rows = self.keyboards.get(message_id, (None, None))
        if chat is None or str(chat) != str(fields.get("chat_id")):
            raise BadRequest("message to edit not found")
        new = rows_of(fields.get("reply_markup"))
        if new == rows:
            raise BadRequest(NOT_MODIFIED)
        self.keyboards[message_id] = (chat, new)
        self.edits.append(message_id)

    def set_commands(self, fields: dict[str, Any]) -> None:
        """setMyCommands."""
        commands = json.loads(fields.get("commands") or "[]")
        if len(commands) > MAX_COMMANDS:
            raise BadRequest("BOT_COMMANDS_TOO_MUCH")
        for one in commands:
            if not _COMMAND.fullmatch(one.get("command", "")):
                raise BadRequest("BOT_COMMAND_INVALID")
            if not 1 <= len(one.get("description", "").strip()) <= MAX_ABOUT:
                raise BadRequest("BOT_COMMAND_DESCRIPTION_INVALID")
        self.commands[self._menu(fields)] = commands

    def delete_commands(self, fields: dict[str, Any]) -> None:
        """deleteMyCommands."""
        self.commands.pop(self._menu(fields), None)

    def _menu(self, fields: dict[str, Any]) -> tuple[str, str]:
        language = str(fields.get("language_code") or "")
        if language and not re.fullmatch("[a-z]{2}", language):
            raise BadRequest("LANG_CODE_INVALID")
        scope = json.loads(fields.get("scope") or '{"type": "default"}')
        return ":".join(str(value) for value in scope.values()), language

    def set_webhook(self, fields: dict[str, Any]) -> None:
        """setWebhook; without an address, as deleteWebhook."""
        url, secret = str(fields.get("url") or ""), fields.get("secret_token")
        if url and not url.startswith("https://"):
            raise BadRequest("bad webhook: An HTTPS URL must be provided for webhook")
        if secret is not None and not _SECRET.fullmatch(str(secret)):
            raise BadRequest("secret token contains unallowed characters")
        if url and (urlsplit(url).port or 443) not in HOOK_PORTS:
            raise BadRequest("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
        if not 1 <= int(fields.get("max_connections", 40)) <= 100:
            raise BadRequest("max_connections")
        assert set(json.loads(fields.get("allowed_updates") or "[]")) <= HOOK_KINDS, "unknown kinds are passed over"
        self.hooked.append(url)
        self.webhook = dict(fields) if url else None
        self.failed = ("", 0)
        self.drop_pending(fields)

    def delete_webhook(self, fields: dict[str, Any]) -> None:
        """deleteWebhook."""
        self.webhook = None
        self.drop_pending(fields)

    def webhook_info(self, _: dict[str, Any]) -> dict[str, Any]:
        """getWebhookInfo."""
        hook = self.webhook or {}
        info = {"url": hook.get("url", ""), "has_custom_certificate": False, "pending_update_count": len(self._waiting)}
        said, at = self.failed
        return info | ({"last_error_message": said, "last_error_date": at} if said else {})

    async def bring(self, port: int) -> list[int]:
        """Post what waits to the webhook, each update once, through a proxy that passes on to this port; the statuses.
        What was not taken waits on."""
        assert self.webhook is not None, "no webhook is set"
        headers = (
            {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret_token"]} if "secret_token" in self.webhook else {}
        )
        address = f"http://127.0.0.1:{port}{urlsplit(self.webhook['url']).path or '/'}"
        statuses = []
        async with httpx.AsyncClient(trust_env=False, timeout=20) as client:
            for update in list(self._waiting):
                answer = await client.post(address, json=update, headers=headers)
                statuses.append(answer.status_code)
                if answer.is_success:
                    self._waiting.remove(update)
                else:
                    phrase = f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}"
                    self.failed = (phrase, 1795000000 + len(statuses))
        return statuses

    def drop_pending(self, fields: dict[str, Any]) -> None:
        """Nobody will hear what nobody has asked for yet, where that is wanted."""
        if str(fields.get("drop_pending_updates", "")).lower() == "true":
            self._waiting.clear()
