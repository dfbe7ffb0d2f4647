"""Looking something up, as a person asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from doubles.outcomes import NOW, article, source

from monitor.comprehend.analyse import analyse
from monitor.control import look_up
from monitor.errors import ConfigError
from monitor.model import Article, Outcome
from monitor.ports import Progress, Store
from monitor.rounds import Silent
from monitor.search import Asked, alike, by_story, search
from monitor.settings.home import Home
from monitor.settings.snapshot import Snapshot, load_snapshot
from monitor.store import open_store
from monitor.upkeep import index_all

TOLD = (
    (
        "vi",
        "Azerbaijan và Armenia ký hiệp ước hòa bình",
        "Tổng thống Ilham Aliyev gặp Thủ tướng Nikol Pashinyan tại Baku.",
    ),
    ("ru", "Алиев принял посла", "Президент Азербайджана Ильхам Алиев принял посла Франции."),
    ("fa", "دیدار علی‌اف با اردوغان", "الهام علی‌اف رئیس جمهوری آذربایجان با اردوغان دیدار کرد."),
    ("zh", "阿利耶夫访问北京", "阿塞拜疆总统阿利耶夫抵达北京进行国事访问。"),
    ("en", "Senegal beat Mali", "Senegal beat Mali by one goal to none and are in the semi-final."),
)


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Snapshot]]:
    folder = tmp_path_factory.mktemp("home")
    (folder / "config").mkdir()
    snapshot = load_snapshot(Home(folder), {})
    snapshot = replace(snapshot, sources={"source-1": source(1, name="Bản tin"), "source-2": source(2)})
    with closing(open_store(folder / "watch.db")) as store:
        for number, (language, title, text) in enumerate(TOLD):
            told = given(number, title, text, language, source_id=f"source-{1 + number % 2}")
            read = analyse(told, snapshot.lexicon)
            store.commit(Outcome(article=told, analysis=read, matches=(), story=None, verdicts=(), entry=None), NOW)
        silent: Progress = Silent()
        index_all(store, silent)
        yield store, snapshot


def given(number: int, title: str, text: str, language: str = "", **changes: Any) -> Article:
    published = NOW - timedelta(hours=number)
    return article(number, title=title, text=text, language_hint=language, published=published, **changes)


def languages(watch: tuple[Store, Snapshot], **asked: Any) -> set[str]:
    return {one.analysis.language for one in search(*watch, Asked(**asked)).found.articles}


@pytest.mark.parametrize(
    "wanted", ["person/ilham-aliyev", "Ilham Aliyev", "Ильхам Алиев", "阿利耶夫", "Əliyev", "İlham Əliyevin"]
)
def test_an_actor_is_found_in_every_language_by_an_id_or_a_name_in_any(
    watch: tuple[Store, Snapshot], wanted: str
) -> None:
    result = search(*watch, Asked(actors=(wanted,)))
    assert {one.analysis.language for one in result.found.articles} == {"vi", "ru", "fa", "zh"}
    assert "person/ilham-aliyev" in result.terms


def test_words_and_filters_all_hold_and_of_one_kind_of_filter_any(watch: tuple[Store, Snapshot]) -> None:
    assert languages(watch, actors=("person/ilham-aliyev", "person/nikol-pashinyan")) == {"vi"}
    assert languages(watch, languages=("ru", "zh")) == {"ru", "zh"}
    assert languages(watch, outlets=("bản tin",)) == {"vi", "fa", "en"}
    assert languages(watch, outlets=("source-2", "Bản tin"), words="посла OR mali") == {"ru", "en"}
    assert languages(watch, topics=("peace-treaty",)) == {"vi"}
    assert languages(watch, words="-mali", since=NOW - timedelta(minutes=90)) == {"vi", "ru"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"actors": ("Qqxyzzy Vwkjh",)}, "--actor: nobody is called `Qqxyzzy Vwkjh`"),
        ({"actors": ("person/ilham-aliev",)}, "did you mean `person/ilham-aliyev`"),
        ({"topics": ("peace-treety",)}, "--topic: no topic is called `peace-treety`"),
        ({"outlets": ("Nobody's Post",)}, "--outlet: no source is called"),
    ],
)
def test_whoever_nobody_knows_is_named(watch: tuple[Store, Snapshot], asked: dict[str, Any], said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        search(*watch, Asked(**asked))
    assert said in str(refused.value)


def test_what_holds_nothing_to_look_for_finds_nothing(watch: tuple[Store, Snapshot]) -> None:
    result = search(*watch, Asked(words="!!! ???"))
    assert (result.found.total, result.query.ignored) == (0, ("!!!", "???"))
    assert search(*watch, Asked()).found.total == len(TOLD), "nothing asked for is everything"


def test_whoever_asks_in_a_chat_is_shown_a_few(watch: tuple[Store, Snapshot]) -> None:
    result = look_up(*watch, "aliyev OR алиев OR mali", limit=2)
    assert (len(result.found.articles), result.found.total) == (2, 3)
    assert look_up(*watch, '"(*').found.articles == ()


def test_a_copy_that_came_before_is_known(watch: tuple[Store, Snapshot]) -> None:
    _, title, text = TOLD[1]
    first = alike(*watch, given(77, title, text, fingerprint="another"))[0]
    assert (first.one.article.title, first.likeness.kind, first.likeness.share) == (title, "copy", 1.0)


def test_news_is_like_nothing_stored(watch: tuple[Store, Snapshot]) -> None:
    assert alike(*watch, given(78, "Iceland votes", "A new parliament was elected in Reykjavik on Saturday.")) == ()


def test_articles_of_a_story_stand_together(watch: tuple[Store, Snapshot]) -> None:
    found = search(*watch, Asked()).found.articles
    told = [replace(one, story_id=story) for one, story in zip(found, ["a", None, "b", "a", None], strict=True)]
    assert [len(members) for members in by_story(told)] == [2, 1, 1, 1]
