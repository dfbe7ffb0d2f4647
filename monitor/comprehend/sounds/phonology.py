"""Sounds, and how much one is taken for another: what names of different scripts are compared by.

A *slot* is one place in a name with all that it may be there: `k/s.05/C.1` is k for nothing, s for a little, ch for
more; a `?` at its end lets it be silent. Slots are numbered, so that two names compare by looking up numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import regex

_SOUND = regex.compile(r"(?P<sound>[A-Za-z@])(?P<cost>\.\d+)?")
#: what a `?` without a figure costs
_SILENT = 0.1
#: a reading that costs more does not serve to find candidates
_LIKELY = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place in a name."""

    #: (sound, cost) of each thing that it may be
    readings: tuple[tuple[str, float], ...]
    #: cost of its being silent, on whichever side it stands
    drop: float
    #: how much it counts in the length of the name; 1 is a consonant
    weight: float
    #: is it a vowel in each of its readings?
    vowel: bool
    #: may it be silent by its own spelling (a `?`)?
    optional: bool
    #: classes of consonants that it may be, "" among them where it may be none
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phonology:
    """Costs between sounds, in consonants. Values as in `data/scripts/sounds.yaml`."""

    vowels: str
    consonant: float
    vowel: float
    mixed: float
    near: Mapping[frozenset[str], float]
    drop: Mapping[str, float]
    #: sound -> its class
    classes: Mapping[str, str]

    def between(self, one: str, other: str) -> float:
        """The cost of one sound for another."""
        if one == other:
            return 0.0
        known = self.near.get(frozenset((one, other)))
        if known is not None:
            return known
        vowels = (one in self.vowels) + (other in self.vowels)
        return (self.consonant, self.mixed, self.vowel)[vowels]

    def dropped(self, sound: str) -> float:
        """The cost of a sound that the other name does not have."""
        return self.drop.get(sound, self.drop["vowel" if sound in self.vowels else "consonant"])


class Slots:
    """Every slot that is in use, by number, and the cost of one for another."""

    def __init__(self, phonology: Phonology) -> None:
        self._phonology = phonology
        self._numbers: dict[str, int] = {}
        self._slots: list[Slot] = []
        #: for each slot, what it costs to find another in its place; filled as pairs are met
        self._costs: list[dict[int, float]] = []

    def __getitem__(self, number: int) -> Slot:
        return self._slots[number]

    @cached_property
    def vowels(self) -> str:
        """The sounds that are vowels."""
        return self._phonology.vowels

    def number(self, written: str) -> int:
        """The number of a slot as it is written in the data. Raises ValueError where it is not well written."""
        if written not in self._numbers:
            self._slots.append(self._read(written))
            self._costs.append({})
            self._numbers[written] = len(self._slots) - 1
        return self._numbers[written]

    def costs(self, number: int, others: tuple[int, ...]) -> list[float]:
        """What it costs to find each of the others in the place of this slot."""
        row = self._costs[number]
        try:
            return [row[other] for other in others]
        except KeyError:
            for other in others:
                if other not in row:
                    row[other] = self._between(self._slots[number], self._slots[other])
            return [row[other] for other in others]

    def _between(self, one: Slot, other: Slot) -> float:
        return min(
            cost + dear + self._phonology.between(sound, heard)
            for sound, cost in one.readings
            for heard, dear in other.readings
        )

    def _read(self, written: str) -> Slot:
        choices, optional, silent = written.partition("?")
        found = [_SOUND.fullmatch(choice) for choice in choices.split("/")]
        readings = tuple((one["sound"], float(one["cost"] or 0)) for one in found if one)
        if len(readings) != len(found):
            raise ValueError(f"no slot: {written!r}")
        likely = [sound for sound, cost in readings if cost <= _LIKELY]
        vowel = all(sound in self._phonology.vowels for sound, _ in readings)
        drop = min(cost + self._phonology.dropped(sound) for sound, cost in readings)
        classes = {self._phonology.classes.get(sound, "") for sound in likely} | ({""} if optional else set())
        return Slot(
            readings=readings,
            drop=min(drop, float(silent or _SILENT)) if optional else drop,
            weight=(0.4 if vowel or all(sound in "hwy" + self._phonology.vowels for sound in likely) else 1.0)
            * (0.5 if optional else 1.0),
            vowel=vowel,
            optional=bool(optional),
            classes=tuple(sorted(classes)),
        )
