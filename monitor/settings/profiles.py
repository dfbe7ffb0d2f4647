"""`config/profiles/*.yaml`: one watch profile a file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path

from monitor.decide.profile import TYPE_WEIGHTS, AlertPolicy, Profile, Term
from monitor.errors import ConfigError, Fault
from monitor.settings.document import Document, read_document, shown
from monitor.settings.profile_file import USUAL, ProfileFile, WatchLine
from monitor.settings.schema import check
from monitor.settings.vocabulary import PHRASE, Vocabulary
from monitor.settings.wording import nearest, quoted

_SUFFIXES = (".yaml", ".yml")
#: a profile's id stands in the store, in messages and on the command line; any script will do
_ID = re.compile(r"\w[\w.-]*")
_NO_ID = "the file's name cannot be the id of a profile"


def load_profiles(
    folder: Path,
    *,
    known: Mapping[str, str],
    channels: Collection[str],
    sources: Collection[str],
    seeds: Path | None = None,
) -> tuple[Profile, ...]:
    """Every profile of the folder, by id. Raises `ConfigError` with all faults of all files.

    `known` leads from the id of each actor and topic to its English name; `seeds` is the folder in which
    seed files must lie.
    """
    profiles, faults = load_profiles_leniently(folder, known=known, channels=channels, sources=sources, seeds=seeds)
    if faults:
        raise ConfigError(*faults)
    return profiles


def load_profiles_leniently(
    folder: Path,
    *,
    known: Mapping[str, str],
    channels: Collection[str],
    sources: Collection[str],
    seeds: Path | None = None,
) -> tuple[tuple[Profile, ...], tuple[Fault, ...]]:
    """The sound profiles, and the faults of the others: one broken profile never stops the rest."""
    vocabulary = Vocabulary(known=known, channels=channels, sources=sources, seeds=seeds)
    profiles: list[Profile] = []
    faults: list[Fault] = []
    for stem, paths in groupby(_files(folder), key=lambda path: path.stem):
        path, *others = paths
        faults += [Fault(file=shown(o), what=f"{shown(path)} has the same id {quoted(stem)}") for o in others]
        try:
            profiles.append(load_profile(path, vocabulary))
        except ConfigError as error:
            faults += error.faults
    return tuple(profiles), tuple(faults)


def load_profile(path: Path, vocabulary: Vocabulary) -> Profile:
    """One file. Raises `ConfigError` with all its faults."""
    if not _ID.fullmatch(path.stem):
        raise ConfigError(Fault(file=quoted(path.name), what=_NO_ID, hint="letters, digits, `-`, `_` and `.`"))
    document = read_document(path)
    file = check(document, ProfileFile, vocabulary)
    terms = tuple(_term(line) for line in file.watch)
    phrases = _phrases(terms)
    if faults := [*_watched_twice(document, terms), *_unknown_phrases(document, file, phrases)]:
        raise ConfigError(*faults)
    profile = _profile(path.stem, file, terms, phrases)
    return replace(profile, version=version_of(profile))


def _profile(stem: str, file: ProfileFile, terms: tuple[Term, ...], phrases: Mapping[str, str]) -> Profile:
    return Profile(
        id=stem,
        name=file.name,
        seeds=tuple(file.seeds),
        watch=terms,
        require=tuple(tuple(phrases.get(wanted, wanted) for wanted in group) for group in file.require),
        exclude=tuple(file.exclude),
        threshold=file.threshold,
        review=min(USUAL.review, file.threshold) if file.review is None else file.review,
        languages=tuple(file.languages),
        sources=tuple(file.sources),
        alert=AlertPolicy(
            instant=file.alert.instant,
            digest=tuple(sorted(set(file.alert.digest))),
            timezone=file.alert.timezone,
            quiet=file.alert.quiet,
        ),
        deliver=tuple(file.deliver),
        enabled=file.enabled,
    )


def version_of(profile: Profile) -> str:
    """Twelve hex digits that change with the meaning of a profile, and with nothing else of its file."""
    meaning = asdict(replace(profile, version=""))
    written = json.dumps(meaning, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def _files(folder: Path) -> list[Path]:
    """Profiles, by name; what an editor leaves behind (`.#x.yaml`, `x.yaml~`) is none. No folder, no profile."""
    if not folder.is_dir():
        return []
    files = (each for each in folder.iterdir() if each.suffix in _SUFFIXES and not each.name.startswith("."))
    return sorted(files, key=lambda path: (path.stem, path.suffix))


def _term(line: WatchLine) -> Term:
    # an unlisted actor goes by its words, as a phrase does
    usual = TYPE_WEIGHTS.get(line.id.partition("/")[0], TYPE_WEIGHTS["phrase"])
    weight = usual if line.weight is None else line.weight
    phrases = {language: tuple(words) for language, words in line.phrase.items()} if line.phrase else None
    return Term(id=line.id, weight=weight, phrases=phrases)


def _phrases(terms: tuple[Term, ...]) -> dict[str, str]:
    """ "phrase/<any of its words>" -> the id of the term; the id itself too."""
    found = {term.id: term.id for term in terms if term.phrases}
    for term in terms:
        for words in (term.phrases or {}).values():
            found.update((f"{PHRASE}{each}", term.id) for each in words)
    return found


def _watched_twice(document: Document, terms: tuple[Term, ...]) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for index, term in enumerate(terms):
        line = document.mark(("watch", index)).line
        if term.id in first:
            yield document.fault(
                ("watch", index), f"{quoted(term.id)} is watched twice", f"line {first[term.id]} has it"
            )
        first.setdefault(term.id, line)


def _unknown_phrases(document: Document, file: ProfileFile, phrases: Mapping[str, str]) -> Iterator[Fault]:
    """`require` may name a phrase only if `watch` has it: nowhere else are its words."""
    for g, group in enumerate(file.require):
        for i, wanted in enumerate(group):
            if wanted.startswith(PHRASE) and wanted not in phrases:
                what = f"no line of `watch` has {quoted(wanted)}"
                yield document.fault(("require", g, i), what, nearest(wanted, phrases) or "add the phrase there")
