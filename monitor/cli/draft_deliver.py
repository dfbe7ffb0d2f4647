"""A draft on its way to the person: a new file, or a patch of one that is there, shown or applied."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from rich.syntax import Syntax
from rich.text import Text

from monitor.cli.context import terminal
from monitor.cli.failures import tell
from monitor.cli.json_lines import write_json
from monitor.cli.progress import plural
from monitor.cli.unified import print_unified
from monitor.comprehend.catalogue import Actor
from monitor.draft.merge.patch import Patch, patch
from monitor.draft.merge.plan import Grown, Plan
from monitor.draft.write import write
from monitor.errors import ConfigError, DocumentError, Fault
from monitor.settings.document import shown
from monitor.settings.enlist import enlist, entries
from monitor.settings.home import Home
from monitor.settings.replace import replace_file
from monitor.settings.wording import visible

#: sentences of what stays as its owner has it, as shown
_KEPT = 5
_UNKNOWN = "nothing in it is known to the catalogue; add actors or topics of your own (config/README.md)"

_LEFT_OUT = "is there already and was left out, as said above: nothing is written"
_MEANWHILE = "was saved meanwhile: nothing is written"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One draft, and what it needs to be written."""

    plan: Plan
    #: actors that no catalogue has, and that the profile names
    own: Sequence[Actor]
    home: Home

    @property
    def text(self) -> str:
        """The whole file, new."""
        return write(self.plan.proposal)

    @property
    def path(self) -> Path:
        """Where the profile is, or will be."""
        target = self.plan.target
        return target.path if target else self.home.profiles / f"{self.plan.proposal.id}.yaml"


def deliver(draft: Draft, options: argparse.Namespace) -> int:
    """Show it, or write it, as the options say; the exit status."""
    proposal, target = draft.plan.proposal, draft.plan.target
    if not proposal.watch:
        return tell(DocumentError(f"{', '.join(proposal.seeds)}: {_UNKNOWN}"))
    try:
        if options.only_print and not options.json:
            _print(draft.text + _for_the_owner(draft.own))
        elif target is None:
            _new(draft, options)
        elif options.force:
            _replace(draft, target, options)
        else:
            _patch(draft, target, options)
    except ConfigError as error:
        return tell(error)
    return 0


def writes(options: argparse.Namespace) -> bool:
    """Are new files written? A script that asks for JSON has to say so."""
    return not options.only_print and (not options.json or options.apply or options.force)


def _new(draft: Draft, options: argparse.Namespace) -> None:
    raw = draft.text.encode()
    if writes(options):
        if draft.path.exists():
            raise ConfigError(Fault(file=shown(draft.path), what=_LEFT_OUT, hint="mend it first, or give a --name"))
        _write(draft, raw)
        _say(draft, f"written, from {', '.join(draft.plan.proposal.seeds)}")
    if options.json:
        write_json(_record(draft, Patch(before=b"", after=raw, changes=(), kept=()), "draft", written=writes(options)))


def _replace(draft: Draft, target: Grown, options: argparse.Namespace) -> None:
    raw = draft.text.encode()
    if raw == target.raw:
        _say(draft, "unchanged")
    else:
        backup = _free(target.path)
        replace_file(backup, target.raw)
        _write(draft, raw)
        _say(draft, f"replaced; {shown(backup)} holds what was there")
    if options.json:
        change = Patch(before=target.raw, after=raw, changes=(), kept=())
        write_json(_record(draft, change, "replace" if raw != target.raw else "unchanged", written=raw != target.raw))


def _patch(draft: Draft, target: Grown, options: argparse.Namespace) -> None:
    change = patch(target.raw, draft.plan.proposal, file=shown(target.path))
    if draft.plan.joining:
        hint = f"proposed to join {shown(target.path)} (`--new` makes a profile of their own)"
        print(f"monitor: {visible(', '.join(draft.plan.joining))}: {hint}", file=sys.stderr)
    if options.json:
        action = "patch" if change.changes else "unchanged"
        write_json(_record(draft, change, action, written=bool(options.apply and change.changes)))
    elif change.changes:
        _show(change, draft)
    _tell_kept(draft, change.kept)
    if not change.changes:
        _say(draft, "unchanged")
    elif options.apply:
        _write(draft, change.after)
        _say(draft, f"{plural(len(change.changes), 'change')} made")
    else:
        _say(draft, f"{plural(len(change.changes), 'change')} proposed, none made (`--apply` makes them)")


def _write(draft: Draft, raw: bytes) -> None:
    """Put the file there, and its actors into theirs. Raises `ConfigError`, also where somebody else has saved the
    file meanwhile."""
    target = draft.plan.target
    if target is not None and target.path.read_bytes() != target.raw:
        raise ConfigError(Fault(file=shown(target.path), what=_MEANWHILE, hint="try again"))
    for actor in enlist(draft.own, draft.home.actors):
        print(f"monitor: {draft.home.actors}: {actor} added", file=sys.stderr)
    replace_file(draft.path, raw)


def _free(path: Path) -> Path:
    """A name beside the file that is not taken, and that no profile can have."""
    names = (path.with_name(f"{path.name}.bak{'' if number == 1 else number}") for number in count(1))
    return next(name for name in names if not name.exists())


# ---------------------------------------------------------------------------------------------- shown


def _say(draft: Draft, what: str) -> None:
    print(f"monitor: {shown(draft.path)}: {visible(what)}", file=sys.stderr)


def _print(text: str) -> None:
    screen, plain = terminal(), text.rstrip("\n")
    screen.print(Syntax(plain, "yaml", theme="ansi_dark", background_color="default") if screen.is_terminal else plain)


def _show(change: Patch, draft: Draft) -> None:
    screen = terminal()
    print_unified(screen, change.diff(_from_home(draft)))
    if draft.own:
        screen.print(Text(_for_the_owner(draft.own).strip("\n"), style="dim"))


def _tell_kept(draft: Draft, kept: Sequence[str]) -> None:
    if kept:
        _say(draft, "as you have it stays:")
        for sentence in kept[:_KEPT]:
            print(f"    {visible(sentence)}", file=sys.stderr)
        if len(kept) > _KEPT:
            print(f"    … and {len(kept) - _KEPT} more", file=sys.stderr)


def _from_home(draft: Draft) -> str:
    return draft.path.relative_to(draft.home.path).as_posix()


def _for_the_owner(own: Iterable[Actor]) -> str:
    """The entries that the profile needs, as comments beneath it."""
    listed = "".join(f"# {line}\n" for line in entries(own).splitlines())
    return f"\n# In no catalogue; writing the profile adds them to config/actors.yaml:\n{listed}" if listed else ""


def _record(draft: Draft, change: Patch, action: str, *, written: bool) -> dict[str, Any]:
    proposal = asdict(draft.plan.proposal)
    return {
        "profile": draft.path.stem,
        "file": str(draft.path),
        "action": action,
        "written": written,
        "joining": list(draft.plan.joining),
        "proposal": {key: proposal[key] for key in ("name", "seeds", "watch", "require", "exclude", "unlisted")},
        "actors": [actor.id for actor in draft.own],
        "changes": list(change.changes),
        "kept": list(change.kept),
        "patch": "".join(f"{line}\n" for line in change.diff(_from_home(draft))),
        "text": change.after.decode("utf-8-sig"),
    }
