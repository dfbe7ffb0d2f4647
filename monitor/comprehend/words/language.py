"""Which language a text is in. It chooses affixes, cues and, where a text is long enough to be sure, whose names of
places and whose terms are looked up; persons and organisations are found whatever the guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from monitor.comprehend.words.script import script

#: a text -> ISO 639-1 code, "und" where it cannot tell; `settings.languages` brings one
Classify = Callable[[str], str]

#: written by one language of ours alone
_BY_SCRIPT = {
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HEBREW": "he",
    "HANGUL": "ko",
    "THAI": "th",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
}
UNDETERMINED = "und"
#: how much of a text is looked at, in code points: full accuracy from four words on (measured), and its cost is linear
_SAMPLE = 500
#: fewer letters say nothing
_FEWEST = 3


def unknown(text: str) -> str:
    """A `Classify` that never can tell."""
    return UNDETERMINED


def identify(text: str, classify: Classify, hint: str = "") -> str:
    """ISO 639-1 code of the text's language; the hint, or "und", where it holds too few letters to tell."""
    sample = text[:_SAMPLE]
    letters = Counter(map(script, filter(str.isalpha, sample)))
    if sum(letters.values()) < _FEWEST:
        return hint or UNDETERMINED
    commonest = letters.most_common(1)[0][0]
    return _BY_SCRIPT.get(commonest) or classify(sample)
