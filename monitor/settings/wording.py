"""Words for faults: what a person wrote, quoted in one short line, and the nearest of what is known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

#: likeness (0 to 1) from which a guess helps more than it confuses; under it "Hanoi" became "Asia/Shanghai"
CUTOFF = 0.66
#: likeness from which it is a slip of the keyboard, whatever else has the word in it: `spase` is `space`
SLIP = 0.9
#: letters from which the beginning of a word is worth a guess
SHORTEST_BEGINNING = 4
#: what YAML 1.1 took for true and false
_YES, _NO = frozenset({"yes", "on", "y", "true", "1"}), frozenset({"no", "off", "n", "false", "0"})
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?")
#: between the words of an id or a name
_PARTS = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[\w/.-]+(?:\s*,\s*[\w/.-]+)+")
#: unseen, but Persian spelling needs them
_JOINERS = "\u200c\u200d"
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
#: characters of a quotation
MAX_QUOTED = 60


def quoted(text: object) -> str:
    """In backticks, on one line, not longer than `MAX_QUOTED`."""
    shown = "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in str(text)[: MAX_QUOTED + 1])
    return f"`{shortened(shown, MAX_QUOTED)}`"


def one_line(text: str) -> str:
    """Without line breaks, and without characters that nobody sees: YAML refuses control characters in comments too."""
    seen = (char for char in " ".join(text.split()) if char in _JOINERS or unicodedata.category(char)[0] != "C")
    return " ".join("".join(seen).split())


def shortened(text: str, limit: int) -> str:
    """At most so many code points, the last of them "…" where something was cut off."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def visible(text: str) -> str:
    """What a file may be called, fit for a terminal: controls, line breaks, lone surrogates and what turns the text
    around it (UAX 9) as escape sequences."""
    return "".join(ascii(sign)[1:-1] if _STEERING.match(sign) else sign for sign in text)


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the most similar known word; empty when nothing is near."""
    return nearest_by_name(word, {each: each for each in known})


def nearest_by_name(word: str, names: Mapping[str, str]) -> str:
    """The same where a thing goes by several names: `names` leads from each of them to the word to write."""
    kind, slash, rest = word.casefold()[:200].rpartition("/")
    # within a kind ("person/…") the kind itself likens nothing: person/abiy-ahmed is not near person/ali-khamenei
    alike = {name[len(kind + slash) :]: name for name in map(str.casefold, names) if name.startswith(kind + slash)}
    by_name = {name.casefold(): wanted for name, wanted in names.items()}
    if not slash or not alike:
        rest, alike = word.casefold()[:200], {name: name for name in by_name}
    found = get_close_matches(rest, alike, n=1, cutoff=SLIP) or _having(rest, alike)
    found = [alike[name] for name in found or get_close_matches(rest, alike, n=1, cutoff=CUTOFF)]
    if not found and len(rest) >= SHORTEST_BEGINNING:  # "timeout" for timeout_seconds
        begun = [name for name in by_name if name.startswith(kind + slash + rest)]
        found = begun if len(begun) == 1 else []
    return f"did you mean `{by_name[found[0]]}`?" if found else ""


def _having(word: str, names: Iterable[str]) -> list[str]:
    """The name most like a word among those of which it is a whole one: `peace-treaty` for "peace", not `space`."""
    if len(word) < SHORTEST_BEGINNING:
        return []
    return get_close_matches(word, [name for name in names if word in _PARTS.split(name)], n=1, cutoff=0)


def rewritten(given: object, wanted: str) -> str:
    """A hint how to write a value, so that it is what is wanted ("a number", "true or false"); empty for no idea."""
    if wanted in ("text", "text or a list"):
        return "put it in quotes" if isinstance(given, int | float) else ""
    if wanted == "a list":
        return "begin each of its items with `- `" if isinstance(given, dict) else _bracketed(given)
    if wanted == "true or false":
        word = str(given).casefold()
        return "write `true`" if word in _YES else "write `false`" if word in _NO else ""
    if wanted == "a whole number" and isinstance(given, float):
        return f"write `{given:.0f}`" if given.is_integer() else ""
    if wanted not in ("a number", "a whole number") or not isinstance(given, str):
        return ""
    bare = given.strip("\"'“”„«» ")
    number = _NUMBER.match(bare)
    if number is None:
        return ""
    if bare.removeprefix(number[0]).strip() == "%":
        return f"write `{float(number[0].replace(',', '.')) / 100:g}`"
    return f"write `{number[0].replace(',', '.')}`" + (
        ", without quotes" if number[0] in (given, f"“{number[0]}”") and "," not in number[0] else ""
    )


def in_brackets(text: str) -> str:
    """A hint for a list that lacks its brackets; empty where the text is none."""
    return _bracketed(text) if _WORDS.fullmatch(text) else ""


def _bracketed(given: object) -> str:
    return f"a list is written `[{quoted(given)[1:-1]}]`" if isinstance(given, str) else ""
