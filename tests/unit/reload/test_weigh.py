"""A set is taken whole or not at all, and its seeds are its test."""

from __future__ import annotations

import pytest
from doubles.shipped import NOW

from monitor.reload.changes import asked_otherwise, changes
from monitor.reload.weigh import Refused, Standing, stand, weigh
from monitor.replay import SeedAnalyses
from monitor.settings.home import Home
from monitor.settings.snapshot import load_snapshot


def begin(home: Home) -> Standing:
    return stand(load_snapshot(home, {}), NOW, SeedAnalyses())


def rewrite(home: Home, before: str, after: str, name: str = "affair") -> None:
    file = home.profiles / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def again(standing: Standing) -> Standing | Refused:
    return weigh(standing, {}, NOW, SeedAnalyses())


def refused(standing: Standing) -> list[str]:
    found = again(standing)
    assert isinstance(found, Refused)
    return [str(fault) for fault in found.faults]


def taken(standing: Standing) -> Standing:
    found = again(standing)
    assert isinstance(found, Standing)
    return found


def test_a_profile_with_a_fault_is_a_fault_of_the_whole_set(affair: Home) -> None:
    standing = begin(affair)
    (affair.profiles / "other.yaml").write_text("name: Other\nwacht: []\n", encoding="utf-8")
    assert any("other.yaml:2:1: unknown key `wacht`" in line for line in refused(standing))


@pytest.mark.parametrize("file", ["sources", "channels", "actors", "topics", "monitor"])
def test_so_is_one_in_any_other_file(affair: Home, file: str) -> None:
    standing = begin(affair)
    (affair.config / f"{file}.yaml").write_text("- {nonsense: [", encoding="utf-8")
    assert f"config/{file}.yaml:2:1: something is missing" in refused(standing)[0]


def test_sources_that_are_gone_are_no_empty_list(affair: Home) -> None:
    (affair.config / "sources.yaml").write_text(
        "groups:\n  - name: N\n    sources:\n      - {id: a, name: A, url: 'https://a.example/'}\n", encoding="utf-8"
    )
    standing = begin(affair)
    affair.sources.unlink()
    (line,) = refused(standing)
    assert "config/sources.yaml: the file is gone (put it back" in line
    affair.sources.write_text("groups:\n", encoding="utf-8")
    assert taken(standing).snapshot.sources == {}


def test_a_folder_that_is_gone_is_no_empty_set(affair: Home) -> None:
    standing = begin(affair)
    affair.config.rename(affair.path / "elsewhere")
    (line,) = refused(standing)
    assert "config: there is no such folder (put it back" in line
    (affair.path / "elsewhere").rename(affair.config)
    assert taken(standing).snapshot.profiles == standing.snapshot.profiles


def test_a_seed_that_an_edit_loses_is_named_with_its_line_and_the_reason(affair: Home) -> None:
    standing = begin(affair)
    rewrite(affair, "require: [country/AM]", "require: [country/JP]")
    (line,) = refused(standing)
    assert "affair.yaml:2:9: the seed 000_0387e5f3a65400b3.txt no longer matches: required, not there: " in line


def test_a_seed_that_is_rewritten_into_another_article_is_lost_too(affair: Home) -> None:
    standing = begin(affair)
    next(affair.seeds.iterdir()).write_text("Olives\nThe harvest of olives was good this year.", encoding="utf-8")
    assert "it names nothing that the profile watches" in refused(standing)[0]


def test_one_that_failed_before_stops_no_edit_and_one_that_came_back_does(affair: Home) -> None:
    rewrite(affair, "require: [country/AM]", "require: [country/JP]")
    standing = begin(affair)
    rewrite(affair, "name: Armenia and Azerbaijan", "name: The affair")
    still = taken(standing)
    rewrite(affair, "require: [country/JP]", "require: [country/AM]")
    back = taken(still)
    rewrite(affair, "require: [country/AM]", "require: [country/JP]")
    assert refused(back)


