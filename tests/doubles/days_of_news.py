"""Days of news: the demo's newsroom, as many outlets as are wanted tell each story, and stories go on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from doubles.archive import Came


def retold(articles: Sequence[Came], times: int) -> tuple[Came, ...]:
    """Each article by so many outlets: every other one carries the text as it is, the rest tell it in another order and
    shorter, under a headline of their own."""
    more = (_by(came, number) for came in articles for number in range(1, times))
    return _ordered((*articles, *more))


def going_on(articles: Sequence[Came], every: int = 4) -> tuple[Came, ...]:
    """Of each so-many-th article, six outlets more tell the same within hours, and one after two days."""
    return _ordered((*articles, *(more for came in articles[::every] for more in _followed(came))))


def _followed(came: Came) -> Iterator[Came]:
    for number in range(6):
        yield _by(came, 10 + number, later=timedelta(minutes=50 + 7 * number))
    yield _by(came, 20, later=timedelta(hours=44))


def _by(came: Came, number: int, later: timedelta | None = None) -> Came:
    name = f"{came.source.id}-{number}"
    source = replace(came.source, id=name, name=name.title(), url=f"https://{name}.example/feed.xml")
    at = came.at + (timedelta(minutes=4 * number) if later is None else later)
    if number % 2:
        return replace(came, source=source, at=at)
    first, *rest = came.text.split("\n")
    text = "\n".join((first, *reversed(rest[: max(2, len(rest) * 3 // 4)])))
    return replace(came, source=source, at=at, title=f"{came.title} | {source.name}", text=text)


def _ordered(articles: Sequence[Came]) -> tuple[Came, ...]:
    return tuple(sorted(articles, key=lambda one: (one.at, one.source.id, one.key)))
