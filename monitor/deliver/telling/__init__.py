"""What is told, in words: `document` writes it, the other modules are its kinds and what they share."""

from monitor.deliver.telling.document import document, kind_of, message_key, placed
from monitor.deliver.telling.words import answer_code, local_time

__all__ = ["answer_code", "document", "kind_of", "local_time", "message_key", "placed"]
