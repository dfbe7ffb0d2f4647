"""Sources: groups are spread over their feeds, and nothing stands twice."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from monitor.errors import ConfigError
from monitor.model import Source
from monitor.settings.sources import load_sources, same_feed


def load(tmp_path: Path, text: str) -> tuple[Source, ...]:
    path = tmp_path / "sources.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return load_sources(path)


def test_a_source_takes_from_its_group_what_it_does_not_say(tmp_path: Path) -> None:
    text = """\
        groups:
          - name: Azerbaijan
            country: AZ
            language: az
            sources:
              - {id: azertag, name: Azertag, url: https://azertag.az/rss.xml}
              - id: bbc-az
                name: BBC
                url: http://127.0.0.1:8080/rss
                country: GB
                language: en
                weight: 2
                pages: hinted
                allow_private: true
          - name: World
            sources: [{id: un, name: UN News, url: "https://news.un.org/rss"}]
        """
    assert load(tmp_path, text) == (
        Source(
            id="azertag",
            name="Azertag",
            url="https://azertag.az/rss.xml",
            language="az",
            country="AZ",
            group="Azerbaijan",
        ),
        Source(
            id="bbc-az",
            name="BBC",
            url="http://127.0.0.1:8080/rss",
            language="en",
            country="GB",
            group="Azerbaijan",
            weight=2.0,
            pages="hinted",
            allow_private=True,
        ),
        Source(id="un", name="UN News", url="https://news.un.org/rss", group="World"),
    )


def test_groups_may_say_weight_tags_pages_and_interval_for_their_sources(tmp_path: Path) -> None:
    text = """\
        groups:
          - name: G
            weight: 2
            tags: [caucasus, daily]
            pages: hinted
            interval: {min: 1 h, max: 6 h}
            sources:
              - {id: a, name: A, url: "http://a/"}
              - {id: b, name: B, url: "http://b/", weight: 1, tags: agency, pages: all, interval: {max: 2 d}}
        """
    a, b = load(tmp_path, text)
    assert (a.weight, a.tags, a.pages, a.floor_s, a.ceiling_s) == (2, ("caucasus", "daily"), "hinted", 3600, 21600)
    assert (b.weight, b.tags, b.pages) == (1, ("caucasus", "daily", "agency"), "all")
    assert (b.floor_s, b.ceiling_s) == (None, 172800)


@pytest.mark.parametrize(
    ("interval", "private", "bounds"),
    [
        ("{min: 3 d}", False, (259_200, None)),
        ("{max: 5 min}", True, (None, 300)),
        ("{min: 1 min, max: 30 d}", True, (60, 2_592_000)),
        ("{min: 15 min}", False, (900, None)),
    ],
)
def test_an_interval_is_kept_in_seconds(
    tmp_path: Path, interval: str, private: bool, bounds: tuple[int | None, int | None]
) -> None:
    line = f"- {{id: a, name: A, url: http://a/, allow_private: {str(private).lower()}, interval: {interval}}}"
    (source,) = load(tmp_path, GROUP + f"      {line}\n")
    assert (source.floor_s, source.ceiling_s) == bounds


def test_a_kind_and_its_selector_are_kept(tmp_path: Path) -> None:
    lines = ["- {id: a, name: A, url: http://a/, kind: page, selector: 'h2 > a'}", "- {id: b, name: B, url: http://b/}"]
    a, b = load(tmp_path, GROUP + "".join(f"      {line}\n" for line in lines))
    assert (a.kind, a.selector) == ("page", "h2 > a")
    assert (b.kind, b.selector) == ("feed", "")


def test_a_groups_interval_that_is_too_short_is_named_once(tmp_path: Path) -> None:
    text = """\
        groups:
          - name: G
            interval: {min: 5 min}
            sources:
              - {id: a, name: A, url: "http://a/"}
              - {id: b, name: B, url: "http://b/"}
        """
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, text)
    (fault,) = raised.value.faults
    assert (fault.line, "polite" in fault.what, "`15 min`" in fault.hint) == (3, True, True)


GROUP = "groups:\n  - name: G\n    sources:\n"


@pytest.mark.parametrize(
    ("lines", "line", "column", "what", "hint"),
    [
        (
            "- {id: a, name: A, url: http://a/1}\n- {id: a, name: A, url: http://a/2}",
            5,
            14,
            "`a` stands twice",
            "line 4",
        ),
        ("- {id: a, name: A, url: http://a/1}\n- {id: b, name: A, url: https://A/1/}", 5, 31, "stands twice", "line 4"),
        ("- {id: a, name: A, url: ftp://a/1}", 4, 31, "not an address of the web", "https://"),
        ("- {id: a, name: A, url: /etc/passwd}", 4, 31, "not an address of the web", "https://"),
        ("- {id: a, name: A, url: 'http://[::1'}", 4, 31, "is not an address", "port"),
        ("- {id: a, name: A, url: 'http://a:x/'}", 4, 31, "is not an address", "port"),
        ("- {id: a, name: A, url: 'http://a b/'}", 4, 31, "is not an address", "spaces"),
        ("- {id: a, name: A, url: 'http://u:p@a/'}", 4, 31, "a user name stands in the address", "log-in"),
        ("- {id: A b, name: A, url: http://a/}", 4, 14, "`A b` cannot be an id", "small letters"),
        ("- {id: 168, name: A, url: http://a/}", 4, 14, "should be text, not a whole number", "quotes"),
        ("- {id: a, name: A}", 4, 9, "`url` is missing", ""),
        ("- {id: a, name: A, url: http://a/, lang: en}", 4, 42, "unknown key `lang`", "did you mean `language`?"),
        ("- {id: a, name: A, url: http://a/, country: UK}", 4, 51, "unknown country `UK`", "`GB`"),
        ("- {id: a, name: A, url: http://a/, language: vn}", 4, 52, "unknown language `vn`", "`vi`"),
        ("- {id: a, name: A, url: http://a/, pages: some}", 4, 49, "one of: all, hinted, none", ""),
        ("- {id: a, name: A, url: http://a/, weight: 0}", 4, 50, "more than 0", ""),
        ("- {id: a, name: A, url: http://a/, allow_private: no}", 4, 57, "true or false, not text", ""),
        ("- {id: a, name: A, url: http://a/, kind: rss}", 4, 48, "one of: feed, sitemap, page", ""),
        ("- {id: a, name: A, url: http://a/, kind: page, selector: 'a['}", 4, 64, "no CSS selector", "news-list"),
        ("- {id: a, name: A, url: http://a/, selector: a}", 4, 42, "only a list page has a `selector`", "kind: page"),
        ("- {id: a, name: A, url: http://a/, tags: ['a,b']}", 4, 49, "`a,b` cannot be a tag", "without commas"),
        ("- {id: a, name: A, url: http://a/, interval: 1 h}", 4, 52, "a mapping", ""),
        ("- {id: a, name: A, url: http://a/, interval: {}}", 4, 52, "`interval` says nothing", "for instance"),
        ("- {id: a, name: A, url: http://a/, interval: {min: 20}}", 4, 58, "no length of time", "`20 min`"),
        ("- {id: a, name: A, url: http://a/, interval: {max: 31 d}}", 4, 58, "`31 d` is out of bounds", "`30 d`"),
        ("- {id: a, name: A, url: http://a/, interval: {min: 5 min}}", 4, 58, "no polite interval", "`15 min`"),
        ("- {id: a, name: A, url: http://a/, interval: {min: 2 h, max: 1 h}}", 4, 52, "longer than", "exchange"),
    ],
)
def test_a_slip_is_named_with_its_place_and_a_hint(
    tmp_path: Path, lines: str, line: int, column: int, what: str, hint: str
) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, GROUP + "".join(f"      {each}\n" for each in lines.split("\n")))
    (fault,) = raised.value.faults
    assert (fault.line, fault.column) == (line, column)
    assert what in fault.what
    assert hint in fault.hint


def test_scheme_case_of_the_host_and_a_last_slash_do_not_make_another_feed() -> None:
    assert same_feed("http://A.example/x/#y") == same_feed("https://a.example:443/x")
    assert same_feed("http://a.example/x?y=1") != same_feed("http://a.example/x?y=2")
