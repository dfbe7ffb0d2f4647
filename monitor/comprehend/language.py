"""Which language a text is in. It chooses affixes and cues only: a wrong guess must not lose an actor."""

from __future__ import annotations

from collections import Counter
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from monitor.comprehend.inflection import script

#: written by one language of ours alone
_BY_SCRIPT = {"ARMENIAN": "hy", "GEORGIAN": "ka", "GREEK": "el", "HEBREW": "he", "HANGUL": "ko", "THAI": "th"}
#: what the identifier may answer: the languages of the catalogue and of the press around it
LANGUAGES = frozenset(
    {
        "ar",
        "az",
        "be",
        "bg",
        "bs",
        "ca",
        "cs",
        "da",
        "de",
        "el",
        "en",
        "es",
        "et",
        "fa",
        "fi",
        "fr",
        "he",
        "hi",
        "hr",
        "hu",
        "hy",
        "id",
        "it",
        "ja",
        "ka",
        "kk",
        "ko",
        "ky",
        "lt",
        "lv",
        "mk",
        "mn",
        "ms",
        "nl",
        "no",
        "pl",
        "ps",
        "pt",
        "ro",
        "ru",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "sw",
        "th",
        "tr",
        "uk",
        "ur",
        "vi",
        "zh",
    }
)
#: how much of a text is looked at, in code points: full accuracy from four words on (measured), and its cost is linear
_SAMPLE = 1200


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(LANGUAGES)
    return identifier


def identify(text: str, hint: str = "") -> str:
    """ISO 639-1 code of the text's language; the hint, or "und", where it holds too few letters to tell."""
    sample = text[:_SAMPLE]
    letters = Counter(script(char) for char in sample if char.isalpha())
    if sum(letters.values()) < 3:
        return hint or "und"
    commonest = letters.most_common(1)[0][0]
    if commonest in _BY_SCRIPT:
        return _BY_SCRIPT[commonest]
    if commonest in {"HIRAGANA", "KATAKANA"}:
        return "ja"
    return str(_identifier().classify(sample)[0])
