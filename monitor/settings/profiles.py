"""`config/profiles/*.yaml`: one watch profile a file."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import groupby
from pathlib import Path

from monitor.comprehend.topics import PHRASE
from monitor.decide.condition import leaves, renamed, worded
from monitor.decide.profile import TYPE_WEIGHTS, AlertPolicy, Phrases, Profile, Term
from monitor.errors import ConfigError, Fault
from monitor.settings.conditions import ConditionBlock, Several, WatchLine, phrase_id
from monitor.settings.digest_times import merged
from monitor.settings.document import Document, Keys, present, read_document, shown
from monitor.settings.profile_file import USUAL, ProfileFile
from monitor.settings.schema import check
from monitor.settings.vocabulary import Vocabulary
from monitor.settings.wording import nearest, quoted

#: how the name of a YAML file ends
SUFFIXES = (".yaml", ".yml")
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
) -> tuple[tuple[Profile, ...], tuple[Fault, ...]]:
    """The sound profiles of the folder, by id, and the faults of the others: one broken profile never stops the rest.

    `known` leads from the id of each actor and topic to its English name; `seeds` is the folder in which seed files
    must lie; None: not checked.
    """
    vocabulary = Vocabulary(known=known, channels=channels, sources=sources, seeds=seeds)
    profiles: list[Profile] = []
    faults: list[Fault] = []
    if present(folder) and not folder.is_dir():
        faults.append(Fault(file=shown(folder), what="not a folder", hint="profiles lie in it, one a file"))
    for stem, paths in groupby(profile_files(folder), key=lambda path: path.stem):
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
    phrases = phrases_of(file)
    names = _names(phrases)
    terms = tuple(_term(line, names) for line in file.watch)
    watched = ((("watch", at), term.id, term.id) for at, term in enumerate(terms))
    if faults := [
        *document.repeated(watched, "is watched twice"),
        *_nothing_wanted(document, terms),
        *_unknown_phrases(document, file, names),
    ]:
        raise ConfigError(*faults)
    profile = _profile(path.stem, file, terms, phrases)
    return replace(profile, version=version_of(profile))


def _profile(stem: str, file: ProfileFile, terms: tuple[Term, ...], phrases: Mapping[str, Phrases]) -> Profile:
    names = _names(phrases)
    return Profile(
        id=stem,
        name=file.name,
        seeds=tuple(file.seeds),
        watch=terms,
        phrases=phrases,
        require=tuple(renamed(part.condition(), names) for part in file.require),
        exclude=tuple(renamed(part.condition(), names) for part in file.exclude),
        threshold=file.threshold,
        review=min(USUAL.review, file.threshold) if file.review is None else file.review,
        languages=tuple(file.languages),
        sources=tuple(file.sources),
        countries=tuple(file.countries),
        alert=AlertPolicy(
            instant=file.alert.instant,
            digest=merged(file.alert.digest),
            timezone=file.alert.timezone,
            empty=file.alert.empty,
            quiet=file.alert.quiet,
            surge=file.alert.surge,
            silence=file.alert.silence,
            group_wait=file.alert.group_wait,
            group_interval=file.alert.group_interval,
            repeat_interval=file.alert.repeat_interval,
            at_most=file.alert.at_most,
            critical=file.alert.critical,
            updates=file.alert.updates,
        ),
        deliver=tuple(file.deliver),
        enabled=file.enabled,
        seeds_must_match=file.seeds_must_match,
    )


def version_of(profile: Profile) -> str:
    """Twelve hex digits that change with the meaning of a profile, and with nothing else of its file nor with that
    file's name: by them a profile is known again whose file was renamed."""
    written = json.dumps(replace(profile, id="", version=""), sort_keys=True, ensure_ascii=True, default=_plain)
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def _plain(value: object) -> object:
    """What JSON has no form for: dataclasses as their fields (`asdict` would copy all of it first), times as text."""
    if is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return str(value)


def profile_files(folder: Path) -> list[Path]:
    """Profiles, by name; what an editor leaves behind (`.#x.yaml`, `x.yaml~`) is none. No folder, no profile."""
    if not folder.is_dir():
        return []
    files = (each for each in folder.iterdir() if each.suffix.lower() in SUFFIXES and not each.name.startswith("."))
    return sorted(files, key=lambda path: (path.stem, path.suffix))


def files_by_id(folder: Path) -> dict[str, Path]:
    """Id of a profile, sound or not -> its file; the one that counts where several have the same."""
    return {path.stem: path for path in reversed(profile_files(folder))}


def _term(line: WatchLine, names: Mapping[str, str]) -> Term:
    condition = renamed(line.condition(), names)
    weight = max(map(_usual, leaves(condition))) if line.weight is None else line.weight
    return Term(
        id=worded(condition), weight=weight, mark=line.mark, when=None if isinstance(condition, str) else condition
    )


def _usual(term: str) -> float:
    # an unlisted actor goes by its words, as a phrase does
    return TYPE_WEIGHTS.get(term.partition("/")[0], TYPE_WEIGHTS["phrase"])


def phrases_of(file: ProfileFile) -> dict[str, Phrases]:
    """Id of each phrase of the profile -> language -> words."""
    blocks = [block for part in (*file.watch, *file.require, *file.exclude) for block in _blocks(part)]
    return {
        phrase_id(block.phrase): {language: tuple(words) for language, words in block.phrase.items()}
        for block in blocks
        if block.phrase
    }


def _blocks(part: Several) -> Iterator[Several]:
    """A line or group, and those inside it."""
    yield part
    for inner in (*(part.any or ()), *(part.all or ()), *(part.near or ())):
        yield from _blocks(inner)


def _names(phrases: Mapping[str, Phrases]) -> dict[str, str]:
    """ "phrase/<any of its words>" -> the id of the phrase; the id itself too."""
    found = {phrase: phrase for phrase in phrases}
    for phrase, by_language in phrases.items():
        found.update((f"{PHRASE}{each}", phrase) for words in by_language.values() for each in words)
    return found


def _nothing_wanted(document: Document, terms: tuple[Term, ...]) -> Iterator[Fault]:
    if all(term.weight < 0 for term in terms):
        what = "every `weight` is below 0: nothing could ever match"
        yield document.fault(("watch",), what, "watch something, too")


def _unknown_phrases(document: Document, file: ProfileFile, names: Mapping[str, str]) -> Iterator[Fault]:
    """A phrase may be named only if its words stand somewhere in the profile."""
    for key in ("watch", "require", "exclude"):
        for index, part in enumerate(getattr(file, key)):
            for keys, wanted in _named(part, (key, index)):
                if wanted.startswith(PHRASE) and wanted not in names:
                    what = f"no line of `watch` has {quoted(wanted)}"
                    yield document.fault(keys, what, nearest(wanted, names) or "add the phrase there")


def _named(part: Several, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """The ids that a line or group names, each with its place."""
    if isinstance(part, ConditionBlock) and part.id is not None:
        yield keys, part.id
    for kind, inner in (("any", part.any), ("all", part.all), ("near", part.near)):
        for index, one in enumerate(inner or ()):
            yield from _named(one, (*keys, kind, index))
