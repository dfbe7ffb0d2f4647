"""Values as they are written into files that are edited as text: in one line, or as the item of a list."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

#: what may stand without quotes, unless it is read as a number or the like. ruamel.yaml (0.19) would leave more: U+0085
#: as it is, and `[:0]`, which libyaml does not read
_PLAIN = re.compile(r"\w[\w./-]*(?: [\w./-]+)*")


def inline(value: Any) -> str:
    """A text, a number, or a list or mapping of these, as it stands inside brackets: `{en: [Jane Doe, 'Null']}`."""
    yaml, out = YAML(), StringIO()
    yaml.default_flow_style, yaml.width = True, sys.maxsize
    yaml.dump({"x": _quoted(value)}, out)
    return out.getvalue().strip().removeprefix("{x: ").removesuffix("}")


def _quoted(value: Any) -> Any:
    """With the texts that are no plain words in quotes."""
    if isinstance(value, Mapping):
        return {_quoted(key): _quoted(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_quoted(each) for each in value]
    return DoubleQuotedScalarString(value) if isinstance(value, str) and not _PLAIN.fullmatch(value) else value


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
