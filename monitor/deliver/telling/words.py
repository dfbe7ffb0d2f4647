"""The words and blocks that all kinds of message share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from string import Formatter

from monitor.decide.code import code_of
from monitor.deliver.blocks import Block, Role, Run, Section
from monitor.deliver.text import cap, clean, colon, comma, is_blank, web_address
from monitor.model import Alert, Digest, Evidence, Gist, Label, Member, Silence, Story, Surge
from monitor.translation import ENGLISH, Voice

# Lengths in UTF-16 units: a headline of a real outlet stays below 150, a sentence below 500.
HEADLINE, NAME, QUOTE, SUBJECT = 240, 80, 600, 180
#: A sentence of ours, in the longest of our languages.
LINE = 160
#: How much of the evidence and of the other outlets is shown.
TERMS, SURFACES, OUTLETS = 8, 3, 8


def answer_code(alert: Alert) -> str:
    """The code by which a reader answers; empty where that would lead nowhere."""
    return code_of(alert.profile, alert.story.id) if alert.answerable else ""


def block(voice: Voice, role: Role, *runs: Run) -> Block:
    """A line of ours, without what is empty."""
    return Block(role=role, runs=tuple(run for run in runs if run.text), language=voice.language)


def woven(message: str, /, **places: Sequence[Run]) -> list[Run]:
    """A message of ours with runs in its places: outside words stay apart, so that their direction stays with them."""
    runs: list[Run] = []
    for words, name, _, _ in Formatter().parse(message):
        runs += [*runs_of([words]), *(places[name] if name else ())]
    return runs


def some_of(voice: Voice, runs: Sequence[Run], more: int) -> list[Run]:
    """The runs as a bare list, and how many more there are."""
    names = joined(runs, voice.comma)
    return woven(voice.pattern("{names} and {n} more"), names=names, n=[figure(voice, more)]) if more > 0 else names


def shortly(voice: Voice, runs: Sequence[Run], more: int) -> list[Run]:
    """The same in fewer letters."""
    names = joined(runs, voice.comma)
    return woven(voice.pattern("{names} +{n}"), names=names, n=[figure(voice, more)]) if more > 0 else names


def dot(voice: Voice) -> Run:
    """What stands between two parts of a line."""
    return Run(text=voice.dot)


def figure(voice: Voice, number: float, places: int = 0) -> Run:
    """A number by itself."""
    return Run(text=voice.number(number, places))


def label(words: str) -> Run:
    """What a line begins with."""
    return Run(text=f"{words} ", bold=True)


def headline_of(voice: Voice, member: Member) -> Block:
    """The headline, linked; ours where there is none."""
    run = Run(text=title_of(voice, member), href=web_address(member.url), bold=True)
    return block(voice, "headline", run) if _untitled(member) else foreign("headline", run, member.language)


def gist_line(gist: Gist | None) -> Section:
    """Its one line, in the order and with the commas of its language: "Ilham Aliyev, Armenia: peace treaty"."""
    if gist is None:
        return ()
    lists = [words for labels in (gist.actors, gist.topics) if (words := listed(labels, gist.language))]
    runs = chain.from_iterable(between(lists, [Run(text=colon(gist.language))]))
    block = Block(role="gist", runs=tuple(runs), language=gist.language, foreign=True)
    return (block,) if block.runs else ()


def listed(labels: Sequence[Label], language: str) -> list[Run]:
    """The labels as a list of that language; those of another language say so."""
    words = [
        Run(text=text, language=label.language if label.language != language else "")
        for label in labels
        if not is_blank(text := short(label.text))
    ]
    return joined(words, comma(language))


def foreign(role: Role, run: Run, language: str) -> Block:
    """An outlet's own words; a language that CLDR does not know is none."""
    known = ENGLISH.language_name(language)
    return Block(role=role, runs=(run,), language=language if known else "", foreign=True)


def called(evidence: Evidence) -> str:
    """What a reader is told of a term: its name, of a phrase the first of its words, of a condition what was found
    (its name, "one of org/nato, …", is for its author)."""
    if is_condition(evidence) and evidence.surfaces:
        return short(", ".join(evidence.surfaces[:SURFACES]))
    return short(evidence.name.partition(" / ")[0] if evidence.term.startswith("phrase/") else evidence.name)


def is_condition(evidence: Evidence) -> bool:
    """ "all of country/AZ, org/nato" is one: the kind of an id has no space."""
    return " " in evidence.term.partition("/")[0]


def answer_line(voice: Voice, code: str) -> Block | None:
    """What a reader types to say whether this was worth telling."""
    if not code:
        return None
    up, down = Run(text=f"monitor feedback {code} up", italic=True), Run(text="down")
    return block(voice, "answer", *woven(voice.pattern("Worth telling? {up} or {down}"), up=[up], down=[down]))


def short(text: str) -> str:
    """Clean, and no longer than a name may be."""
    return cap(clean(text), NAME)


def name_of(voice: Voice, what: Alert | Digest | Surge | Silence) -> str:
    """What the profile is called."""
    return short(what.profile_name) or short(what.profile) or voice.say("watch")


def title_of(voice: Voice, member: Member) -> str:
    """The headline, or that there is none."""
    return voice.say("(no headline)") if _untitled(member) else cap(clean(member.title), HEADLINE)


def _untitled(member: Member) -> bool:
    return is_blank(cap(clean(member.title), HEADLINE))


def strongest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """What speaks for the story, the most telling first."""
    speaking = [one for one in evidence if one.points > 0 and not is_blank(one.name)]
    return sorted(speaking, key=lambda one: (-one.points, one.term))[:TERMS]


def outlets_of(story: Story) -> list[tuple[str, Member]]:
    """Each outlet once with its first member, the lead's own first, then the earliest."""
    lead = story.lead
    order = sorted(story.members, key=lambda member: (member is not lead, member.published, member.article_id))
    first: dict[str, Member] = {}
    for member in order:
        first.setdefault(short(member.outlet) or short(member.source_id), member)
    return list(first.items())


def runs_of(texts: Iterable[str]) -> list[Run]:
    """A run for each text that is not empty."""
    return [Run(text=text) for text in texts if text]


def joined(runs: Sequence[Run], separator: str) -> list[Run]:
    """The runs with a separator between each two."""
    return list(chain.from_iterable(between([[run] for run in runs], [Run(text=separator)])))


def between(groups: Sequence[list[Run]], separator: list[Run]) -> list[list[Run]]:
    """The groups with the separator between each two."""
    return [part for group in groups for part in (separator, group)][1:]
