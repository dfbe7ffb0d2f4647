"""A proposal -> the YAML that its owner edits, with the reason for each line beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from monitor.decide.profile import AlertPolicy
from monitor.draft.lines import commented, dumped, listed, require_item, short, watch_item
from monitor.draft.note import Note, seal, written
from monitor.draft.proposal import Proposal, Proposed
from monitor.draft.succession import Successor
from monitor.settings.inline import Item
from monitor.settings.schema_json import modeline
from monitor.settings.wording import one_line

_HEAD = """\
# Drafted from the seeds named below. It is yours to edit: config/README.md explains every key.
# Beside each line of `watch` stands how often the seeds name it, and a sentence of the seed that names it most.
"""
_RESTS = "# It rests: set `enabled: true`, or take the line out, to put it on watch.\n"
_REQUIRE = "# Of each group one must be there: in the headline, or named often enough.\n"
#: what stands before the items of a list
_INDENT = "  "


def write(proposal: Proposal, *, enabled: bool = True, deliver: Sequence[str] = ()) -> str:
    """The profile file's text. Loading it gives the proposal back, resting where it is not `enabled`; `deliver`: the
    channels that tell it."""
    return "".join(
        (
            modeline("profile"),
            _HEAD,
            dumped(CommentedMap(name=proposal.name)),
            "" if enabled else f"{_RESTS}enabled: false\n",
            listed("seeds", proposal.seeds),
            "watch:\n",
            *_indented(watch_items(proposal)),
            *require_block(proposal),
            *_exclude(proposal),
            *_settings(proposal, deliver),
            *_unlisted(proposal),
            "\n",
            *(f"{row}\n" for row in written(drafted(proposal))),
        )
    )


def watch_items(proposal: Proposal) -> Iterator[Item]:
    """The lines of `watch`."""
    return (watch_item(line, offers(proposal, line)) for line in proposal.watch)


def offers(proposal: Proposal, line: Proposed) -> list[Successor]:
    """Who came after the person of a line."""
    return [one for one in proposal.successors if one.predecessor == line.id]


def require_block(proposal: Proposal) -> Iterator[str]:
    """The lines of `require`, with an empty one before them; none where there is no group."""
    if proposal.require:
        yield f"\n{_REQUIRE}require:\n"
        yield from _indented(require_item(proposal, group) for group in proposal.require)


def drafted(proposal: Proposal) -> Note:
    """What a draft that nobody has edited yet says."""
    return Note(
        watch={
            line.id: (line.weight, seal(row for row in item.block if not row.startswith("#")))
            for line, item in zip(proposal.watch, watch_items(proposal), strict=True)
        },
        require=tuple((seal(require_item(proposal, group).block), group) for group in proposal.require),
        exclude=proposal.exclude,
        offered=tuple(one.id for one in proposal.successors),
        threshold=proposal.threshold,
    )


def _indented(items: Iterable[Item]) -> Iterator[str]:
    return (f"{_INDENT}{row}\n" for item in items for row in item.block)


def _exclude(proposal: Proposal) -> Iterator[str]:
    if proposal.exclude:
        named = " and ".join(one_line(short(seed)) for seed in proposal.seeds)
        why = f"Kinds of news that the seeds do not speak of ({named}): they speak against an article."
        yield from (f"{row}\n" for row in commented(why))
        yield listed("exclude", proposal.exclude)


def _settings(proposal: Proposal, channels: Sequence[str]) -> Iterator[str]:
    """What holds anyway, for its owner to see and to change."""
    policy = AlertPolicy()
    digest = [DoubleQuotedScalarString(str(one)) for one in policy.digest]
    yield "\n"
    yield dumped(CommentedMap(threshold=proposal.threshold, languages="any", sources="any"))
    yield "\n"
    yield dumped(CommentedMap(alert=CommentedMap(instant=policy.instant, digest=digest[0], timezone=policy.timezone)))
    if channels:
        yield listed("deliver", channels)
    else:
        yield "deliver: []  # names from config/channels.yaml; empty: the terminal\n"


def _unlisted(proposal: Proposal) -> Iterator[str]:
    counts: Counter[str] = Counter()
    for surface, count in proposal.unlisted:  # each seed counts for itself
        counts[one_line(surface)] += count
    if counts:
        yield "\n# Named in the seeds and in no catalogue; list them in config/actors.yaml to watch them:\n"
        yield from (f"#   {surface} ({count}×)\n" for surface, count in counts.items())
