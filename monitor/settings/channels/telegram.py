"""`telegram/…`: a chat that a bot of the owner's writes to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, get_args

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from monitor.decide.delivery import PREVIEWED, Telegram
from monitor.errors import Fault
from monitor.model import DeliveryKind
from monitor.settings.channels.channel import AnyChannel
from monitor.settings.channels.hook import HookBlock
from monitor.settings.document import Document
from monitor.settings.schema import OneOrMany, wrong
from monitor.settings.secrets import Keyring, Secret, Variable
from monitor.settings.source_file import check_url
from monitor.settings.wording import quoted

_CHAT = re.compile(r"@[A-Za-z]\w{3,31}|-?[0-9]{1,20}")


def _chat(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | str) or not _CHAT.fullmatch(str(value)):
        raise wrong("`chat_id` should be a number or `@channelname`", "config/channels.yaml tells how to find it")
    return value if str(value).startswith("@") else int(value)


def _kinds(value: object) -> object:
    """`true` is all of them, `false` none."""
    if isinstance(value, bool):
        return list(get_args(DeliveryKind)) if value else []
    return value


#: which messages are meant, by what they are
Kinds = Annotated[
    OneOrMany[DeliveryKind], BeforeValidator(_kinds, json_schema_input_type=bool | OneOrMany[DeliveryKind])
]


def _api_url(text: str) -> str:
    try:
        return check_url(text)
    except PydanticCustomError:  # its words repeat the value: perhaps the token went astray
        raise wrong("`api_url` is not an address of the web", "for instance `http://127.0.0.1:8081`") from None


class TelegramChannel(AnyChannel):
    """`telegram/…`"""

    literal = dict.fromkeys(("token", "bot_token", "secret"), "token_env: TELEGRAM_TOKEN")

    token_env: Variable | None = Field(default=None, description="environment variable that holds the bot's token")
    token_file: str | None = Field(default=None, description="file that holds the bot's token")
    chat_id: Annotated[int | str | None, BeforeValidator(_chat)] = Field(
        default=None,
        description="a number, or `@channelname`; left out: the chat in which the code of `monitor run` is shown",
    )
    thread_id: int | None = Field(default=None, description="a topic of a forum group")
    silent: Kinds = Field(
        default_factory=list,
        description="without a sound: `true`, `false`, or a list of `alert`, `digest`, `surge`, `silence`; what is"
        " critical always makes one",
    )
    preview: Kinds = Field(
        default_factory=lambda: sorted(PREVIEWED),
        description="shows a preview of the page: `true`, `false`, or a list as for `silent`; of alerts, unless it says"
        " otherwise",
    )
    api_url: Annotated[str, AfterValidator(_api_url)] | None = Field(
        default=None, description="a Bot API server of your own"
    )
    webhook: HookBlock | None = Field(
        default=None, description="Telegram brings what is said to the bot; left out: it is asked for"
    )

    def settings(self, name: str, keyring: Keyring) -> Telegram:
        """The chat, with the bot's token."""
        token = keyring.secret(self.token_env, self.token_file)
        shown = self.webhook.secret(keyring) if self.webhook else Secret(None)
        return Telegram(
            name=name,
            token=token.value,
            chat_id=self.chat_id,
            thread_id=self.thread_id,
            silent=frozenset(self.silent),
            preview=frozenset(self.preview),
            api_url=self.api_url,
            hook=self.webhook.hook(shown) if self.webhook else None,
            missing=token.missing or shown.missing,
            **self.common,
        )

    def faults(self, document: Document, name: str) -> Iterator[Fault]:
        """Where the token is must be said, and once."""
        yield from super().faults(document, name)
        if self.token_env is None and self.token_file is None:
            yield document.fault((name,), f"{quoted(name)} has no token", "add `token_env: TELEGRAM_TOKEN`")
        if self.token_env is not None and self.token_file is not None:
            yield document.fault((name, "token_file"), "`token_env` is there already", "keep one", at_key=True)
        if self.webhook:
            yield from self.webhook.faults(document, name)
