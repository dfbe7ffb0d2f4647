"""`monitor schema`: JSON Schema of the configuration, so that an editor can complete and check; that of webhooks."""

from __future__ import annotations

import argparse
import json
import sys

from monitor.cli.context import home_of
from monitor.cli.progress import plural
from monitor.deliver.webhook import json_schema as json_schema_of_webhooks
from monitor.errors import Fault
from monitor.settings.document import shown
from monitor.settings.schema_files import names_of, write_schemas
from monitor.settings.schema_json import FOLDER, SCHEMA_KINDS, json_schema
from monitor.settings.wording import visible

#: beside the kinds of file
_WEBHOOK = "webhook"


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """The kind of file, or all of them."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument(
        "kind",
        nargs="?",
        choices=(*SCHEMA_KINDS, _WEBHOOK),
        help="print the schema of this kind of file, or of what a webhook receives",
    )
    which.add_argument(
        "--write",
        action="store_true",
        help=f"write all of them into config/{FOLDER}/, with this home's actors, topics, sources, channels and seeds",
    )
    parser.add_argument("--ids", action="store_true", help="print this home's names too, as --write does")


def execute(options: argparse.Namespace) -> int:
    """Print one schema, or write all; 2 where a file is wrong, whose names are then left out."""
    if options.kind == _WEBHOOK:
        print(json.dumps(json_schema_of_webhooks(), indent=2, ensure_ascii=False))
        return 0
    if not options.write:
        names, faults = names_of(home_of(options)) if options.ids else (None, ())
        print(json.dumps(json_schema(options.kind, names), indent=2, ensure_ascii=False))
        return _told(faults)
    home = home_of(options)
    written, faults = write_schemas(home)
    folder = shown(home.config / FOLDER)
    said = f"{plural(len(written), 'schema')} written" if written else "unchanged"
    print(f"monitor: {folder}: {said}; the first line of each file in config/ leads an editor there", file=sys.stderr)
    return _told(faults)


def _told(faults: tuple[Fault, ...]) -> int:
    for fault in faults:
        print(f"monitor: {visible(str(fault))} — its names are left out", file=sys.stderr)
    return 2 if faults else 0
