"""Surge -> Document."""

from __future__ import annotations

from monitor.deliver.blocks import Document, Run
from monitor.deliver.telling.words import DOT, SUBJECT, block, headline_of, local_time, name_of
from monitor.deliver.text import cap
from monitor.model import Surge


def surge_document(surge: Surge) -> Document:
    """How many times the usual, since when, and because of what."""
    said = f"{surge.ratio:.1f}× the usual, since {local_time(surge.since, surge.timezone)}"
    head = (
        block("title", Run(text=name_of(surge), bold=True), DOT, Run(text=surge.name)),
        block("meta", Run(text=said)),
    )
    stories = tuple(headline_of(story.lead) for story in surge.because)
    return Document(title=cap(f"[{name_of(surge)}] {said}", SUBJECT), sections=(head, stories) if stories else (head,))
