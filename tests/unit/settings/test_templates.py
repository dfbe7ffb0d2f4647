"""Templates of the owner's: few names, and what is wrong in one is said with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.decide.delivery import OWN_TEMPLATES, Letters, Templates
from monitor.deliver.layout import ours
from monitor.errors import ConfigError
from monitor.settings.channels import load_channels
from monitor.settings.home import Home
from monitor.settings.stamps import look
from monitor.settings.templates import load_templates

LETTERS = "eml/archive: {folder: out, from: a@news.example, to: b@news.example}\nconsole: {}\n"


def load(folder: Path, **files: str | bytes) -> Templates:
    for name, source in files.items():
        raw = source if isinstance(source, bytes) else source.encode()
        (folder / f"{name}.j2").write_bytes(raw)
    return load_templates(folder)


def faults(folder: Path, **files: str | bytes) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(folder, **files)
    return [str(fault).removeprefix(f"{folder}/") for fault in caught.value.faults]


def page(folder: Path, source: str | bytes) -> list[str]:
    return faults(folder, **{"page.html": source})


def test_no_folder_is_no_template(tmp_path: Path) -> None:
    assert load_templates(tmp_path / "templates") == ()


@pytest.mark.parametrize("name", OWN_TEMPLATES)
def test_ours_are_sound_as_they_are(tmp_path: Path, name: str) -> None:
    assert load(tmp_path, **{name.removesuffix(".j2"): ours(name)}) == ((name, ours(name)),)


def test_a_block_of_ours_is_filled_in_three_lines(tmp_path: Path) -> None:
    source = (
        '{% extends "ours/page.html.j2" %}\n{% block below %}<tr><td>{{ title }}{{ super() }}</td></tr>{% endblock %}\n'
    )
    assert load(tmp_path, **{"page.html": source}) == (("page.html.j2", source),)


def test_a_name_that_nobody_renders_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, **{"pages.html": ""}) == [
        "pages.html.j2: no template of ours is called so (did you mean `page.html.j2`?)"
    ]
    (tmp_path / "pages.html.j2").unlink()
    (tmp_path / "parts").mkdir()
    assert faults(tmp_path)[0].startswith("parts: no template of ours is called so (there are: page.html.j2, ")


def test_guides_and_what_editors_leave_are_no_templates(tmp_path: Path) -> None:
    for name in ("README.md", ".page.html.j2.swp", "page.html.j2~"):
        (tmp_path / name).write_text("{{", encoding="utf-8")
    assert load_templates(tmp_path) == ()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("<p>\n{{ title", "page.html.j2:2: unexpected end of template, expected 'end of print statement'"),
        ("<p>\n{% if %}", "page.html.j2:2: Expected an expression, got 'end of statement block'"),
        ("\n\n{{ titel }}", "page.html.j2:3: unknown variable `titel` (did you mean `title`?)"),
        ("{{ document }}", "page.html.j2:1: unknown variable `document` (did you mean `documents`?)"),
        ("\n{{ title | svgs }}", "page.html.j2:2: No filter named 'svgs' (ours are: shown, svg, lines)"),
        ("\n{% include 'seal.html' %}", "page.html.j2:2: no template `seal.html` (there are: ours/page.html.j2, "),
        ('{% extends "page.html.j2" %}', "page.html.j2:1: `page.html.j2` leads to itself (ours is called `ours/"),
        (b"<p>\n caf\xe9", "page.html.j2:2:5: not UTF-8 (save the file as UTF-8)"),
        (b"x" * 1_000_001, "page.html.j2: larger than 1 MB"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, source: str | bytes, said: str) -> None:
    (fault,) = page(tmp_path, source)
    assert fault.startswith(said)


def test_what_a_template_sets_itself_is_known(tmp_path: Path) -> None:
    source = (
        "{% set a = 1 %}{% macro b(c) %}{{ c }}{% endmacro %}{{ a }}{{ b(a) }}{% for d in documents %}{{ loop.index }}"
    )
    assert load(tmp_path, **{"page.html": source + "{{ d.title }}{% endfor %}{{ range(3) }}"})


def test_all_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    found = faults(tmp_path, **{"page.html": "{{ a }}{{ b }}", "text.txt": "{{ title }}"})
    assert [line.split(" (")[0] for line in found] == [
        "page.html.j2:1: unknown variable `a`",
        "page.html.j2:1: unknown variable `b`",
        "text.txt.j2:1: unknown variable `title`",
    ]


def test_channels_of_letters_have_them_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "channels.yaml").write_text(LETTERS, encoding="utf-8")
    (tmp_path / "templates").mkdir()
    read = load(tmp_path / "templates", **{"text.txt": "{{ document.title }}"})
    channels = load_channels(tmp_path / "channels.yaml", {}, tmp_path)
    assert [one.templates if isinstance(one, Letters) else None for one in channels] == [read, None]


def test_a_fault_in_the_channels_hides_none_in_the_templates(tmp_path: Path) -> None:
    (tmp_path / "channels.yaml").write_text("pigeon/me: {}\n", encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "text.txt.j2").write_text("{{", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_channels(tmp_path / "channels.yaml", {}, tmp_path)
    assert [Path(fault.file).name for fault in caught.value.faults] == ["channels.yaml", "text.txt.j2"]


def test_a_saved_template_changes_the_look(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.templates.mkdir(parents=True)
    before = look(home)
    (home.templates / "text.txt.j2").write_text("{{ document.title }}", encoding="utf-8")
    assert look(home).keys() - before.keys() == {home.templates / "text.txt.j2"}
