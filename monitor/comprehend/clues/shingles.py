"""Which passages of two texts are the same, word for word: how a wire copy is known.

Of all runs of five words the smallest hashes are kept (bottom-k sketch: Broder 1997). Two sketches tell how much of the
two texts is common, whichever words were cut or changed.
"""

from __future__ import annotations

from heapq import nsmallest

from monitor.comprehend.clues.hashing import word_hash
from monitor.comprehend.words.tokens import Tokens, unspaced

#: words in a run; characters of a script without spaces are half a word
RUN, RUN_UNSPACED = 5, 10
#: hashes that are kept: a share of one half is seen as one half ± .09
SHINGLES = 32


def shingles(tokens: Tokens) -> tuple[int, ...]:
    """The smallest hashes of a text's runs of words, in order; none for a text that is shorter than a run."""
    keys = tokens.keys
    if not keys:
        return ()
    run = RUN_UNSPACED if unspaced(keys[len(keys) // 2]) else RUN
    return tuple(nsmallest(SHINGLES, {word_hash(" ".join(keys[at : at + run])) for at in range(len(keys) - run + 1)}))
