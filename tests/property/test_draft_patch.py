"""Whatever a person does to a drafted profile, drafting again keeps every byte of it, and the profile loads."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest
from doubles.drafts import proposal, proposed, successor
from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.draft.lines import listed, plain_item
from monitor.draft.merge.patch import patch
from monitor.draft.note import written
from monitor.draft.write import drafted, write
from monitor.errors import ConfigError
from monitor.settings.document import parse_document
from monitor.settings.profile_file import ProfileFile
from monitor.settings.revise import Revision
from monitor.settings.schema import check

TOPICS = tuple(f"topic/{name}" for name in ("peace-treaty", "ceasefire", "climate", "energy", "pipeline"))
FIRST = proposal(*(proposed(term, weight) for weight, term in enumerate(("country/AZ", "country/AM", *TOPICS[:3]), 1)))
SECOND = proposal(
    *(proposed(term, weight, count=5) for weight, term in enumerate(("country/AM", *TOPICS[1:]), 2)),
    seeds=("a_1.txt", "b, [2].txt"),
    require=(("country/AZ", "place/baku", "person/ilham-aliyev"), ("topic/climate", "topic/energy")),
    exclude=("topic/weather", "topic/food"),
    successors=(successor("person/marco-rubio", "country/AM"),),
    threshold=0.44,
)
DRAFTED = write(FIRST)
ROWS = DRAFTED.split("\n")
#: words of a person: any letters, but nothing that YAML forbids or counts as the end of a line
WORDS = st.text(st.sampled_from("abc 😀علی‌اف阿#:-[]{}'\"\t,&*"), min_size=1, max_size=30).map(lambda text: f"{text}.")
OWN_LINES = st.sampled_from(
    [
        "  - actor: person/own\n    weight: 5",
        "  -   topic:   own-topic",
        "  - phrase: {vi: nâng cấp, en: [upgrade, x]}\n    weight: 9",
        "  - any: [topic/energy, country/GE]",
    ]
)
EDITS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "weight", "comment", "words", "move", "own", "rename"]), st.integers(0, 99), WORDS
    ),
    max_size=8,
)


@dataclass
class Edited:
    """A draft in a person's hands."""

    rows: list[str] = field(default_factory=lambda: list(ROWS))
    weights: dict[str, float] = field(default_factory=dict)

    @property
    def items(self) -> list[tuple[int, int]]:
        """First row of each line of `watch`, and the row behind it."""
        begins = [at for at, row in enumerate(self.rows) if row.startswith(("  - actor", "  - topic"))]
        return [(at, at + 2) for at in begins if self.rows[at + 1].startswith("    weight")]

    def edit(self, kind: str, where: int, words: str, own: str) -> None:
        begins, ends = self.items[where % len(self.items)]
        match kind:
            case "delete" if len(self.items) > 2:
                del self.rows[begins:ends]
            case "weight":
                self.rows[ends - 1] = f"    weight: {where}.25"
            case "comment":
                self.rows.insert(where % len(self.rows), f"# {words}")
            case "words" if ":" in self.rows[at := where % len(self.rows)] and not self.rows[at].startswith("#"):
                self.rows[at] += f"  # {words}"
            case "move":
                item = self.rows[begins:ends]
                del self.rows[begins:ends]
                first = self.items[0][0]
                self.rows[first:first] = item
            case "own" if own not in "\n".join(self.rows):
                self.rows[begins:begins] = own.split("\n")
            case "rename":
                self.rows = [row if not row.startswith("name:") else f"name: '{where}'" for row in self.rows]


def value(raw: bytes) -> Any:
    return parse_document(raw, file="p.yaml").value


def worth(raw: bytes) -> dict[str, Any]:
    lines = value(raw)["watch"]
    return {line.get("actor") or line.get("topic"): line.get("weight") for line in lines if "phrase" not in line}


def subsequence(row: str, of: str) -> bool:
    rest = iter(of)
    return all(char in rest for char in row)


