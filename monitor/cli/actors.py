"""`monitor actors`: who is known, who is meant, and who could be added; each verb in a module of its own."""

from __future__ import annotations

import argparse
from types import ModuleType

from monitor.cli import actors_lint, actors_resolve, actors_show, actors_wikidata

#: verb, module (it offers `arguments(parser)` and `execute(options)`), one line of help
VERBS: tuple[tuple[str, ModuleType, str], ...] = (
    ("show", actors_show, "what the catalogue knows of an actor or a topic"),
    ("resolve", actors_resolve, "whom a name stands for, in any script"),
    ("find", actors_wikidata, "look a name up in Wikidata"),
    ("pull", actors_wikidata, "take the names of all languages from Wikidata into config/actors.yaml"),
    ("lint", actors_lint, "what is wrong in the catalogue"),
)


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """One of the verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb, module, help_ in VERBS:
        module.arguments(verbs.add_parser(verb, help=help_, allow_abbrev=False))


def execute(options: argparse.Namespace) -> int:
    """What the verb's module makes of it."""
    module = next(module for verb, module, _ in VERBS if verb == options.verb)
    status: int = module.execute(options)
    return status
