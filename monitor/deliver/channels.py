"""From a channel's settings to the channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.decide import delivery
from monitor.ports import Channel, ChatBook, Clock

if TYPE_CHECKING:
    from rich.console import Console


def build(
    settings: delivery.ChannelSettings, *, clock: Clock, terminal: Console | None = None, chats: ChatBook | None = None
) -> Channel:
    """The channel, not connected yet; a missing secret is an error of its first send, and of no other channel.

    `terminal` is where a console channel prints; None: standard output. `chats` knows what was learned of chats. The
    libraries are imported late: python-telegram-bot alone takes longer to load than the rest of a pass over files.
    """
    match settings:
        case delivery.Telegram():
            from monitor.deliver.telegram import TelegramChannel

            return TelegramChannel(settings, clock=clock, chats=chats)
        case delivery.Email():
            from monitor.deliver.email import EmailChannel

            return EmailChannel(settings, clock=clock)
        case delivery.Webhook():
            from monitor.deliver.webhook.channel import WebhookChannel

            return WebhookChannel(settings, clock=clock)
        case delivery.Feed():
            from monitor.deliver.feed.channel import FeedChannel

            return FeedChannel(settings, clock=clock)
        case delivery.Apprise():
            from monitor.deliver.apprise.channel import AppriseChannel

            return AppriseChannel(settings, clock=clock)
        case delivery.Eml():
            from monitor.deliver.eml import EmlChannel

            return EmlChannel(settings, clock=clock)
        case delivery.Console():
            from monitor.deliver.console import ConsoleChannel

            return ConsoleChannel(settings, clock=clock, terminal=terminal)
