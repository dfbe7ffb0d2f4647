"""`monitor schema`: JSON Schema of a kind of file, so that an editor can complete and check."""

from __future__ import annotations

import argparse
import json

from monitor.settings.schema_json import SCHEMA_KINDS, json_schema


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The kind."""
    parser.add_argument("kind", choices=SCHEMA_KINDS)


def execute(options: argparse.Namespace) -> int:
    """Print the schema."""
    print(json.dumps(json_schema(options.kind), indent=2, ensure_ascii=False))
    return 0
