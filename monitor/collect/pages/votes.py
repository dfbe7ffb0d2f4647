"""Which of a page's blocks an extractor found, told by the text alone that it gave."""

from __future__ import annotations

from collections.abc import Sequence

from monitor.collect.pages.blocks import Block, compressed

#: compressed letters from which a block is looked for anywhere in the text; a shorter one must be a line of it
_LONG = 24
#: share of a block that must be there
_VOTE = 0.6
#: compressed letters of a piece, where the extractor left something out of the midst of a block
_PIECE = 16


def voted(text: str, blocks: Sequence[Block]) -> set[int]:
    """The indexes of the blocks that stand in the text."""
    lines = {compressed(line) for line in text.splitlines()}
    whole = compressed(text)
    return {at for at, block in enumerate(blocks) if whole and _share(block.compressed, whole, lines) >= _VOTE}


def _share(block: str, whole: str, lines: set[str]) -> float:
    if len(block) < _LONG:
        return 1.0 if block in lines or f"-{block}" in lines else 0.0
    if block in whole:
        return 1.0
    pieces = [block[at : at + _PIECE] for at in range(0, len(block) - _PIECE + 1, _PIECE)]
    return sum(piece in whole for piece in pieces) / len(pieces)
