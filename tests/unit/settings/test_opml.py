"""OPML: subscriptions come in without a word of the owner's being lost, go out, and come back as known."""

from __future__ import annotations

import difflib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.model import Source
from monitor.settings.opml import NAMESPACE, read_opml, write_opml
from monitor.settings.sources import load_sources
from monitor.settings.subscribe import Imported, import_opml

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


def brought(opml: Path, sources: Path) -> Imported:
    return import_opml(opml.read_bytes(), sources, file=opml.name)


def test_an_import_adds_lines_and_touches_no_other(tmp_path: Path) -> None:
    opml, sources = write(tmp_path, OPML)
    done = brought(opml, sources)
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
    brought(opml, sources)
    before = sources.read_bytes()
    done = brought(opml, sources)
    assert (done.added, done.known) == ((), 6)
    assert sources.read_bytes() == before


def test_line_ends_and_file_mode_of_the_owner_stay(tmp_path: Path) -> None:
    opml, sources = write(tmp_path, OPML, SOURCES.replace("\n", "\r\n"))
    sources.chmod(0o600)
    brought(opml, sources)
    assert sources.read_bytes().replace(b"\r\n", b"").count(b"\n") == 0
    assert sources.stat().st_mode & 0o777 == 0o600
    assert len(load_sources(sources)) == 7


def test_what_cannot_be_a_feed_is_left_out_and_named(tmp_path: Path) -> None:
    opml, sources = write(
        tmp_path,
        '<opml version="2.0"><body>\n<outline text="x" xmlUrl="javascript:alert(1)"/>\n'
        '<outline text="y" xmlUrl="https://y.example/"/></body></opml>',
    )
    done = brought(opml, sources)
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
    done = brought(opml, sources)
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
    brought(opml, sources)
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
        read_opml(opml.read_bytes(), file=str(opml))
    (fault,) = raised.value.faults
    assert fault.line == line
    assert what in fault.what


def test_an_export_comes_back_as_known(tmp_path: Path) -> None:
    _, sources = write(tmp_path, "")
    created = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    written = write_opml(load_sources(sources), title="Feeds & \x01more", created=created)
    (tmp_path / "out.opml").write_bytes(written)
    outlines, faults = read_opml((tmp_path / "out.opml").read_bytes(), file="out.opml")
    assert not faults
    assert [(outline.folder, outline.title) for outline in outlines] == [("Azerbaijan", "Azertag"), ("Zürich", "NZZ")]
    assert brought(tmp_path / "out.opml", sources).added == ()
    assert b"<title>Feeds &amp; more</title>" in written
    assert b"Sat, 21 Nov 2026 18:00:00 +0000" in written


def test_a_source_without_a_group_stands_at_the_top_of_an_export() -> None:
    source = Source(id="a", name="A", url="https://a.example/", language="vi")
    written = write_opml([source], title="x", created=datetime(2026, 1, 1, tzinfo=UTC)).decode()
    assert '\n    <outline type="rss" text="A" title="A" xmlUrl="https://a.example/" language="vi" ' in written


def one(text: str) -> str:
    return f"<outline {text}/>"


BODY = '<opml version="2.0"><head/><body>%s</body></opml>'


@pytest.mark.parametrize(
    ("outline", "title", "url"),
    [
        ('text="A" xmlUrl="https://a.example/"', "A", "https://a.example/"),
        ('TEXT="A" XMLURL="https://a.example/"', "A", "https://a.example/"),
        ('title=" " text="A" xmlUrl=" https://a.example/ "', "A", "https://a.example/"),
        ('type="rss" text="A" url="https://a.example/"', "A", "https://a.example/"),
        ('text="A" xmlUrl="feed://a.example/rss"', "A", "http://a.example/rss"),
        ('text="A" xmlUrl="feed:https://a.example/rss"', "A", "https://a.example/rss"),
        (
            'text="A" description="d" htmlUrl="https://h/" type="atom" xmlUrl="https://a.example/"',
            "A",
            "https://a.example/",
        ),
        ('text="A" xmlUrl="https://a.example/?x=1&y=2"', "A", "https://a.example/?x=1&y=2"),
        ('text="A&nbsp;&eacute; &amp; B" xmlUrl="https://a.example/"', "A é & B", "https://a.example/"),
        ('text="A\x0bB" xmlUrl="https://a.example/"', "A B", "https://a.example/"),
        ('text="A" frss:cssFullContent="p" xmlUrl="https://a.example/"', "A", "https://a.example/"),
    ],
)
def test_what_readers_write_is_understood(outline: str, title: str, url: str) -> None:
    (found,), faults = read_opml((BODY % one(outline)).encode(), file="x")
    assert (found.title, found.url, faults) == (title, url, ())


