"""The database as a file: opened by several processes, held by another, damaged, newer, or somebody else's."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from doubles.outcomes import CHANNEL, NOW, PROFILE, hold, outcome, source, story
from sqlalchemy import create_engine

from monitor.decide.code import code_of
from monitor.errors import StoreError
from monitor.model import Query, Search
from monitor.store import full_text, migrate, open_store
from monitor.store.schema import metadata

TESTS = Path(__file__).parents[1]

pytestmark = pytest.mark.usefixtures("migrations")

JOIN_ONE_STORY = """
import sys
from doubles.outcomes import NOW, outcome, story
from monitor.errors import StoryConflict
from monitor.store import open_store

store = open_store(sys.argv[1])
for number in range(int(sys.argv[2]), 60, 2):
    while True:
        revision = max((known.revision for known in store.open_stories(NOW)), default=0) + 1
        try:
            store.commit(outcome(number, story=story(1, revision=revision)), NOW)
            break
        except StoryConflict:
            continue
"""


def start(code: str, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": f"{TESTS}{os.pathsep}{TESTS.parent}"}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=environment, text=True, stdout=subprocess.PIPE
    )


def test_two_processes_make_one_database_and_lose_no_change(tmp_path: Path) -> None:
    """Both find no file, both migrate, and both add to the same story."""
    path = tmp_path / "watch.db"
    both = [start(JOIN_ONE_STORY, str(path), str(first)) for first in (0, 1)]
    for process in both:
        process.communicate(timeout=60)
    assert [process.returncode for process in both] == [0, 0]
    with closing(open_store(path)) as store:
        assert [story.revision for story in store.open_stories(NOW)] == [60]
        counts = store.counts(NOW)
    assert counts.articles == 60
    assert counts.deliveries == {"pending": 1}


def test_a_database_held_by_another_is_waited_for_and_then_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    with closing(open_store(path, wait_s=0.1)) as store, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"watch\.db: database is locked \(another process"):
            store.sync_sources([source(1)], NOW)
        assert store.source_states() == (), "reading needs no lock"
        other.execute("ROLLBACK")
        store.sync_sources([source(1)], NOW)
        assert len(store.source_states()) == 1


def test_a_database_that_is_up_to_date_opens_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    open_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        open_store(path, wait_s=0.1).close()


def test_a_file_that_is_no_database_is_named_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("buy milk\n" * 1000)
    with pytest.raises(StoreError, match=r"notes\.txt: file is not a database \(.+\)"):
        open_store(path)
    assert path.read_text() == "buy milk\n" * 1000


def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE moz_places (id INTEGER)")
    with pytest.raises(StoreError, match="some other program"):
        open_store(path)
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("moz_places",)]


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    open_store(path).close()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer monitor, schema 9999"):
        open_store(path)


@pytest.mark.parametrize("column", ["analysis", "text"])
def test_a_damaged_row_is_an_error_in_words(tmp_path: Path, column: str) -> None:
    path = tmp_path / "watch.db"
    with closing(open_store(path)) as store:
        store.commit(outcome(1), NOW)
        with closing(sqlite3.connect(path)) as other, other:
            other.execute(f"UPDATE articles SET {column} = x'00ff'")  # noqa: S608
        with pytest.raises(StoreError, match="a row cannot be read"):
            store.find_article(outcome(1).article.id)


def test_a_folder_and_another_kind_of_database_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open database file"):
        open_store(tmp_path)
    with pytest.raises(StoreError, match="no such database here"):
        open_store("postgresql://me:secret@db.example/watch")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="its folder cannot be made"):
        open_store(tmp_path / "file" / "watch.db")


@pytest.mark.parametrize("name", ["watch me.db", "100%.db", "tin tức?.db", "new/folder/watch.db"])
def test_any_path_will_do(tmp_path: Path, name: str) -> None:
    open_store(tmp_path / name).close()
    with closing(open_store(f"sqlite:///{tmp_path / name}")) as store:
        assert store.counts(NOW).articles == 0
    assert (tmp_path / name).is_file()


def test_the_migrations_make_what_the_schema_says(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    open_store(path).close()
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        differing = [one for one in compare_metadata(context, metadata) if not _of_full_text(one)]
        assert differing == []
    engine.dispose()


def _of_full_text(difference: Any) -> bool:
    """A table of SQLite's own, which SQLAlchemy does not know and a migration makes."""
    return difference[0] == "remove_table" and difference[1].name in (full_text.TABLE, *full_text.SHADOWS)


#: its columns before 0007
REKEYED_HELD = "profile, story_id, reason, until, channels, held_at, slot"


def take_back_to(revision: str, path: Path) -> None:
    """The database as it was at that revision, but for what its rows say: later tables, indexes and columns go."""
    earlier = path.with_name("earlier.db")
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    with create_engine(f"sqlite:///{earlier}").begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    with closing(sqlite3.connect(earlier)) as then, closing(sqlite3.connect(path)) as now, now:
        # an index goes with its table; those without a statement are SQLite's own
        query = "SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type"
        known = then.execute(query).fetchall()
        for kind, name in now.execute(query).fetchall():
            if (kind, name) not in known and name not in full_text.SHADOWS:  # these go with their table
                now.execute(f"DROP {kind} {name}")
        _rekeyed_back(then, now)
        for kind, name in known:
            if kind == "table":
                query = f"SELECT name FROM pragma_table_info('{name}')"  # noqa: S608
                for (column,) in set(now.execute(query)) - set(then.execute(query)):
                    now.execute(f"ALTER TABLE {name} DROP COLUMN {column}")
        now.execute("UPDATE alembic_version SET version_num = ?", [revision])


