"""OPML: subscriptions come in without a word of the owner's being lost, go out, and come back as known."""

from __future__ import annotations

import difflib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.model import Source
from monitor.settings.opml import read_opml, write_opml
from monitor.settings.sources import load_sources
from monitor.settings.subscribe import import_opml

SOURCES = """\
# my feeds
groups:

  # ---- first
  - name: Azerbaijan
    country: AZ
    sources:
      - {id: azertag, name: Azertag, url: "https://azertag.az/rss.xml"}   # the agency
      # above: agencies

  # ---- second
  - name: Zürich
    sources:
    - id: nzz
      name: NZZ   # a newspaper
      url: "https://nzz.example/rss"
# the end
"""
OPML = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>mine</title></head><body>
<outline text="Azerbaijan">
  <outline type="rss" text="Xəbər &amp; more" xmlUrl="https://xeber.example/rss" language="az-AZ"/>
  <outline type="rss" text="known" xmlUrl="http://AZERTAG.az/rss.xml"/>
</outline>
<outline text="Zürich"><outline title="Tagblatt" xmlUrl="https://tagblatt.example/rss"/></outline>
<outline text="Thể thao"><outline text="Bóng đá"><outline title="Báo mới" xmlUrl="https://bao.example/rss"/></outline></outline>
<outline text="" xmlUrl="https://www.168.example/rss"/>
<outline text="Azertag" xmlUrl="https://other.example/a,b?c={d}"/>
</body></opml>
"""


def write(tmp_path: Path, opml: str | bytes, sources: str = SOURCES) -> tuple[Path, Path]:
    raw = opml.encode() if isinstance(opml, str) else opml
    (tmp_path / "in.opml").write_bytes(raw)
    (tmp_path / "sources.yaml").write_bytes(sources.encode())
    return tmp_path / "in.opml", tmp_path / "sources.yaml"


def test_an_import_adds_lines_and_touches_no_other(tmp_path: Path) -> None:
    opml, sources = write(tmp_path, OPML)
    done = import_opml(opml, sources)
    assert done.added == ("xeber-more", "tagblatt", "bao-moi", "168-example", "azertag-2")
    assert (done.known, done.faults) == (1, ())
    changes = list(difflib.ndiff(SOURCES.split("\n"), sources.read_text(encoding="utf-8").split("\n")))
    assert not [line for line in changes if line.startswith("-")]
    assert [line[2:] for line in changes if line.startswith("+")] == [
        '      - {id: xeber-more, name: "Xəbər & more", language: az, url: "https://xeber.example/rss"}',
        '    - {id: tagblatt, name: Tagblatt, url: "https://tagblatt.example/rss"}',
        "",
        "  - name: Thể thao / Bóng đá",
        "    sources:",
        '      - {id: bao-moi, name: Báo mới, url: "https://bao.example/rss"}',
        "",
        "  - name: Imported",
        "    sources:",
        '      - {id: 168-example, name: www.168.example, url: "https://www.168.example/rss"}',
        '      - {id: azertag-2, name: Azertag, url: "https://other.example/a,b?c={d}"}',
    ]
    groups = {source.id: (source.group, source.country) for source in load_sources(sources)}
    assert groups["xeber-more"] == ("Azerbaijan", "AZ")
    assert groups["tagblatt"] == ("Zürich", None)
    assert groups["bao-moi"] == ("Thể thao / Bóng đá", None)


def test_a_second_import_adds_nothing(tmp_path: Path) -> None:
    opml, sources = write(tmp_path, OPML)
    import_opml(opml, sources)
    before = sources.read_bytes()
    done = import_opml(opml, sources)
    assert (done.added, done.known) == ((), 6)
    assert sources.read_bytes() == before


def test_line_ends_and_file_mode_of_the_owner_stay(tmp_path: Path) -> None:
    opml, sources = write(tmp_path, OPML, SOURCES.replace("\n", "\r\n"))
    sources.chmod(0o600)
    import_opml(opml, sources)
    assert sources.read_bytes().replace(b"\r\n", b"").count(b"\n") == 0
    assert sources.stat().st_mode & 0o777 == 0o600
    assert len(load_sources(sources)) == 7


def test_what_cannot_be_a_feed_is_left_out_and_named(tmp_path: Path) -> None:
    opml, sources = write(
        tmp_path,
        '<opml version="2.0"><body>\n<outline text="x" xmlUrl="javascript:alert(1)"/>\n'
        '<outline text="y" xmlUrl="https://y.example/"/></body></opml>',
    )
    done = import_opml(opml, sources)
    assert done.added == ("y",)
    assert [(fault.line, fault.what) for fault in done.faults] == [
        (2, "`javascript:alert(1)` is not an address of the web")
    ]


def test_hostile_titles_are_data(tmp_path: Path) -> None:
    opml, sources = write(
        tmp_path,
        '<opml version="2.0"><body><outline text="&quot;}\n      - {id: evil&#x202e;&#x85;&#x7f; # "'
        ' xmlUrl="https://y.example/"/><outline text="1e5" xmlUrl="https://z.example/"/></body></opml>',
    )
    done = import_opml(opml, sources)
    assert done.added == ("id-evil", "1e5")
    assert {source.id: source.name for source in load_sources(sources)}["id-evil"] == '"} - {id: evil #'


@pytest.mark.parametrize(
    "text",
    [
        'groups: [{name: Zürich, sources: [{id: a, name: A, url: "https://a.example/"}]}]  # mine\n',
        "groups:\n  - name: Zürich\n    sources: []  # none yet\n  - {name: Azerbaijan, sources: []}\n",
        "groups: []\n",
    ],
)
def test_an_import_takes_a_file_however_it_is_written(tmp_path: Path, text: str) -> None:
    opml, sources = write(tmp_path, OPML, text)
    import_opml(opml, sources)
    assert {source.id: source.group for source in load_sources(sources)}.items() >= {
        "tagblatt": "Zürich",
        "168-example": "Imported",
    }.items()
    assert text.partition("#")[2].partition("\n")[0] in sources.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("raw", "line", "what"),
    [
        (b'<!DOCTYPE x [<!ENTITY a "b">]><opml/>', 1, "a document type declaration"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><opml/>', 1, "a document type declaration"),
        (b"<opml>\n<body>", 2, "not XML"),
        (b"", 1, "not XML"),
        (b"<rss/>", 1, "not OPML: it begins with <rss>"),
        (b"\xff\xfe\x00", 1, "not XML"),
    ],
)
def test_what_is_not_opml_is_refused_with_its_line(tmp_path: Path, raw: bytes, line: int, what: str) -> None:
    opml, _ = write(tmp_path, raw)
    with pytest.raises(ConfigError) as raised:
        read_opml(opml)
    (fault,) = raised.value.faults
    assert fault.line == line
    assert what in fault.what


def test_an_export_comes_back_as_known(tmp_path: Path) -> None:
    _, sources = write(tmp_path, "")
    created = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    written = write_opml(load_sources(sources), title="Feeds & \x01more", created=created)
    (tmp_path / "out.opml").write_bytes(written)
    outlines, faults = read_opml(tmp_path / "out.opml")
    assert not faults
    assert [(outline.folder, outline.title) for outline in outlines] == [("Azerbaijan", "Azertag"), ("Zürich", "NZZ")]
    assert import_opml(tmp_path / "out.opml", sources).added == ()
    assert b"<title>Feeds &amp; more</title>" in written
    assert b"Sat, 21 Nov 2026 18:00:00 +0000" in written


def test_a_source_without_a_group_stands_at_the_top_of_an_export() -> None:
    source = Source(id="a", name="A", url="https://a.example/", language="vi")
    written = write_opml([source], title="x", created=datetime(2026, 1, 1, tzinfo=UTC)).decode()
    assert '<outline type="rss" text="A" title="A" xmlUrl="https://a.example/" language="vi" />' in written
