"""A document cut into words, each with its place in the original text and its look-up key.

Spaced scripts give a token a word. Han, Kana, Thai, Lao, Khmer and Burmese, which write no spaces, give a token
a character, so that one trie serves both. Apostrophes and hyphens end a word: Aliyev'in, l'Azerbaïdjan,
азербайджано-армянский all show their names this way.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from monitor.comprehend.normalise import key

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
#: marks that stand inside a word: joiners, soft hyphen, kashida, the Armenian accents
_INSIDE = r"\u200c\u200d\u00ad\u0640՛՜՞"
_WORD = regex.compile(
    rf"[{_UNSPACED}]\p{{M}}*|[[\p{{L}}\p{{N}}]--[{_UNSPACED}]](?:[[\p{{L}}\p{{M}}\p{{N}}{_INSIDE}]--[{_UNSPACED}]])*",
    regex.VERSION1,
)
_UNSPACED_CHAR = regex.compile(rf"[{_UNSPACED}]")
#: what may stand between two words of one name; never a line break
JOINTS = frozenset(
    {"", " ", "\u00a0", "\u202f", "\u3000", "-", "‐", "‑", "'", "’", "‘", "ʼ", ".", ". ", "·", "・", "•"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The words of a text, in parallel tuples."""

    text: str
    #: look-up keys
    keys: tuple[str, ...]
    #: code points in `text`
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.keys)

    def surface(self, first: int, last: int) -> str:
        """The original text from token `first` up to and with token `last`."""
        return self.text[self.starts[first] : self.ends[last]]

    def gap(self, index: int) -> str:
        """What stands between token `index` and the next; a line break before the first and after the last."""
        if not 0 <= index < len(self.keys) - 1:
            return "\n"
        return self.text[self.ends[index] : self.starts[index + 1]]

    def joined(self, index: int) -> bool:
        """May token `index` and the next belong to one name?"""
        return self.gap(index) in JOINTS

    def capital(self, index: int) -> bool:
        """Does the token begin with a capital letter?"""
        return self.text[self.starts[index]].isupper()


def tokenise(text: str) -> Tokens:
    """Cut a text into words."""
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _WORD.finditer(text):
        word_key = key(found.group())
        if word_key:
            keys.append(word_key)
            starts.append(found.start())
            ends.append(found.end())
    return Tokens(text=text, keys=tuple(keys), starts=tuple(starts), ends=tuple(ends))


def unspaced(word: str) -> bool:
    """Is this a character of a script that writes no spaces?"""
    return _UNSPACED_CHAR.match(word) is not None
