"""Plain values as YAML in one line, for files that are edited as text."""

from __future__ import annotations

import sys
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
