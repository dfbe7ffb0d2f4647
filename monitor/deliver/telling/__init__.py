"""What is told, in words: `document` writes it, the other modules are its kinds and what they share."""

from monitor.deliver.telling.document import document, message, message_key, placed
from monitor.deliver.telling.words import answer_code, local_time

__all__ = ["answer_code", "document", "local_time", "message", "message_key", "placed"]
