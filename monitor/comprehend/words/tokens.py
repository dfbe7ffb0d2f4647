"""A document cut into words, each with its place in the original text and its look-up key.

Spaced scripts give a token a word. Han, Hiragana, Thai, Lao, Khmer and Burmese, which write no spaces, give a token
a character, so that one trie serves both; a run of Katakana or Hangul is a word (インド is not in マインド; NATO가).
Apostrophes and hyphens end a word: Aliyev'in, l'Azerbaïdjan, азербайджано-армянский all show their names this way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import regex

from monitor.comprehend.words.normalise import key

_UNSPACED_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_UNSPACED_CHAR = regex.compile(rf"[{_UNSPACED_SCRIPTS}]")
#: with the mark of length, which is common to both syllabaries, without the dot between two names
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
#: Korean writes its particles on to Latin letters and figures (EU는, G7은): a run of Hangul is a word
_HANGUL = "\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb"
#: a plus at the end is part of a name: OPEC+ is not OPEC
_PLUS = r"(?:\+(?!\w))?"
#: where no space stands behind it either: 欧佩克+宣布
_PLUS_BEFORE_HAN = r"(?:\+(?![0-9A-Za-z]))?"
#: marks that stand inside a word: joiners, soft hyphen, kashida, the Armenian accents
_INSIDE = "\u200c\u200d\u00ad\u0640՛՜՞"
#: an abbreviation in Hebrew keeps its gershayim, a foreign sound its geresh: ארה״ב, נאט"ו, צ׳כיה
_HEBREW_MARKS = r"(?<=[א-ת])[\"״”'׳’](?=[א-ת])"


def _ranges(kind: str) -> str:
    """All characters of a kind, as the inside of a character class."""
    every = "".join(map(chr, range(0x34000)))
    spans = (found.span() for found in regex.finditer(rf"[{kind}]+", every))
    return "".join(f"\\U{first:08x}-\\U{behind - 1:08x}" for first, behind in spans)


def _word_pattern() -> re.Pattern[str]:
    # the standard library's engine is three times as fast here as one that knows scripts by name
    unspaced, marks = _ranges(_UNSPACED_SCRIPTS), _ranges(r"\p{M}")
    letter = rf"[^\W_{unspaced}{_KATAKANA}{_HANGUL}]"
    spaced = rf"{letter}+(?:(?:[{marks}{_INSIDE}]|{_HEBREW_MARKS})+{letter}*)*{_PLUS}"
    return re.compile(rf"{spaced}|[{_KATAKANA}]+|[{_HANGUL}]+|[{unspaced}][{marks}]*{_PLUS_BEFORE_HAN}")


_WORD = _word_pattern()
#: the same words where a text has only letters of Latin, Greek, Cyrillic, Armenian and Georgian, whole ones, and no
#: other character than these blocks hold: three times as fast
_PLAIN_WORD = re.compile(rf"[^\W_]+{_PLUS}")
_NOT_PLAIN = re.compile(
    "[^\u0000-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0552\u0561-\u058a\u10a0-\u10ff\u1e00-\u1fff\u2010-\u205f\u20a0-\u20cf]"
)
#: letters of a word that a full stop only shortens
_ABBREVIATED = 4
#: what may stand between two words of one name; never a line break
JOINTS = frozenset({"", " ", "\u00a0", "\u202f", "\u3000", "（", "(", ".", ". ", "' ", "׳ ", *"-‐‑־'’‘ʼ׳·・･•＝゠"})


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
        gap = self.gap(index)
        # a full stop ends a sentence, but for that of an initial or a short word: J. Smith, Gen. Milley
        return gap in JOINTS and (gap != ". " or (len(self.keys[index]) <= _ABBREVIATED and self.capital(index)))

    def capital(self, index: int) -> bool:
        """Does the token begin with a capital letter?"""
        return self.text[self.starts[index]].isupper()


def tokenise(text: str) -> Tokens:
    """Cut a text into words."""
    word = _WORD if _NOT_PLAIN.search(text) else _PLAIN_WORD
    spans = [found.span() for found in word.finditer(text)]
    keys = [key(text[start:end]) for start, end in spans]
    if "" in keys:  # a word of marks alone
        spans = [span for span, word in zip(spans, keys, strict=True) if word]
        keys = [word for word in keys if word]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return Tokens(text=text, keys=tuple(keys), starts=starts, ends=ends)


@lru_cache(maxsize=20_000)
def words_of(name: str) -> tuple[str, ...]:
    """The look-up keys of a name or phrase that is asked for again and again."""
    return tokenise(name).keys


def unspaced(word: str) -> bool:
    """Is this a character of a script that writes no spaces?"""
    return _UNSPACED_CHAR.match(word) is not None