@pytest.mark.parametrize("outline", ['type="link" text="A" url="https://a.example/"', 'text="A" htmlUrl="https://a/"'])
def test_what_is_no_subscription_is_passed_over(outline: str) -> None:
    assert read_opml((BODY % one(outline)).encode(), file="x") == ((), ())


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("windows-1251", "windows-1251"),
        ("koi8-r", "KOI8-R"),
        ("gb18030", "GB18030"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "utf-16"),
        ("utf-8", "utf-16"),  # written by a program that changed its mind
        ("utf-8-sig", "utf-8"),
        ("utf-8-sig", ""),
        ("utf-8", ""),
    ],
)
def test_an_encoding_is_believed_as_far_as_it_can_be_true(encoding: str, declared: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = f"{declaration}\n" + BODY % one('text="Новости" xmlUrl="https://a.example/"')
    (found,), _ = read_opml(text.encode(encoding), file="x")
    assert (found.title, found.line) == ("Новости", 2)


def test_space_before_the_declaration_does_no_harm() -> None:
    text = '\n\n <?xml version="1.0"?>' + BODY % one('text="A" xmlUrl="https://a.example/"')
    assert len(read_opml(text.encode(), file="x")[0]) == 1


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b'<?xml version="1.0" encoding="klingon"?><opml/>', "an encoding that nobody knows: klingon"),
        (b'<?xml version="1.0" encoding="hex"?><opml/>', "no encoding of text: hex"),
        (b"<opml>\xff</opml>", "not in the encoding that it names"),
    ],
)
def test_an_encoding_that_cannot_be_is_named(raw: bytes, what: str) -> None:
    with pytest.raises(ConfigError) as raised:
        read_opml(raw, file="x")
    assert what in raised.value.faults[0].what


def test_categories_become_tags_and_nested_folders_one_group() -> None:
    text = BODY % (
        '<outline text="Asia"><outline text="Vietnam" title="Vietnam">'
        '<outline text="A" category="/news/politics, daily,,daily" xmlUrl="https://a.example/"/></outline></outline>'
    )
    (found,), _ = read_opml(text.encode(), file="x")
    assert (found.folder, found.tags) == ("Asia / Vietnam", ("news/politics", "daily"))


def test_our_own_fields_count_under_any_prefix_and_only_in_our_namespace(tmp_path: Path) -> None:
    outlines = one('text="A" N:id="mine" N:weight="2" n:x="1" xmlUrl="https://a.example/"')
    ours = f'<opml xmlns:N="{NAMESPACE}"><body>{outlines}</body></opml>'
    foreign = ours.replace(NAMESPACE, "urn:other")
    for text, ids in ((ours, ("mine",)), (foreign, ("a",))):
        opml, sources = write(tmp_path, text, "groups: []\n")
        assert brought(opml, sources).added == ids


def test_a_field_of_ours_that_cannot_be_is_named_and_its_source_added_without_it(tmp_path: Path) -> None:
    own = 'm:id="Not An Id" m:weight="heavy" m:pages="some" m:country="XX" m:min="2 d" m:max="1 d" m:kind="page"'
    opml, sources = write(
        tmp_path,
        f'<opml xmlns:m="{NAMESPACE}"><body>\n{one(f"""text="A" {own} xmlUrl="https://a.example/" """)}</body></opml>',
        "groups: []\n",
    )
    done = brought(opml, sources)
    assert done.added == ("a",)
    assert not done.faults
    assert {fault.what.split("`")[1] for fault in done.dropped} == {"weight", "pages", "country", "interval"}
    assert {fault.line for fault in done.dropped} == {2}
    (source,) = load_sources(sources)
    assert (source.kind, source.weight, source.pages, source.floor_s) == ("page", 1.0, "all", None)


def test_an_import_into_a_group_says_what_that_group_says_otherwise(tmp_path: Path) -> None:
    text = "groups:\n  - name: G\n    weight: 2\n    tags: x\n    sources: []\n"
    source = Source(id="a", name="A", url="https://a.example/", group="G", tags=("x", "y"))
    opml, sources = write(tmp_path, write_opml([source], title="t", created=datetime(2026, 1, 1, tzinfo=UTC)), text)
    brought(opml, sources)
    assert load_sources(sources) == (source,)
    assert '{id: a, name: A, url: "https://a.example/", weight: 1.0, tags: [y]}' in sources.read_text(encoding="utf-8")


def test_no_secret_and_no_leave_to_connect_leaves_with_an_export() -> None:
    source = Source(
        id="a",
        name="A",
        url="https://a.example/",
        allow_private=True,
        headers=(("Authorization", "Basic c2VjcmV0"),),
        secrets=("hunter2",),
        missing="the environment variable WORD is not set",
    )
    written = write_opml([source], title="x", created=datetime(2026, 1, 1, tzinfo=UTC)).decode()
    assert not [word for word in ("Authorization", "c2VjcmV0", "hunter2", "WORD", "private") if word in written]


def test_what_is_no_feed_leaves_as_a_link_and_comes_back_as_it_was(tmp_path: Path) -> None:
    listing = Source(id="a", name="A", url="https://a.example/", group="G", kind="page", selector='h2 > a[href^="/n"]')
    written = write_opml([listing], title="x", created=datetime(2026, 1, 1, tzinfo=UTC))
    assert b'type="link"' in written
    assert b"xmlUrl" not in written
    opml, sources = write(tmp_path, written, "groups: []\n")
    brought(opml, sources)
    assert load_sources(sources) == (listing,)