def _rekeyed_back(then: sqlite3.Connection, now: sqlite3.Connection) -> None:
    """Tables that were by profile before they were by reader (0007)."""
    for name, columns in (("digests", "substr(reader, 9), slot, due, opened_at"), ("held", REKEYED_HELD)):
        (made,) = then.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
        if "reader" not in made:
            rows = now.execute(f"SELECT {columns} FROM {name}").fetchall()  # noqa: S608
            now.execute(f"DROP TABLE {name}")
            now.execute(made)
            places = ", ".join("?" * len(then.execute(f"PRAGMA table_info({name})").fetchall()))
            now.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608
            for (index,) in then.execute(
                "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", [name]
            ):
                now.execute(index)
    now.execute("UPDATE outbox SET profile = substr(profile, 9) WHERE kind = 'digest'")


def test_what_came_before_there_was_an_index_is_found_once_it_is_indexed(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    with closing(open_store(path)) as store:
        store.commit(outcome(1), NOW)
        store.index()
    take_back_to("0008", path)
    with closing(open_store(path)) as store:
        assert store.unindexed() == 1
        store.index()
        (found,) = store.search(Search(query=Query())).articles
    assert found.article == outcome(1).article


def test_a_damaged_article_is_passed_over_by_the_index_and_can_go(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    with closing(open_store(path)) as store:
        for number in (1, 2):
            store.commit(replace(outcome(number), story=None, verdicts=(), entry=None), NOW)
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("UPDATE articles SET text = x'00' WHERE id LIKE '%1'")
        assert (store.index(), store.unindexed()) == (2, 0)
        assert [one.article.id for one in store.search(Search(query=Query())).articles] == [outcome(2).article.id]
        assert store.prune(NOW + timedelta(days=1)).articles == 2


def test_what_was_told_before_there_were_codes_can_be_answered(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    with closing(open_store(path)) as store:
        store.commit(outcome(1), NOW)
        store.commit(outcome(5, hold(NOW)), NOW)
    take_back_to("0003", path)
    with closing(open_store(path)) as store:
        told = [store.telling(code_of(PROFILE, story)) for story in ("story-1", "story-5")]
    assert [telling and telling.story_id for telling in told] == ["story-1", "story-5"]


def test_what_was_told_before_tellings_were_kept_is_not_told_again(tmp_path: Path) -> None:
    path, later = tmp_path / "watch.db", NOW + timedelta(days=1)
    with closing(open_store(path)) as store:
        store.commit(outcome(1), NOW)
        store.commit(outcome(5, hold(NOW)), NOW)
        store.commit(outcome(7, hold(later)), NOW)
        assert store.open_digest(f"profile/{PROFILE}", "2026-11-21 08:00", [CHANNEL], NOW, NOW)
    take_back_to("0006", path)
    with closing(open_store(path)) as store:
        alert, line, waiting = (store.told(f"story-{number}")[PROFILE] for number in (1, 5, 7))
        assert (alert.alerts, alert.digests, alert.waits) == (1, 0, True)
        assert (line.alerts, line.digests, line.kind, line.waits) == (0, 1, "digest", False)
        assert (waiting.due, waiting.waits) == (later, True)
        assert alert.extent.outlets == ("News 1",)
        assert alert.extent.last_seen == story(1).last_seen
        assert [held.story_id for held in store.held(f"profile/{PROFILE}", later)] == ["story-7"]
        assert [one.story.id for one in store.digest_lines(f"profile/{PROFILE}", "2026-11-21 08:00")] == ["story-5"]
        assert store.since(f"profile/{PROFILE}", later) == NOW
        assert sorted(row.profile for row in store.lease(later, 60.0)) == [PROFILE]


def test_what_a_first_version_said_of_missing_terms_is_kept_with_its_kind(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    with closing(open_store(path)) as store:
        store.commit(outcome(1), NOW)
    lines = ["required, not there: one of country/AM", "excluded, and there: topic/sport", "not there: country/US"]
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE matches SET missing = ?", [json.dumps(lines)])
    take_back_to("0001", path)
    with closing(open_store(path)) as store:
        stored = store.find_article(outcome(1).article.id)
    assert stored is not None
    assert [str(one) for one in stored.matches[0].missing] == lines


def test_the_newest_migration_is_the_one_the_code_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]


def test_opening_a_database_that_is_up_to_date_does_not_import_alembic(tmp_path: Path) -> None:
    path = tmp_path / "watch.db"
    open_store(path).close()
    code = "import sys; from monitor.store import open_store; open_store(sys.argv[1]); print('alembic' in sys.modules)"
    output, _ = start(code, str(path)).communicate(timeout=60)
    assert output.strip() == "False"


def test_a_commit_is_in_the_log_of_the_kernel_before_it_returns(tmp_path: Path) -> None:
    """WAL with synchronous=NORMAL (1), foreign keys enforced: what the promise of `sqlite.py` rests on."""
    with closing(open_store(tmp_path / "watch.db")) as store, store._database.read() as connection:
        asked = ("journal_mode", "synchronous", "foreign_keys")
        assert [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in asked] == ["wal", 1, 1]
