"""A proposal -> the YAML that its owner edits, with the reason for each line beside it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from monitor.decide.profile import AlertPolicy, Profile
from monitor.draft.propose import Proposal, Proposed
from monitor.settings.schema_json import modeline

#: code points of a sentence that are quoted beside a line
QUOTED = 90
#: unseen, but Persian spelling needs them
_JOINERS = "\u200c\u200d"
_HEAD = """\
Drafted from the seeds named below. It is yours to edit: config/README.md explains every key.
Beside each line of `watch` stands how often the seeds name it, and a sentence of the seed that names it most.
"""
_REQUIRE = "Of each group one must be there: in the headline, or named often enough."
_EXCLUDE = "Kinds of news that the seeds do not speak of: they speak against an article."


def write(proposal: Proposal) -> str:
    """The profile file's text. Loading it gives the proposal back."""
    policy, defaults = AlertPolicy(), Profile.__dataclass_fields__
    document = CommentedMap(name=proposal.name, seeds=_flow(proposal.seeds))
    document.yaml_set_start_comment(_HEAD)
    document["watch"] = _watch(proposal)
    if proposal.require:
        document["require"] = CommentedSeq([_flow(group) for group in proposal.require])
        document.yaml_set_comment_before_after_key("require", before=f"\n{_REQUIRE}")
    if proposal.exclude:
        document["exclude"] = _flow(proposal.exclude)
        document.yaml_set_comment_before_after_key("exclude", before=_EXCLUDE)
    document["threshold"] = defaults["threshold"].default
    document["languages"] = "any"
    document["sources"] = "any"
    digest = [DoubleQuotedScalarString(f"{at:%H:%M}") for at in policy.digest]
    alert = CommentedMap(instant=policy.instant, digest=digest[0], timezone=policy.timezone)
    document["alert"] = alert
    document["deliver"] = CommentedSeq()
    document["deliver"].fa.set_flow_style()
    document.yaml_add_eol_comment("names from config/channels.yaml; empty: the terminal", "deliver")
    for key in ("watch", "threshold", "alert"):
        document.yaml_set_comment_before_after_key(key, before="\n" if key != "watch" else None)
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    text = StringIO()
    yaml.dump(document, text)
    return modeline("profile") + text.getvalue() + _unlisted(proposal)


def _watch(proposal: Proposal) -> CommentedSeq:
    lines = CommentedSeq()
    for line in proposal.watch:
        kind = "topic" if line.id.startswith("topic/") else "actor"
        entry = CommentedMap({kind: line.id.removeprefix("topic/"), "weight": _plain(line.weight)})
        entry.yaml_add_eol_comment(_reason(line), kind)
        lines.append(entry)
    return lines


def _reason(line: Proposed) -> str:
    """Where a line comes from. A comment holds no line break, whatever the seed held."""
    sentence = _one_line(line.sentence)
    quoted = sentence if len(sentence) <= QUOTED else sentence[: QUOTED - 1].rstrip() + "…"
    return _one_line(f"{line.name} ({line.count}×). {_short(line.seed)}: “{quoted}”")


def _one_line(text: str) -> str:
    """Without line breaks, and without characters that nobody sees: YAML refuses control characters in comments too."""
    seen = (char for char in " ".join(text.split()) if char in _JOINERS or unicodedata.category(char)[0] != "C")
    return " ".join("".join(seen).split())


def _short(seed: str) -> str:
    """A seed's name up to its first underscore or full stop: enough to find it in the list above."""
    return seed.partition(".")[0].partition("_")[0]


def _unlisted(proposal: Proposal) -> str:
    if not proposal.unlisted:
        return ""
    counts: Counter[str] = Counter()
    for surface, count in proposal.unlisted:  # each seed counts for itself
        counts[_one_line(surface)] += count
    named = "".join(f"#   {surface} ({count}×)\n" for surface, count in counts.items())
    return f"\n# Named in the seeds and in no catalogue; list them in config/actors.yaml to watch them:\n{named}"


def _plain(weight: float) -> float | int:
    return int(weight) if weight == int(weight) else weight


def _flow(items: tuple[str, ...]) -> CommentedSeq:
    sequence = CommentedSeq(items)
    sequence.fa.set_flow_style()
    return sequence
