"""What a search found, on a terminal: the words that were looked for marked in the headline and in one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from monitor.cli.evidence import COLOURS
from monitor.cli.highlight import Mark, apart, highlighter, kind_of, weightiest
from monitor.cli.progress import plural
from monitor.comprehend.seeking.likeness import Kind
from monitor.comprehend.seeking.places import places
from monitor.deliver.text import cap, clean, inline, isolated
from monitor.model import Article, Query
from monitor.ports import Archived
from monitor.search import Alike, Result, by_story, outlet_of, when_of
from monitor.settings.snapshot import Snapshot

#: code points of a sentence that are shown
_SHOWN = 240
#: of them, before the first word that was found
_BEFORE = 80
#: UTF-16 units of a headline without marks
_HEADLINE = 120
_KINDS: dict[Kind, str] = {"copy": "a copy", "retelling": "made from it", "subject": "the same subject"}


def print_articles(screen: Console, result: Result, snapshot: Snapshot) -> None:
    """Each article with its outlet, day, language, story, profiles, and where the words stand."""
    for one in result.found.articles:
        marks = found_marks(one, result.query, result.terms)
        draw = highlighter(screen, one.article.document, marks, one.analysis.language)
        title = draw(0, len(one.article.title))
        title.stylize("bold")
        screen.print(title)
        screen.print(Text("  ").append_text(_facts(one, snapshot)))
        if bounds := excerpt(one, marks):
            start, end = bounds
            screen.print(Text("    ").append_text(draw(start, end)))
    _print_total(screen, result, len(result.found.articles), snapshot)


def print_stories(screen: Console, result: Result, snapshot: Snapshot, limit: int) -> None:
    """Each story by the first of its articles that was found."""
    told = by_story(result.found.articles)[:limit]
    for members in told:
        first = members[0]
        line = Text(isolated(cap(clean(first.article.title), _HEADLINE), "ltr"), style="bold")
        outlets = dict.fromkeys(outlet_of(one, snapshot) for one in members)
        languages = sorted({one.analysis.language for one in members})
        days = sorted(f"{when_of(one):%Y-%m-%d}" for one in members)
        span = days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"
        shown = (span, plural(len(members), "article"), ", ".join(map(inline, outlets)), " ".join(languages))
        screen.print(line)
        screen.print(Text(f"  {'  '.join((*shown, first.story_id or first.article.id))}", style="dim"))
    _print_total(screen, result, sum(map(len, told)), snapshot)


def print_alike(screen: Console, article: Article, found: Sequence[Alike], snapshot: Snapshot) -> None:
    """What tells the same, with how much of it is the same."""
    for each in found:
        one, how = each.one, each.likeness
        line = Text(f"{_KINDS[how.kind]:<16} {how.share:>4.0%}  ", style="bold" if how.kind == "copy" else "")
        screen.print(line.append(isolated(cap(clean(one.article.title), _HEADLINE), "ltr")))
        screen.print(Text("  ").append_text(_facts(one, snapshot)))
    if not found:
        screen.print(Text(f"nothing stored is like {clean(article.title) or 'it'}: new").append(_kept(snapshot), "dim"))


def excerpt(one: Archived, marks: Sequence[Mark]) -> tuple[int, int] | None:
    """(start, end) of what is shown of the text: of the sentence with most of what was looked for, as much as stands
    in a line or two; None where the headline says all."""
    body = one.analysis.title_end
    bounds = next(iter(weightiest([each for each in one.analysis.sentences if each[0] > body], marks, 1)), None)
    if bounds is None:
        return None
    start, end = bounds
    first = next((mark.start for mark in marks if start <= mark.start < end), start)
    document = one.article.document
    if first - start > _BEFORE and end - start > _SHOWN:
        space = document.find(" ", first - _BEFORE, first)
        start = space + 1 if space >= 0 else first - _BEFORE
    if end - start > _SHOWN:
        space = document.rfind(" ", start + _BEFORE, start + _SHOWN)
        end = space if space >= 0 else start + _SHOWN
    return start, end


def found_marks(one: Archived, query: Query, terms: Sequence[str]) -> tuple[Mark, ...]:
    """Where the words of a query stand, and the actors and topics that it asks for."""
    words = [
        Mark(start=start, end=end, kind="phrase", term=typed)
        for start, end, typed in places(query, one.article.document)
    ]
    return apart((*words, *_named(one, terms)))


def _named(one: Archived, terms: Sequence[str]) -> Iterator[Mark]:
    for mention in (*one.analysis.mentions, *one.analysis.implied):
        if mention.actor in terms:
            yield Mark(start=mention.start, end=mention.end, kind="actor", term=mention.actor)
    for hit in one.analysis.subjects:
        if hit.topic in terms:
            yield Mark(start=hit.start, end=hit.end, kind=kind_of(hit.topic), term=hit.topic)


def _facts(one: Archived, snapshot: Snapshot) -> Text:
    article = one.article
    facts = (f"{when_of(one):%Y-%m-%d %H:%M}", inline(outlet_of(one, snapshot)), one.analysis.language)
    line = Text("  ".join((*facts, f"story {one.story_id}" if one.story_id else "", clean(article.url))), style="dim")
    for found in one.matches:
        if found.decision == "match":
            line.append(f"  {found.profile} {found.score:.2f}", style=COLOURS["match"])
    return line


def _print_total(screen: Console, result: Result, shown: int, snapshot: Snapshot) -> None:
    total = result.found.total
    if not total:
        screen.print(Text("nothing found").append(_kept(snapshot), "dim"))
    elif shown < total:
        screen.print(Text(f"{shown} of {plural(total, 'article')} (--limit shows more)", style="dim"))
    else:
        screen.print(Text(plural(total, "article"), style="dim"))


def _kept(snapshot: Snapshot) -> str:
    return f" ({snapshot.runtime.kept})" if snapshot.runtime.kept else ""
