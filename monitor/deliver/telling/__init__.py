"""What is told, in words: `document` writes it, the other modules are its kinds and what they share."""

from monitor.deliver.telling.document import address_of, document, headline, level_of, message, message_key, placed
from monitor.deliver.telling.mutes import mutes_in_words
from monitor.deliver.telling.reasons import REASONS, reason_in_words
from monitor.deliver.telling.words import answer_code

__all__ = [
    "REASONS",
    "address_of",
    "answer_code",
    "document",
    "headline",
    "level_of",
    "message",
    "message_key",
    "mutes_in_words",
    "placed",
    "reason_in_words",
]
