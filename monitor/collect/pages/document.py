"""A page taken apart: its tree, its blocks, and what it states of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from monitor.collect.pages.blocks import Block, blocks_of
from monitor.collect.pages.head import Head, head_of
from monitor.collect.pages.jsonld import Statement, statement_of
from monitor.collect.pages.tree import parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What the later steps read from."""

    #: where the page came from, "" where nobody knows
    url: str
    root: Any
    blocks: Sequence[Block]
    head: Head
    stated: Statement

    @property
    def is_article(self) -> bool:
        """Does the publisher say that there is an article?"""
        return self.stated.is_article or bool(self.head.first("article:published_time"))


def document_of(markup: str, url: str) -> Document | None:
    """The page; None where there is no markup at all."""
    root = parsed(markup)
    if root is None:
        return None
    return Document(url=url, root=root, blocks=blocks_of(root), head=head_of(root), stated=statement_of(root, url))
