"""Verdict -> Receipt: what a reader is told, and the channels that carry it.

    Alert | Digest -> render (Document of Blocks) -> the channel's own markup -> Message -> send -> Receipt

`text` makes outside text safe to show, `blocks` is the neutral form of a message, `render` writes it, and each
channel is a file: `console`, `telegram` (its HTML in `markup`, what its buttons carry in `buttons`), `email` (its HTML
in `page`, `layout` and `templates/`).
"""
