"""Values as they are written into files that are edited as text: in one line, or as the item of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from monitor.settings.composer import is_text

#: what may stand without quotes, where it is not read as a number or the like
_PLAIN = re.compile(r"\w[\w./-]*(?: [\w./-]+)*")
#: columns of a line, so that none is broken
_WIDE = 1_000_000


class _Dumper(yaml.CSafeDumper):
    """libyaml's writer, since libyaml reads it again; what is text is for `composer` to say."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    plain = _PLAIN.fullmatch(text) and is_text(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if plain else '"')


_Dumper.add_representer(str, _text)


def inline(value: Any) -> str:
    """A text, a number, or a list or mapping of these, as it stands inside brackets: `{en: [Jane Doe, "Null"]}`."""
    text: str = yaml.dump(
        {"x": value}, Dumper=_Dumper, default_flow_style=True, allow_unicode=True, sort_keys=False, width=_WIDE
    )
    return text.strip().removeprefix("{x: ").removesuffix("}")


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
