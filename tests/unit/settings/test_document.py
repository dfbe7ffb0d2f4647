"""Reading YAML: plain values by the core schema of YAML 1.2, marks, and one clear fault for what is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.errors import ConfigError, Fault
from monitor.settings.composer import Mark
from monitor.settings.document import MAX_BYTES, load_package_yaml, parse_document, read_document


def fault(text: str | bytes) -> Fault:
    """The only fault of a text."""
    raw = text.encode() if isinstance(text, str) else text
    with pytest.raises(ConfigError) as raised:
        parse_document(raw, file="x.yaml")
    (only,) = raised.value.faults
    return only


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("NO", "NO"),
        ("on", "on"),
        ("yes", "yes"),
        ("07:30", "07:30"),
        ("2026-01-01", "2026-01-01"),
        ("1_000", "1_000"),
        ("1.2.3", "1.2.3"),
        ('"1"', "1"),
        ("1", 1),
        ("-2", -2),
        ("0o17", 15),
        ("0x1F", 31),
        ("0755", 755),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(written: str, value: object) -> None:
    found = parse_document(f"key: {written}".encode(), file="x.yaml").value
    assert found == {"key": value}
    assert isinstance(found, dict)
    assert type(found["key"]) is type(value)


def test_marks_count_lines_and_code_points_from_one() -> None:
    document = parse_document("größe: 😀\nlist:\n  - a\n  - {b: c}\n".encode(), file="x.yaml")
    assert document.mark(("größe",)) == Mark(1, 8)
    assert document.mark(("list", 1, "b")) == Mark(4, 9)
    assert document.key_mark(("list", 1, "b")) == Mark(4, 6)


def test_a_mark_of_what_is_not_there_is_that_of_the_deepest_value_around_it() -> None:
    document = parse_document(b"list:\n  - {b: c}\n", file="x.yaml")
    assert document.mark(("list", 0, "none", 7)) == Mark(2, 5)


def test_a_byte_order_mark_is_no_content() -> None:
    assert parse_document(b"\xef\xbb\xbfa: 1", file="x.yaml").value == {"a": 1}


def test_an_empty_file_is_none() -> None:
    assert parse_document(b"# nothing\n", file="x.yaml").value is None


@pytest.mark.parametrize(
    ("text", "line", "column", "what", "hint"),
    [
        ("a:\n\t- b", 2, 1, "a tab in front of the line", "indent with spaces"),
        ("a:\n  b: 1\n\tc: 2", 3, 1, "a tab in front of the line", "indent with spaces"),
        ("a:\n  -\tb: 1", 2, 4, "a tab where only a space can stand", "write a space"),
        ("a: 1\nb: 2\na: 3", 3, 1, "`a` stands twice", "line 1 has it already"),
        ("a: {b: 1,\n  b: 2}", 2, 3, "`b` stands twice", "line 1 has it already"),
        ("a: @b", 1, 4, "`@` cannot begin a value", "put it in quotes"),
        ("a: b: c", 1, 5, "a colon where none can stand", "quotes"),
        ("a: 'b\nc: d", 1, 4, "a quotation mark that is never closed", "close it"),
        ("a: 1\nb\nc: 2", 2, 1, "a line without a colon", "key: value"),
        ("a:\n  b: 1\n c: 2", 3, 2, "this line does not fit the lines above it", "indent"),
        ("- a\nb: 1", 2, 1, "a line among the items of a list without a dash", "- "),
        ("a: [1\nb: 2", 1, 4, "a list in brackets that is not closed, or lacks a comma", "[a, b]"),
        ("a: {b: 1\nc: 2", 1, 4, "a mapping in braces that is not closed, or lacks a comma", "{a: 1, b: 2}"),
        ('a: "\\q"', 1, 5, "a backslash that means nothing here", "single quotes"),
        ("a: !python/object:os.system b", 1, 4, "a tag (`!…`), which means nothing here", "remove it"),
        ("a: 1\n---\nb: 2", 2, 1, "a second document", "remove the line `---`"),
        ("1: a", 1, 1, "a key that is not text", "quotes"),
        ("? [a]\n: b", 1, 3, "a key that is not text", "quotes"),
        ("a: é\x00", 1, 5, "a control character", "remove it"),
        ("a: *b", 1, 4, "`*b` refers to nothing above it", "&b"),
        ("a: &a [*a]", 1, 8, "`*a` refers to nothing above it", "&a"),
        ("a: 1" + "0" * 5000, 1, 4, "a number of 5001 characters", "quotes"),
        ("[" * 500_000, 1, 33, "nested more than 32 deep", ""),
        ("- " * 500_000, 1, 65, "nested more than 32 deep", ""),
    ],
)
def test_what_is_broken_is_named_with_its_place_and_a_hint(
    text: str, line: int, column: int, what: str, hint: str
) -> None:
    found = fault(text)
    assert (found.file, found.line, found.column, found.what) == ("x.yaml", line, column, what)
    assert hint in found.hint


def test_bytes_that_are_not_utf_8_are_named_with_their_place() -> None:
    assert str(fault(b"a: 1\nb: \xe9\xff")) == "x.yaml:2:4: not UTF-8 (save the file as UTF-8)"


def test_all_duplicate_keys_are_named_at_once() -> None:
    with pytest.raises(ConfigError) as raised:
        parse_document(b"a: 1\na: 2\nb: {c: 1, c: 2}", file="x.yaml")
    assert [each.line for each in raised.value.faults] == [2, 3]


def test_aliases_cannot_grow_without_a_bound() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    assert "aliases expand" in fault("\n".join(rows)).what


def test_an_alias_stands_for_what_it_names() -> None:
    assert parse_document(b"a: &x {b: 1}\nc: *x", file="x.yaml").value == {"a": {"b": 1}, "c": {"b": 1}}


def test_a_file_over_the_cap_is_refused() -> None:
    assert fault(b"#" * (MAX_BYTES + 1)).what == "larger than 1 MB"


def test_a_missing_file_and_a_folder_are_faults(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(ConfigError):
            read_document(path)


def test_a_file_is_shown_as_a_person_would_type_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "x.yaml").write_text("a: 1\na: 2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match=r"^config/x\.yaml:2:1: "):
        read_document(tmp_path / "config" / "x.yaml")


def test_the_package_s_own_files_are_read_by_the_same_rules() -> None:
    assert load_package_yaml("no: [on, 1]", "x.yaml") == {"no": ["on", 1]}
