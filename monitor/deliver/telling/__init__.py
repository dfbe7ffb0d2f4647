"""What is told, in words: `document` writes it, the other modules are its kinds and what they share."""

from monitor.deliver.telling.document import document, kind_of, message_key
from monitor.deliver.telling.words import answer_code

__all__ = ["answer_code", "document", "kind_of", "message_key"]
