"""Sources that a person chose are written beside what is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.settings.addition import Choice, add_sources, known_as
from monitor.settings.sources import load_sources

SOURCES = """\
# mine
groups:
  - name: Coast
    sources:
      - {id: harbour-post, name: Harbour Post, url: "https://post.example/rss"}  # the paper
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "sources.yaml"
    file.write_text(SOURCES, encoding="utf-8")
    return file


def choice(url: str = "https://new.example/rss", title: str = "Báo Mới", **more: object) -> Choice:
    return Choice(url=url, title=title, **{"kind": "feed", "language": "vi"} | more)  # type: ignore[arg-type]


def test_a_new_source_stands_in_its_group_and_no_other_line_changes(path: Path) -> None:
    added = add_sources([choice()], path, group="Coast")
    assert added == {"https://new.example/rss": "bao-moi"}
    line = '      - {id: bao-moi, name: Báo Mới, language: vi, url: "https://new.example/rss"}\n'
    assert path.read_text(encoding="utf-8") == SOURCES + line


def test_kinds_other_than_feeds_are_named(path: Path) -> None:
    add_sources([choice(kind="page", title="", language="xx", allow_private=True)], path)
    source = load_sources(path)[1]
    assert (source.id, source.name, source.kind) == ("new-example", "new.example", "page")
    assert (source.language, source.allow_private, source.group) == (None, True, "Added")


def test_what_is_there_already_is_not_added(path: Path) -> None:
    before = path.read_bytes()
    assert add_sources([choice("http://POST.example/rss/")], path) == {}
    assert path.read_bytes() == before
    assert known_as("http://POST.example/rss/", load_sources(path)) == "harbour-post"
    assert known_as("https://new.example/rss", load_sources(path)) is None


@pytest.mark.parametrize("emptied", ["groups:\n", "groups: []\n", "groups:\n  - name: Coast\n    sources:\n"])
def test_a_list_that_was_emptied_holds_no_source_and_takes_new_ones(path: Path, emptied: str) -> None:
    path.write_text("# mine\n" + emptied, encoding="utf-8")
    assert load_sources(path) == ()
    add_sources([choice()], path, group="Coast")
    text = path.read_text(encoding="utf-8")
    assert text.endswith(
        '    sources:\n      - {id: bao-moi, name: Báo Mới, language: vi, url: "https://new.example/rss"}\n'
    )
    assert [source.group for source in load_sources(path)] == ["Coast"]


def test_two_of_one_name_get_two_ids(path: Path) -> None:
    added = add_sources([choice(title="Harbour Post"), choice("https://b.example/", "Harbour Post")], path)
    assert list(added.values()) == ["harbour-post-2", "harbour-post-3"]


def test_a_hostile_title_is_a_name(path: Path) -> None:
    add_sources([choice(title='"}\n  - {id: evil, # \u202e' + "x" * 500)], path)
    added = load_sources(path)[1]
    assert added.id.startswith("id-evil-")
    assert len(added.name) <= 200


def test_an_address_that_no_source_can_have_is_refused_and_nothing_written(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ConfigError):
        add_sources([choice("https://user:word@new.example/rss")], path)
    assert path.read_bytes() == before
