"""What readers said, and what is stored of it -> the samples that `suggest` learns from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from monitor.model import Analysis, Feedback
from monitor.ports import StoredArticle


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An article whose worth is known: a reader has said it, or it is a seed."""

    id: str
    title: str
    wanted: bool
    #: a file name in `seeds/`, for seeds
    seed: str = ""
    analysis: Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """The articles that readers judged."""

    samples: tuple[Sample, ...]
    #: headlines of those on which as many said 👍 as 👎
    disputed: tuple[str, ...]
    #: headlines of those that are no longer stored
    gone: tuple[str, ...]


def lessons(said: Iterable[Feedback], find: Callable[[str], StoredArticle | None]) -> Lessons:
    """One sample for each story or article, by what most readers said of it; `find` looks an article up by its id."""
    by_subject: defaultdict[str, list[Feedback]] = defaultdict(list)
    for one in said:
        by_subject[one.subject].append(one)
    disputed, gone, samples = list[str](), list[str](), list[Sample]()
    for words in by_subject.values():
        favour = sum(1 if one.opinion == "up" else -1 for one in words)
        stored = find(words[-1].article_id)
        if stored is None:
            gone.append(words[-1].title)
        elif not favour:
            disputed.append(words[-1].title)
        else:
            samples.append(_sample(stored, wanted=favour > 0))
    return Lessons(samples=tuple(_once(samples)), disputed=tuple(disputed), gone=tuple(gone))


def _sample(stored: StoredArticle, *, wanted: bool) -> Sample:
    return Sample(id=stored.article.id, title=stored.article.title, wanted=wanted, analysis=stored.analysis)


def _once(samples: Iterable[Sample]) -> Iterator[Sample]:
    """An article by its own id and by its story may have been judged twice: the later word counts."""
    yield from {sample.id: sample for sample in samples}.values()
