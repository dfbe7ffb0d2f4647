"""OPML: what was exported and is imported again says the same; no bytes bring down the reader."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ConfigError
from monitor.model import Source
from monitor.settings.opml import read_opml, write_opml
from monitor.settings.sources import load_sources
from monitor.settings.subscribe import import_opml
from monitor.settings.wording import one_line

CREATED = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
#: names as a person types them: any script, no line breaks
names = st.text(min_size=1, max_size=40).map(one_line).filter(bool)
tags = names.filter(lambda tag: "," not in tag and not tag.startswith("/"))
folders = names.filter(lambda name: "/" not in name)
minutes = st.integers(min_value=15, max_value=60 * 24 * 30).map(lambda n: n * 60)


@st.composite
def subscriptions(draw: st.DrawFn) -> list[Source]:
    """Sources of a file, those of a group together."""
    made = []
    for at, group in enumerate(draw(st.lists(st.lists(folders, min_size=1, max_size=3), max_size=4, unique_by=str))):
        for n in range(draw(st.integers(min_value=1, max_value=3))):
            kind = draw(st.sampled_from(["feed", "sitemap", "page"]))
            bounds = sorted(draw(st.tuples(minutes, minutes)))
            made.append(
                Source(
                    id=f"s{at}.{n}",
                    name=draw(names),
                    url=f"https://s{at}.example/{n}?a=1&b='<>\"",
                    group=" / ".join(group),
                    kind=kind,
                    selector=draw(st.sampled_from(["", "h2 > a", 'a[href*="/x&y"]'])) if kind == "page" else "",
                    tags=tuple(draw(st.lists(tags, max_size=3, unique=True))),
                    language=draw(st.sampled_from([None, "az", "vi"])),
                    country=draw(st.sampled_from([None, "AZ"])),
                    weight=draw(st.floats(min_value=0.001, max_value=10)),
                    pages=draw(st.sampled_from(["all", "hinted", "none"])),
                    floor_s=draw(st.sampled_from([None, bounds[0]])),
                    ceiling_s=draw(st.sampled_from([None, bounds[1]])),
                )
            )
    return made


@given(subscriptions())
def test_what_is_exported_and_imported_again_is_the_same(sources: list[Source]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sources.yaml"
        file.write_text("groups: []\n", encoding="utf-8")
        written = write_opml(sources, title="x", created=CREATED)
        done = import_opml(written, file, file="x.opml")
        assert (done.faults, done.dropped) == ((), ())
        assert {one.id: one for one in load_sources(file)} == {one.id: one for one in sources}
        assert write_opml(load_sources(file), title="x", created=CREATED) == written
        assert import_opml(written, file, file="x.opml").added == ()


@given(st.binary(max_size=400) | st.text(alphabet="<>&;\"'=/ opmlutinexrUbdyhaqs#:!?-\n", max_size=400).map(str.encode))
def test_whatever_the_bytes_there_is_an_answer_or_a_clear_refusal(raw: bytes) -> None:
    for each in (raw, b'<opml version="2.0"><body>' + raw + b"</body></opml>"):
        with suppress(ConfigError):
            outlines, faults = read_opml(each, file="x.opml")
            assert all(one.url.startswith(("http://", "https://")) for one in outlines)
            assert all(fault.line for fault in faults)
