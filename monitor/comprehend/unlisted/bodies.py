"""What may be the name of an organisation beside a word for a body: each rule by itself."""

from __future__ import annotations

from monitor.comprehend.unlisted.runs import NOUNS_CAPITALISED, Run, Words
from monitor.comprehend.words.script import script
from monitor.comprehend.words.tokens import unspaced

#: words of a name, and characters where a character is a token
LONGEST, _LONGEST_UNSPACED = 4, 12
#: languages in which a person behind a body is whose body it is: "партия Меркель", "partia Tuska"
_GENITIVE = frozenset({"be", "bs", "cs", "hr", "lt", "lv", "pl", "ru", "sk", "sl", "sr", "uk"})
#: languages that put a body's word behind its name
_NAME_FIRST = frozenset({"az", "en", "et", "fi", "hu", "hy", "kk", "ky", "mn", "tk", "tr", "uz"})
#: "a Silicon Valley company" is of a kind, "the Tengri Lithium company" is one
_OF_A_KIND = frozenset({"a", "an", "another", "every", "one", "any", "each"})
#: legal forms with one capital; the others are told by their many
_LEGAL_FORMS = frozenset(
    {"bhd", "co", "corp", "inc", "kft", "ltd", "oy", "oyj", "plc", "pte", "pty", "sdn", "tbk", "zrt"}
)
#: English words that end names of companies, and what makes them a kind of thing
_CORPORATE = frozenset(
    {
        "airlines",
        "airways",
        "capital",
        "chemicals",
        "copper",
        "energy",
        "gold",
        "group",
        "holding",
        "holdings",
        "industries",
    }
    | {"lithium", "metals", "minerals", "mining", "motors", "oil", "partners", "petroleum", "pharma", "pharmaceuticals"}
    | {
        "resources",
        "semiconductor",
        "semiconductors",
        "steel",
        "systems",
        "technologies",
        "telecom",
        "uranium",
        "ventures",
    }
)
_KINDS = frozenset(
    {
        "atomic",
        "black",
        "brent",
        "carbon",
        "clean",
        "coal",
        "crude",
        "energy",
        "fossil",
        "green",
        "heavy",
        "human",
        "mineral",
    }
    | {
        "natural",
        "nuclear",
        "oil",
        "precious",
        "private",
        "rare",
        "renewable",
        "solar",
        "strategic",
        "venture",
        "water",
    }
    | {"wind", "working", "world"}
)
_OF = frozenset({"of", "for", "and", "de", "für", "di"})
_SHORTEST = 3


def quoted(words: Words, body: int) -> tuple[int, int] | None:
    """One to four words in quotation marks right behind the body."""
    first = body + 1
    tokens = words.tokens
    if first >= len(tokens) or not words.quoted_from(first) or len(tokens.gap(body).strip()) > 1:
        return None
    limit = _LONGEST_UNSPACED if unspaced(tokens.keys[first]) else LONGEST
    for last in range(first, min(first + limit, len(tokens))):
        if last in words.known or (last in words.in_cue and not tokens.capital(last)):
            return None
        if words.quoted_to(last):
            return (first, last) if _reads_as_name(words, first, last) else None
        if not tokens.joined(last):
            return None
    return None


def _reads_as_name(words: Words, first: int, last: int) -> bool:
    tokens = words.tokens
    inside = range(first, last + 1)
    letters = [tokens.text[tokens.starts[index]] for index in inside]
    if any(letter.islower() or letter.isupper() for letter in letters):
        return letters[0].isupper()
    if any(tokens.keys[index] in words.lexicon.stops for index in inside):
        return False
    return last > first or len(tokens.keys[first]) >= _SHORTEST


def designates(words: Words, first: int, last: int) -> bool:
    """Is this a legal form (GmbH, Corp), and no noun with a capital?"""
    surface = words.tokens.surface(first, last)
    return sum(map(str.isupper, surface)) > 1 or surface.casefold() in _LEGAL_FORMS


def may_follow(words: Words, run: Run) -> bool:
    """ "the miner Tengri Lithium": may the capitals behind the body be its name?"""
    if len(run.words) > LONGEST or not long_enough(words, run) or words.language in NOUNS_CAPITALISED:
        return False
    if words.before_capital(run.last):
        return False
    if words.language in _GENITIVE:
        return all(words.shouted(index) for index in run.words) or _of_another_script(words, run)
    # "the bank Smith told reporters about" is rare; "companies in Kazakhstan" has a small word between
    return not words.lexicon.known_names.is_given(words.tokens.keys[run.first], words.language)


def may_lead(words: Words, run: Run) -> bool:
    """ "Tengri Lityum şirketi": may the capitals before the body be its name?"""
    if words.language not in _NAME_FIRST or len(run.words) > LONGEST or _behind_capital(words, run):
        return False
    if words.lexicon.known_names.is_given(words.tokens.keys[run.first], words.language):
        return False
    if words.language != "en":
        return len(run.words) > 1 or words.shouted(run.first)
    # nor "the Jewish group"
    head = words.tokens.keys[run.first - 1 if words.inside_sentence(run.first) else run.first]
    return len(run.words) > 1 and head not in _OF_A_KIND


def _behind_capital(words: Words, run: Run) -> bool:
    """ "Auto Workers" in "the United Auto Workers union" is half a name."""
    before = run.first - 1
    inside = words.inside_sentence(run.first) and words.inside_sentence(before)
    return inside and before not in words.known and words.tokens.capital(before)


def long_enough(words: Words, run: Run) -> bool:
    return len(run.words) > 1 or len(words.tokens.keys[run.first]) >= _SHORTEST


def _of_another_script(words: Words, run: Run) -> bool:
    """Latin words in a Cyrillic text are no genitives."""
    tokens = words.tokens
    return script(tokens.keys[run.first][0]) != script(tokens.keys[run.first - 1][0])


def corporate(words: Words, run: Run) -> bool:
    """Northmark Resources, Barrick Gold: English words that companies of all countries end their names with."""
    keys = words.tokens.keys
    if not 1 < len(run.words) <= LONGEST or keys[run.last] not in _CORPORATE or words.language in NOUNS_CAPITALISED:
        return False
    # "the Ministry of Natural Resources", "Clean Energy"
    kind = keys[run.first] in _KINDS or words.before_capital(run.last) or keys[run.first] in words.small
    before = keys[run.first - 1] if words.inside_sentence(run.first) else ""
    return not kind and not _behind_capital(words, run) and before not in _OF
