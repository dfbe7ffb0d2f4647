"""A row of the outbox -> what a reader is told, in the channel's language, as the story stands when it is sent."""

from monitor.compose.composer import Composer, gist_in, quote, told_in

__all__ = ["Composer", "gist_in", "quote", "told_in"]
