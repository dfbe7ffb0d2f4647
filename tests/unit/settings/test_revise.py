"""Edits of a configuration file touch what they mean to touch, and no byte besides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from monitor.errors import ConfigError
from monitor.settings.inline import Item
from monitor.settings.replace import replace_file
from monitor.settings.revise import Revision

TEXT = """\
# mine
name: "Quoted"   # with\ta tab
seeds: [ a.txt,b.txt ]
watch:
    -   actor: person/x    # why
        weight:   3
    # about the next
    - topic: peace
      weight: 2
    # - actor: person/y
exclude:
- topic/sport
- topic/music   # really

alert: {instant: 0.75}
"""
LINE = Item(
    value={"actor": "person/z", "weight": 1},
    block=("- actor: person/z  # new", "  weight: 1"),
)


def plain(text: str) -> Item:
    return Item(value=text, block=(f"- {text}",))


def revision(text: str = TEXT) -> Revision:
    return Revision(text.encode(), file="p.yaml")


def after(text: str, keys: tuple[str | int, ...], item: Item) -> str:
    edited = revision(text)
    edited.append(keys, item)
    return edited.result().decode()


def test_a_file_without_edits_comes_back_byte_for_byte() -> None:
    for text in (
        TEXT,
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT.rstrip("\n"),
        TEXT.replace("mine", "😀 علی‌اف"),
    ):
        assert revision(text).result() == text.encode()


def test_an_item_is_written_below_the_others_in_their_manner_and_behind_their_comments() -> None:
    edited = after(TEXT, ("watch",), LINE)
    new = "    - actor: person/z  # new\n      weight: 1\n"
    assert edited == TEXT.replace("    # - actor: person/y\n", f"    # - actor: person/y\n{new}")


def test_a_list_without_indentation_keeps_none() -> None:
    edited = after(TEXT, ("exclude",), plain("topic/food"))
    assert edited == TEXT.replace("really\n", "really\n- topic/food\n")


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("seeds: [ a.txt,b.txt ]\n", "seeds: [ a.txt,b.txt, c.txt ]\n"),
        ("seeds: [a.txt,]\n", "seeds: [a.txt, c.txt,]\n"),
        ("seeds: []\n", "seeds: [c.txt]\n"),
        ("seeds:\n", "seeds: [c.txt]\n"),
        ("seeds: ~  # none yet\n", "seeds: [c.txt]  # none yet\n"),
        ("seeds: a.txt  # one\n", "seeds: [a.txt, c.txt]  # one\n"),
        ("seeds: 'a, b'\n", "seeds: ['a, b', c.txt]\n"),
        ("seeds:\n  - a.txt", "seeds:\n  - a.txt\n  - c.txt"),
        ("seeds:\r\n  - a.txt\r\nname: x\r\n", "seeds:\r\n  - a.txt\r\n  - c.txt\r\nname: x\r\n"),
        ("seeds: [a.txt,  # first\n  b.txt]  # second\n", "seeds: [a.txt,  # first\n  b.txt, c.txt]  # second\n"),
    ],
)
def test_a_list_grows_however_it_is_written(before: str, expected: str) -> None:
    assert after(before, ("seeds",), plain("c.txt")) == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("watch: []  # none yet\nname: x\n", "watch:  # none yet\n  {}\nname: x\n"),
        ("watch:\nname: x\n", "watch:\n  {}\nname: x\n"),
        ("watch: ~", "watch:\n  {}"),
        ("- name: x\n  watch:\n", "- name: x\n  watch:\n    {}\n"),
        ("{watch: []}\n", "{watch: [{actor: person/z, weight: 1}]}\n"),
    ],
)
def test_mappings_in_an_empty_list_stand_one_below_the_other_unless_in_brackets(before: str, expected: str) -> None:
    keys = (0, "watch") if before.startswith("-") else ("watch",)
    indent = "    " if before.startswith("-") else "  "
    assert after(before, keys, LINE) == expected.replace("{}", f"- actor: person/z  # new\n{indent}  weight: 1")


@pytest.mark.parametrize("before", ["x: []\n", "x:\n", "x: a\n", "x: [a]\n", "x:\n  - a\n", "x:\n- a", "x: [a,]\n"])
def test_a_list_takes_several_new_items_in_their_order(before: str) -> None:
    edited = revision(before)
    for word in ("b", "c, d", "e"):
        edited.append(("x",), plain(word))
    assert yaml.safe_load(edited.result())["x"] == [*(["a"] if "a" in before else []), "b", "c, d", "e"]


def test_what_is_put_in_at_one_place_stands_beside_what_it_belongs_to() -> None:
    edited = revision("x:\n  - k: [a]\n  - k:\n    - b")
    edited.insert_key("y", 1, ["y: 1"], after="x")
    edited.append(("x",), Item(value={"k": []}, block=("- k: []",)))
    edited.comment(("x", 1), ["# of the second"])
    edited.append(("x", 1, "k"), plain("c"))
    assert edited.result().decode() == "x:\n  - k: [a]\n  - k:\n    - b\n    - c\n  # of the second\n  - k: []\ny: 1"


def test_an_item_goes_with_its_own_lines_and_nothing_else() -> None:
    edited = revision()
    assert edited.remove(("watch", 1))
    assert edited.remove(("exclude", 0))
    gone = TEXT.replace("    - topic: peace\n      weight: 2\n", "").replace("- topic/sport\n", "")
    assert edited.result().decode() == gone


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ((0,), "x: [b, c]\n"),
        ((1,), "x: [a, c]\n"),
        ((2,), "x: [a, b]\n"),
        ((1, 2), "x: [a]\n"),
        ((0, 2), "x: [b]\n"),
        ((2, 1, 0), "x: []\n"),
    ],
)
def test_items_leave_a_list_in_brackets_with_their_commas(gone: tuple[int, ...], expected: str) -> None:
    edited = revision("x: [a, b, c]\n")
    assert all(edited.remove(("x", at)) for at in gone)
    assert edited.result().decode() == expected


def test_an_item_takes_the_place_of_the_only_one_in_brackets() -> None:
    edited = revision("x: [a]  # one\n")
    assert edited.remove(("x", 0))
    edited.append(("x",), plain("b"))
    assert edited.result().decode() == "x: [b]  # one\n"


def test_no_comment_goes_with_an_item_in_brackets_and_no_list_below_its_key_is_emptied() -> None:
    assert not revision("x: [a,  # mine\n  b]\n").remove(("x", 0))
    edited = revision("x:\n  - a\n  - b\n")
    assert edited.remove(("x", 0))
    assert not edited.remove(("x", 1))


def test_a_value_an_item_and_a_key_are_written_where_they_belong() -> None:
    edited = revision()
    edited.replace(("watch", 0, "weight"), 2.5, "2.5")
    edited.rewrite(("watch", 1), LINE)
    edited.comment(("watch", 0), ["# - actor: person/w"])
    edited.insert_key("require", [["a", "b"]], ["require:", "  - [a, b]"], after="watch")
    assert edited.result().decode() == TEXT.replace(
        "weight:   3\n", "weight:   2.5\n    # - actor: person/w\n"
    ).replace("    - topic: peace\n      weight: 2\n", "    - actor: person/z  # new\n      weight: 1\n").replace(
        "exclude:", "require:\n  - [a, b]\nexclude:"
    )


def test_a_heading_goes_with_its_item_and_no_comment_further_up() -> None:
    edited = revision("x:\n  # mine\n\n  # of b\n  - b\n  # of c\n  - c\n")
    assert edited.rows(("x", 0), heading=True) == ("# of b", "- b")
    assert edited.remove(("x", 0), heading=True)
    assert edited.result().decode() == "x:\n  # mine\n\n  # of c\n  - c\n"


@pytest.mark.parametrize(
    "text",
    [
        "a: &all [x]\nseeds: *all\n",  # another key's list would grow as well
        "a: &s a.txt\nseeds: [*s]\nb: {seeds: *s}\n",
        "{name: x}\n",
    ],
)
def test_what_would_not_say_just_what_was_meant_is_refused_and_nothing_written(text: str) -> None:
    edited = revision(text)
    if "seeds" in text:
        edited.replace(("seeds", 0), "c.txt", "c.txt: d")
    else:
        edited.insert_key("seeds", ["a"], ["seeds: [a]"], after="name")
    with pytest.raises(ConfigError, match=r"p\.yaml: this file is written in a way that cannot be edited"):
        edited.result()


def test_a_file_that_cannot_be_written_is_an_error_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be written"):
        replace_file(tmp_path / "x" / "p.yaml", b"new")


def test_what_is_read_back_is_what_any_reader_of_yaml_reads() -> None:
    edited = revision()
    edited.append(("watch",), LINE)
    said: Any = yaml.safe_load(edited.result())
    assert said["watch"][-1] == LINE.value
