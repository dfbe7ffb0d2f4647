"""Words for faults: what a person wrote, quoted in one short line, and the nearest of what is known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

#: likeness (0 to 1) from which a guess helps more than it confuses; under it "Hanoi" became "Asia/Shanghai"
CUTOFF = 0.66
#: characters of a quotation
MAX_QUOTED = 60


def quoted(text: object) -> str:
    """In backticks, on one line, not longer than `MAX_QUOTED`."""
    shown = "".join(sign if sign.isprintable() else f"\\x{ord(sign):02x}" for sign in str(text)[: MAX_QUOTED + 1])
    return f"`{shown if len(shown) <= MAX_QUOTED else shown[: MAX_QUOTED - 1] + '…'}`"


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the most similar known word; empty when nothing is near."""
    return nearest_by_name(word, {each: each for each in known})


def nearest_by_name(word: str, names: Mapping[str, str]) -> str:
    """The same where a thing goes by several names: `names` leads from each of them to the word to write."""
    kind, slash, rest = word.casefold()[:200].rpartition("/")
    # within a kind ("person/…") the kind itself likens nothing: person/abiy-ahmed is not near person/ali-khamenei
    alike = {name[len(kind + slash) :]: name for name in map(str.casefold, names) if name.startswith(kind + slash)}
    by_name = {name.casefold(): wanted for name, wanted in names.items()}
    if slash and alike:
        found = [alike[name] for name in get_close_matches(rest, alike, n=1, cutoff=CUTOFF)]
    else:
        found = get_close_matches(word.casefold()[:200], by_name, n=1, cutoff=CUTOFF)
    return f"did you mean `{by_name[found[0]]}`?" if found else ""
