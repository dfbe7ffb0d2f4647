"""What is to be muted is found by whatever people call it; a slip has its hint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from doubles.outcomes import NOW, PROFILE, article, outcome, source, tell
from doubles.snapshots import snapshot

from monitor.decide.code import code_of
from monitor.decide.profile import Profile, Term
from monitor.errors import ConfigError
from monitor.model import MuteKind
from monitor.muting.subjects import Subject, subject_of
from monitor.ports import Store
from monitor.settings.snapshot import Snapshot
from monitor.store import open_store

CODE = code_of(PROFILE, "story-1")
SOURCES = (
    source(1, name="Harbour Post"),
    source(2, name="Coast Radio"),
    source(3, name="Coast Radio"),
)
WATCHED = Profile(id=PROFILE, name="The Caucasus", watch=(Term(id="country/AZ", weight=1.0),))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Nothing here writes to it."""
    opened = open_store(tmp_path_factory.mktemp("store") / "watch.db")
    opened.sync_sources([source(1)], NOW)
    opened.commit(outcome(1), NOW)
    opened.commit(outcome(9, tell(action="drop"), matches=(), story=None), NOW)
    yield opened
    opened.close()


@pytest.fixture
def watched(tmp_path: Path) -> Snapshot:
    return snapshot(tmp_path, profiles=[WATCHED], sources=SOURCES)


def test_a_code_names_a_story_as_its_profile_tells_it(store: Store, watched: Snapshot) -> None:
    found = subject_of("story", f"{CODE[:4].lower()} {CODE[4:]}", store=store, snapshot=watched)
    assert found == Subject(kind="story", id="story-1", name=article(1).title, profile=PROFILE)


@pytest.mark.parametrize("words", [article(1).id, article(1).url])
def test_an_article_names_its_story_for_every_profile(store: Store, watched: Snapshot, words: str) -> None:
    assert subject_of("story", words, store=store, snapshot=watched).id == "story-1"
    assert subject_of("story", words, store=store, snapshot=watched).profile == ""


@pytest.mark.parametrize(
    ("kind", "words", "subject"),
    [
        ("actor", "person/ilham-aliyev", "person/ilham-aliyev"),
        ("actor", "Ильхам Алиев", "person/ilham-aliyev"),
        ("outlet", "source-1", "source-1"),
        ("outlet", "harbour post", "source-1"),
        ("outlet", "coast radio", "Coast Radio"),
        ("outlet", "source-3", "source-3"),
        ("profile", PROFILE, PROFILE),
        ("profile", "the caucasus", PROFILE),
    ],
)
def test_an_id_or_a_name_in_any_case_is_enough(
    store: Store, watched: Snapshot, kind: MuteKind, words: str, subject: str
) -> None:
    found = subject_of(kind, words, store=store, snapshot=watched)
    assert (found.kind, found.id, found.profile) == (kind, subject, "")
    assert found.name


@pytest.mark.parametrize(
    ("kind", "words", "said"),
    [
        ("story", "K7QM2XPD", "no message has this code, and no stored article this id or address"),
        ("story", article(9).id, "no profile matched it"),
        ("actor", "Ilhamm Aliyef", "did you mean `person/ilham-aliyev`?"),
        ("actor", "topic/peace-treaty", "no actor is called that"),
        ("actor", "Li", "several are called that (write one of "),
        ("outlet", "Harbor Post", "did you mean `source-1`?"),
        ("outlet", "xyzzy", "`monitor sources list`"),
        ("profile", "caucasas", "did you mean `caucasus`?"),
        ("profile", "xyzzy", "`monitor status`"),
    ],
)
def test_what_is_not_known_or_not_clear_is_answered_with_what_to_write(
    store: Store, watched: Snapshot, kind: MuteKind, words: str, said: str
) -> None:
    with pytest.raises(ConfigError) as slip:
        subject_of(kind, words, store=store, snapshot=watched)
    assert said in str(slip.value)
    assert "\n" not in str(slip.value)
