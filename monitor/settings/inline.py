"""Values as they are written into files that are edited as text: in one line, or as the item of a list."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML


def inline(value: Any) -> str:
    """A text, a number, or a list or mapping of these, as it stands inside brackets: `{en: [Jane Doe, 'Null']}`.

    Quoted is only what would be read as something else, by the rules of YAML 1.2.
    """
    yaml, out = YAML(), StringIO()
    yaml.default_flow_style, yaml.width = True, sys.maxsize
    yaml.dump({"x": value}, out)
    return out.getvalue().strip().removeprefix("{x: ").removesuffix("}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list, as it would be written."""

    value: Any
    #: lines one below the other, from the dash (or from comments above it) on, without indentation
    block: tuple[str, ...]

    @property
    def flow(self) -> str:
        """The item inside brackets, where no comment has room."""
        return inline(self.value)
