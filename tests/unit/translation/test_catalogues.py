"""The catalogues fit the code: every message is there, translated, with the places for values that it has."""

from __future__ import annotations

import re
import unicodedata
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from messages import extracted, path_of, read, untranslated, updated, written

from monitor.translation import spoken, voice_of

LANGUAGES = spoken()[1:]
#: isolates, embeddings, overrides and marks: what a line's direction is, its channel knows
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Arabic kaf and yeh, Arabic figures, and signs of Latin writing after a Persian letter
NOT_PERSIAN = re.compile("[\u0643\u064a\u0649\u0660-\u0669]|(?<=[\u0620-\u06cc])[,;?]")
#: the prefix of a verb, or the ending of a plural, with a space where a half-space belongs
WHOLE_SPACE = re.compile(r"\b(می|نمی) (?=\w)|(?<=\w) (ها|های|هایی)\b")
SCRIPTS = {"fa": "ARABIC", "ru": "CYRILLIC", "vi": "LATIN"}
each = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def template() -> Catalog:
    return extracted()


def messages_of(language: str) -> list[Message]:
    return [one for one in read(language) if one.id]


def forms(text: object) -> tuple[str, ...]:
    """A message, or its plural forms."""
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)


def places(text: str) -> set[str]:
    """The names of the places for values. Raises `ValueError` for a brace that is none."""
    return {
        name for _, name, spec, conversion in Formatter().parse(text) if name is not None and not (spec or conversion)
    }


def test_there_are_the_languages_that_readers_were_promised() -> None:
    assert {"en", "fa", "ru", "vi"} <= set(spoken())
    assert spoken()[0] == "en"


@each
def test_the_catalogue_is_what_the_code_gives_today(language: str, template: Catalog) -> None:
    """`make messages` mends it."""
    assert written(updated(language, template)) == path_of(language).read_bytes()


@each
def test_nothing_is_left_untranslated_uncertain_or_behind(language: str) -> None:
    catalog = read(language)
    assert untranslated(catalog) == []
    assert [one.id for one in catalog if one.fuzzy and one.id] == []
    assert not catalog.obsolete


@each
def test_a_translation_has_the_places_of_its_message(language: str) -> None:
    for message in messages_of(language):
        wanted = places(forms(message.id)[-1])
        for said in forms(message.string):
            assert places(said) == wanted, said
            assert all(name.isidentifier() for name in wanted), said


@each
def test_there_are_as_many_plural_forms_as_the_language_has(language: str) -> None:
    catalog, rule = read(language), get_plural(language)
    assert (catalog.num_plurals, catalog.plural_expr) == (rule.num_plurals, rule.plural_expr)
    for message in messages_of(language):
        assert len(forms(message.string)) == (rule.num_plurals if message.pluralizable else 1)


@each
def test_a_translation_is_in_the_letters_of_its_language(language: str) -> None:
    """What two catalogues have in common, one of them has from the other."""
    others = [{one.id: one.string for one in messages_of(other)} for other in LANGUAGES if other != language]
    for message in messages_of(language):
        said = re.sub(r"\{\w*\}|/\w+|`[^`]*`", "", " ".join(forms(message.string)))
        letters = [letter for letter in said if letter.isalpha()]
        if len(letters) > 1:
            assert any(unicodedata.name(letter).startswith(SCRIPTS[language]) for letter in letters), message.string
            assert all(other[message.id] != message.string for other in others), message.string


@each
def test_no_catalogue_turns_a_line_around(language: str) -> None:
    assert not [one.id for one in messages_of(language) if any(BIDI.search(said) for said in forms(one.string))]


@each
def test_a_message_begins_and_ends_as_in_english(language: str) -> None:
    """Spaces at its ends hold it apart from what stands beside it."""
    for message in messages_of(language):
        english = forms(message.id)[-1]
        for said in forms(message.string):
            assert (said[0] == " ", said[-1] == " ") == (english[0] == " ", english[-1] == " "), said


@each
def test_what_runs_from_right_to_left_begins_so(language: str) -> None:
    """A piece that stands apart finds its direction by its first letter (UAX #9, FSI)."""
    if voice_of(language).direction == "rtl":
        for message in messages_of(language):
            for piece, *_ in (piece for said in forms(message.string) for piece in Formatter().parse(said)):
                letter = re.search(r"[A-Za-z\u0600-\u06ef]", piece.replace("`", ""))
                assert letter is None or letter[0] > "z" or not re.search("[\u0600-\u06ef]", piece), piece


@each
def test_no_space_stands_twice_or_before_a_sign(language: str) -> None:
    """But before "…", which is set off here as in English."""
    for message in messages_of(language):
        for said in forms(message.string):
            assert not re.search(r" {2}|\w [,.;:!?،؛؟](?!\w)", said), said


@each
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    wrong = "«»" if language == "vi" else "“”"
    assert not [said for one in messages_of(language) for said in forms(one.string) if set(said) & set(wrong + '"')]


def test_persian_has_its_own_letters_figures_and_signs() -> None:
    said = [said for one in messages_of("fa") for said in forms(one.string)]
    assert not [one for one in said if NOT_PERSIAN.search(one)]


def test_persian_prefixes_and_plurals_are_joined_by_a_half_space() -> None:
    said = [said for one in messages_of("fa") for said in forms(one.string)]
    assert not [one for one in said if WHOLE_SPACE.search(one)]


def test_russian_agrees_with_its_figures() -> None:
    """The form for five is neuter: "действует 5 отключений", as one says of many."""
    plural = re.compile(
        r"^(действуют|известны|опрошены|прочитаны|Отслеживаются) |\b(доставлены|отправлены|прочитаны)\b"
    )
    many = [one.string[2] for one in messages_of("ru") if one.pluralizable]
    assert not [said for said in many if plural.search(said)]
