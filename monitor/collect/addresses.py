"""What is known of addresses: `data/addresses.yaml`, read once."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirector:
    """A service that leads to the address in one of its parameters."""

    host: str
    path: str
    #: "" where the whole query is the address
    parameter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The file's sections, each explained there."""

    tracking: frozenset[str]
    prefixes: tuple[str, ...]
    arrival: Mapping[str, frozenset[str]]
    amp: Mapping[str, frozenset[str]]
    twins: frozenset[str]
    registry: frozenset[str]
    redirectors: tuple[Redirector, ...]

    def tracks(self, name: str, value: str) -> bool:
        """Does a query parameter say no more than how a reader arrived? Both in lower case."""
        return name in self.tracking or name.startswith(self.prefixes) or value in self.arrival.get(name, ())


@functools.cache
def known() -> Known:
    """All of it."""
    raw = yaml.safe_load(resources.files("monitor.collect").joinpath("data/addresses.yaml").read_text("utf-8"))
    return Known(
        tracking=frozenset(name for name in raw["tracking"] if not name.endswith("*")),
        prefixes=tuple(name[:-1] for name in raw["tracking"] if name.endswith("*")),
        arrival={name: frozenset(values) for name, values in raw["arrival"].items()},
        amp={name: frozenset(values) for name, values in raw["amp"].items()},
        twins=frozenset(raw["twins"]),
        registry=frozenset(raw["registry"]),
        redirectors=tuple(Redirector(**one) for one in raw["redirectors"]),
    )