@settings(max_examples=150, deadline=None)
@given(edits=EDITS, own=OWN_LINES, saved=st.sampled_from(["{}", "\ufeff{}", "crlf", "no end"]), noted=st.booleans())
def test_a_patch_keeps_every_byte_that_a_person_wrote(
    edits: list[tuple[str, int, str]], own: str, saved: str, noted: bool
) -> None:
    edited = Edited()
    for kind, where, words in edits:
        edited.edit(kind, where, words, own)
    text = "\n".join(edited.rows)
    text = text if noted else text[: text.index("\n# What was drafted")]
    text = {"crlf": text.replace("\n", "\r\n"), "no end": text.rstrip("\n")}.get(saved, saved.replace("{}", text))
    raw = text.encode()

    change = patch(raw, SECOND, file="p.yaml")

    check(parse_document(change.after, file="p.yaml"), ProfileFile)
    before, after = raw.decode().split("\n"), change.after.decode().split("\n")
    for row in Counter(before) - Counter(after):
        own_words = row.strip("\r\ufeff")
        if (drafted_row := own_words.partition("  # ")[0]) in ROWS:  # what the draft wrote may go from it
            own_words = own_words.removeprefix(drafted_row)
        assert own_words in ROWS or any(subsequence(own_words, other) for other in after), row
    for term, weight in worth(raw).items():
        assert weight in (1, 2, 3, 4, 5, None) or worth(change.after)[term] == weight, term
    assert change.after.startswith(b"\xef\xbb\xbf") == raw.startswith(b"\xef\xbb\xbf")
    assert (b"\r\n" in change.after) == (b"\r\n" in raw)
    assert patch(change.after, SECOND, file="p.yaml").changes == (), "applied once, there is nothing more to do"


@settings(deadline=None)
@given(edits=EDITS, own=OWN_LINES)
def test_where_the_draft_is_the_same_an_edited_profile_stays_byte_for_byte(
    edits: list[tuple[str, int, str]], own: str
) -> None:
    edited = Edited()
    for kind, where, words in edits:
        edited.edit(kind, where, words, own)
    raw = "\n".join(edited.rows).encode()
    if "\n".join(written(drafted(FIRST))) in raw.decode():  # nobody has written into the note
        assert patch(raw, FIRST, file="p.yaml").after == raw


@given(text=st.text(max_size=200) | st.sampled_from(ROWS).map(lambda row: DRAFTED.replace(row, "")))
def test_no_file_is_too_strange_to_be_patched_or_refused_in_one_line(text: str) -> None:
    raw = text.encode("utf-8", "surrogatepass")
    refused = ""
    try:
        raw = patch(raw, SECOND, file="p.yaml").after
    except ConfigError as error:
        refused = str(error.faults[0])
    assert "\n" not in refused
    assert refused or isinstance(value(raw), dict)


def test_the_edits_of_this_test_do_edit() -> None:
    edited = Edited()
    edited.edit("own", 0, "", "  - actor: person/own")
    edited.edit("weight", 1, "", "")
    assert len([row for row in edited.rows if row not in ROWS]) == 2
    with pytest.raises(ConfigError):
        check(parse_document(b"watch: []", file="p.yaml"), ProfileFile)


@given(names=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\x00"), min_size=1)))
@example(names=[": a.txt"])
@example(names=["?a.txt"])
@example(names=["a\x85.txt"])
@example(names=["\xa0"])
def test_a_seed_may_be_called_what_a_file_system_allows(names: list[str]) -> None:
    together = "".join(("name: x\n", listed("seeds", names), "watch: [{actor: country/AZ}]\n"))
    assert value(together.encode()).get("seeds") == names
    joined = Revision(together.encode(), file="p.yaml")
    for name in names:
        joined.append(("seeds",), plain_item(name))
    assert value(joined.result())["seeds"] == [*names, *names]
