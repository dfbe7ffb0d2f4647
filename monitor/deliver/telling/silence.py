"""Silence -> Document."""

from __future__ import annotations

from monitor.deliver.blocks import Document, Run
from monitor.deliver.telling.words import SUBJECT, block, local_time, name_of
from monitor.deliver.text import cap
from monitor.model import Silence, SilenceCause

_CAUSES: dict[SilenceCause, str] = {
    "quiet": "the world is quiet",
    "sources": "the sources fail",
    "extraction": "the articles cannot be read",
    "narrow": "the profile asks for too much",
}


def silence_document(silence: Silence) -> Document:
    """Since when nothing was told, and the likeliest cause with its figures."""
    said = f"nothing since {local_time(silence.since, silence.timezone)}: {_CAUSES[silence.cause]}"
    head = (block("title", Run(text=name_of(silence), bold=True)), block("meta", Run(text=said)))
    figures = tuple(block("why", Run(text=f"{what}: {value:g}")) for what, value in silence.figures)
    return Document(
        title=cap(f"[{name_of(silence)}] {said}", SUBJECT), sections=(head, figures) if figures else (head,)
    )