@pytest.mark.parametrize(
    ("before", "after"),
    [("name:", "seeds_must_match: false\nname:"), ("name:", "enabled: false\nname:"), ("seeds: [", "seeds: [] # [")],
)
def test_a_person_may_let_the_seed_go(affair: Home, before: str, after: str) -> None:
    standing = begin(affair)
    rewrite(affair, "require: [country/AM]", "require: [country/JP]")
    rewrite(affair, before, after)
    assert taken(standing).snapshot.profiles["affair"] != standing.snapshot.profiles["affair"]


def test_an_admin_who_is_no_channel_is_a_fault(affair: Home) -> None:
    standing = begin(affair)
    (affair.config / "monitor.yaml").write_text("admin: telegram/me\n", encoding="utf-8")
    assert "config/monitor.yaml:1:8: unknown channel `telegram/me`" in refused(standing)[0]


def test_what_is_other_is_told_by_kind_and_name(affair: Home) -> None:
    standing = begin(affair)
    assert changes(standing.snapshot, taken(standing).snapshot) == ()

    for number in range(4):
        text = (affair.profiles / "affair.yaml").read_text(encoding="utf-8")
        (affair.profiles / f"copy-{number}.yaml").write_text(text, encoding="utf-8")
    rewrite(affair, "require: [country/AM]", "require: []")
    (affair.config / "sources.yaml").write_text(
        "groups: [{name: G, sources: [{id: one, name: One, url: 'https://one.example/feed'}]}]\n", encoding="utf-8"
    )
    (affair.config / "actors.yaml").write_text(
        "- {id: person/jane-doe, name: Jane Doe, names: {en: [Jane Doe]}}\n", encoding="utf-8"
    )
    (affair.config / "monitor.yaml").write_text("workers: 5\nadmin: console\n", encoding="utf-8")
    grown = taken(standing)
    assert changes(standing.snapshot, grown.snapshot) == (
        "4 profiles added",
        "profile affair changed",
        "source one added",
        "actor person/jane-doe added",
        "workers takes effect at the next start",
        "admin is console",
    )
    assert "profile affair changed" in changes(grown.snapshot, standing.snapshot)
    assert "source one removed" in changes(grown.snapshot, standing.snapshot)


@pytest.mark.parametrize(
    ("before", "after", "asked"),
    [
        ("allow_private: false", "allow_private: true", ["paper"]),
        ("https://paper.example/feed", "https://paper.example/rss", ["paper"]),
        ("weight: 1.0", "weight: 2.0", []),
        ("name: The Paper", "name: A Paper", []),
        ("id: paper", "id: journal", []),
    ],
)
def test_only_an_edit_of_how_a_source_is_asked_is_a_reason_to_ask_it(
    affair: Home, before: str, after: str, asked: list[str]
) -> None:
    line = '{id: paper, name: The Paper, url: "https://paper.example/feed", weight: 1.0, allow_private: false}'
    text = f"groups:\n  - name: G\n    sources:\n      - {line}\n"
    affair.sources.write_text(text, encoding="utf-8")
    old = load_snapshot(affair, {})
    affair.sources.write_text(text.replace(before, after), encoding="utf-8")
    assert asked_otherwise(old, load_snapshot(affair, {}, running=old)) == asked


def test_a_template_that_cannot_render_a_sample_is_a_fault_of_the_whole_set(affair: Home) -> None:
    affair.channels.write_text("eml/a: {folder: out, from: a@b.example, to: a@b.example}\n", encoding="utf-8")
    standing = begin(affair)
    affair.templates.mkdir()
    own = affair.templates / "page.html.j2"
    own.write_text("<p>\n{{ titel }}", encoding="utf-8")
    assert "page.html.j2:2: unknown variable `titel`" in refused(standing)[0]
    own.write_text("<p>\n{{ title.nothing }}", encoding="utf-8")
    assert "page.html.j2:2: 'str object' has no attribute 'nothing'" in refused(standing)[0]
    own.write_text("{{ title }}", encoding="utf-8")
    assert taken(standing).snapshot.templates == (("page.html.j2", "{{ title }}"),)
    assert changes(standing.snapshot, taken(standing).snapshot) == ("channel eml/a changed",)
