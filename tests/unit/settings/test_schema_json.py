"""JSON Schema: what the reader takes an editor takes, what an editor can see to be wrong it shows, and it explains."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from monitor.errors import ConfigError
from monitor.settings.channels import KINDS, load_channels
from monitor.settings.conditions import WatchLine
from monitor.settings.document import parse_document, read_document
from monitor.settings.own import ActorsFile, OwnActor, TopicsFile
from monitor.settings.profile_file import AlertBlock, ProfileFile
from monitor.settings.runtime import MonitorFile
from monitor.settings.schema import check
from monitor.settings.schema_json import SCHEMA_KINDS, Names, json_schema, modeline
from monitor.settings.source_file import SourceLine, SourcesFile
from monitor.settings.vocabulary import Vocabulary

HOME = Path(__file__).parents[3]
README = (HOME / "config" / "README.md").read_text(encoding="utf-8")
MODELS: Mapping[str, type[BaseModel]] = {
    "profile": ProfileFile,
    "sources": SourcesFile,
    "monitor": MonitorFile,
    "actors": ActorsFile,
    "topics": TopicsFile,
}
NAMES = Names(
    actors={"country/AM": "Armenia", "country/AZ": "Azerbaijan", "person/ilham-aliyev": "Ilham Aliyev"},
    topics={"topic/sport": "sport", "topic/peace-treaty": "peace treaty"},
    sources={"azertag": "Azertag"},
    channels={"console": "the terminal", "telegram/me": ""},
    seeds={"000.txt": ""},
)
VOCABULARY = Vocabulary(
    known={**(NAMES.actors or {}), **(NAMES.topics or {})}, channels=["telegram/me"], sources=["azertag"]
)
#: a file of sources with one, which says this besides
SOURCE = "groups: [{name: x, sources: [{id: a, name: A, url: 'https://a.org', %s}]}]"
SCHEMAS = {kind: json_schema(kind, NAMES) for kind in SCHEMA_KINDS}


def seen(kind: str, value: object) -> bool:
    """Whether an editor sees that something is wrong."""
    return not Draft202012Validator(SCHEMAS[kind]).is_valid(value)


def refused(kind: str, text: str, folder: Path) -> bool:
    """Whether the reader refuses a file with this text."""
    document = parse_document(text.encode(), file="x.yaml")
    try:
        if kind == "channels":
            (folder / "channels.yaml").write_text(text, encoding="utf-8")
            load_channels(folder / "channels.yaml", {}, folder)
        else:
            check(document, MODELS[kind], VOCABULARY)
    except ConfigError:
        return True
    return False


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every mapping inside a schema."""
    if isinstance(schema, dict):
        yield schema
        for each in schema.values():
            yield from parts(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from parts(each)


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
@pytest.mark.parametrize("names", [None, NAMES])
def test_every_kind_of_file_has_a_schema_that_is_sound(kind: str, names: Names | None) -> None:
    schema = json_schema(kind, names)
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema
    assert all(part["$ref"].removeprefix("#/$defs/") in schema["$defs"] for part in parts(schema) if "$ref" in part)


@pytest.mark.parametrize("kind", SCHEMA_KINDS)
def test_no_pattern_means_something_else_in_javascript(kind: str) -> None:
    r"""Editors run JavaScript, where \w and \d and \b are ASCII, and a name in another script would be underlined."""
    patterns = [part["pattern"] for part in parts(SCHEMAS[kind]) if isinstance(part.get("pattern"), str)]
    assert not [pattern for pattern in patterns if re.search(r"\\[wWbB]|\(\?P", pattern)]


def test_the_shipped_files_are_right_in_an_editor_too() -> None:
    for kind in SCHEMA_KINDS:
        if kind != "profile":
            value = read_document(HOME / "config" / f"{kind}.yaml").value
            assert list(Draft202012Validator(json_schema(kind)).iter_errors(value)) == []
    for path in (HOME / "config" / "profiles").glob("*.yaml"):
        assert list(Draft202012Validator(json_schema("profile")).iter_errors(read_document(path).value)) == []


def test_the_examples_of_the_readme_are_right_in_an_editor_too() -> None:
    """Those of profiles are mappings with `watch`, those of sources have `groups`, the others are lists."""
    examples = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    assert len(examples) >= 3
    for text in examples:
        value = parse_document(text.encode(), file="README.md").value
        kind = "actors" if isinstance(value, list) else "sources" if "groups" in text else "profile"
        assert list(Draft202012Validator(json_schema(kind)).iter_errors(value)) == [], text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("profile", "watch: [{actor: country/AM}]"),
        ("profile", "name: x"),
        ("profile", "name: 1\nwatch: [{actor: country/AM}]"),
        ("profile", "name: ''\nwatch: [{actor: country/AM}]"),
        ("profile", "name: x\nwatch: []"),
        ("profile", "name: x\nwatch: country/AM"),
        ("profile", "name: x\nwatch: [country/AM]"),
        ("profile", "name: x\nwatch: [{actor: country/XX}]"),
        ("profile", "name: x\nwatch: [{actor: topic/sport}]"),
        ("profile", "name: x\nwatch: [{topic: sports}]"),
        ("profile", "name: x\nwatch: [{topic: country/AM}]"),
        ("profile", "name: x\nwatch: [{phrase: words}]"),
        ("profile", "name: x\nwatch: [{phrase: {}}]"),
        ("profile", "name: x\nwatch: [{phrase: {english: words}}]"),
        ("profile", "name: x\nwatch: [{phrase: {en: ''}}]"),
        ("profile", "name: x\nwatch: [{actor: country/AM, weight: heavy}]"),
        ("profile", "name: x\nwatch: [{actor: country/AM, weight: 1000}]"),
        ("profile", "name: x\nwatch: [{actor: country/AM, wieght: 1}]"),
        ("profile", "name: x\nwatch: [{near: [country/AM]}]"),
        ("profile", "name: x\nwatch: [{near: [country/AM, country/AZ], within: -1}]"),
        ("profile", "name: x\nwatch: [{all: country/AM}]"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nrequire: country/AM"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nrequire: [[]]"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nrequire: [[country/XX]]"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nrequire: [{all: [country/AM], some: 1}]"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nexclude: [sport]"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nthreshold: 50"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nthreshold: '0.5'"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nreview: -1"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nlanguages: english"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nlanguages: [vn]"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\ncountries: [UK]"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nsources: [azertac]"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\ndeliver: [telegram/you]"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nenabled: no"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nalert: none"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nalert: {instant: 2}"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nalert: {digest: 7h30}"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nalert: {timezone: Asia/Hanoi}"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nalert: {quiet: 22-6}"),
        ("profile", "name: x\nwatch: [{actor: country/AM}]\nalert: {tz: UTC}"),
        ("profile", "- name: x"),
        ("sources", "groups: {}"),
        ("sources", "sources: []"),
        ("sources", "groups: [{name: x}]"),
        ("sources", "groups: [{name: x, sources: [{id: a, name: A}]}]"),
        ("sources", "groups: [{name: x, sources: [{id: a, name: A, url: 'https://a.org', language: vn}]}]"),
        ("sources", "groups: [{name: x, sources: [{id: a, name: A, url: 'https://a.org', country: UK}]}]"),
        ("sources", "groups: [{name: x, sources: [{id: a, name: A, url: 'https://a.org', weight: 0}]}]"),
        ("sources", "groups: [{name: x, sources: [{id: a, name: A, url: 'https://a.org', pages: some}]}]"),
        ("sources", "groups: [{name: x, sources: [{id: a, name: A, url: 'https://a.org', allow_private: yes}]}]"),
        ("sources", SOURCE % "kind: rss"),
        ("sources", SOURCE % "interval: 1 h"),
        ("sources", SOURCE % "interval: {min: soon}"),
        ("sources", SOURCE % "interval: {min: 60}"),
        ("sources", SOURCE % "interval: {least: 1 h}"),
        ("sources", SOURCE % "tags: [[x]]"),
        ("sources", SOURCE % "headers: [X-A]"),
        ("sources", SOURCE % "headers: {X-A: 5}"),
        ("sources", SOURCE % "headers: {X-A: {environment: KEY}}"),
        ("sources", SOURCE % "login: me"),
        ("sources", SOURCE % "login: {user: ''}"),
        ("sources", SOURCE % "login: {user: me, password: x}"),
        ("sources", "groups: [{name: x, weight: 0, sources: []}]"),
        ("sources", "groups: [{name: x, kind: page, sources: []}]"),
        ("monitor", "proxy: {url: 'http://p:1', user: me}"),
        ("monitor", "proxy: {login: {user: me, password_env: WORD}}"),
        ("monitor", "workers: 0"),
        ("monitor", "workers: two"),
        ("monitor", "log_level: loud"),
        ("monitor", "time_out: 3"),
        ("actors", "id: person/x"),
        ("actors", "- {id: Jane Doe, name: Jane Doe, names: {en: Jane Doe}}"),
        ("actors", "- {id: person/jane-doe, names: {en: Jane Doe}}"),
        ("actors", "- {id: person/jane-doe, name: Jane Doe, names: [Jane Doe]}"),
        ("actors", "- {id: person/jane-doe, name: Jane Doe, names: {en: Jane Doe}, wikidata: 42}"),
        ("actors", "- {id: person/jane-doe, name: Jane Doe, names: {en: Jane Doe}, roles: [{office: envoy}]}"),
        ("topics", "- {id: water, name: water, terms: {en: water}}"),
        ("topics", "- {id: topic/water, name: water}"),
        ("topics", "- {id: topic/water, name: water, terms: {en: []}}"),
        ("channels", "telegrm/me: {}"),
        ("channels", "telegram/me: {token: abc, chat_id: 1}"),
        ("channels", "email/me: {host: a, from: a@b.c}"),
        ("channels", "email/me: {host: a, from: a@b.c, to: a@b.c, port: 70000}"),
        ("channels", "email/me: {host: a, from: a@b.c, to: a@b.c, security: ssl}"),
        ("channels", "console: {colour: red}"),
    ],
)
def test_what_the_reader_refuses_an_editor_underlines(kind: str, text: str, tmp_path: Path) -> None:
    assert refused(kind, text, tmp_path)
    assert seen(kind, parse_document(text.encode(), file="x.yaml").value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("sources", SOURCE % "kind: sitemap"),
        ("sources", SOURCE % "kind: page, selector: h2 > a"),
        ("sources", SOURCE % "interval: {min: 1 h}"),
        ("sources", SOURCE % "interval: {min: 15 min, max: 30 d}"),
        ("sources", SOURCE % "tags: daily"),
        ("sources", SOURCE % "tags: [daily, agency]"),
        ("sources", SOURCE % "headers: {X-A: text, X-Key: {env: KEY}, X-B: {file: key}}"),
        ("sources", SOURCE % "login: {user: me, password_env: WORD}"),
        ("sources", "groups: [{name: x, weight: 2, pages: none, tags: y, interval: {max: 2 d}, sources: []}]"),
        ("monitor", "proxy: http://proxy.example:3128"),
        ("monitor", "proxy: {url: 'http://proxy.example:3128', login: {user: me, password_file: word}}"),
    ],
)
def test_what_the_reader_takes_an_editor_takes(kind: str, text: str, tmp_path: Path) -> None:
    assert not refused(kind, text, tmp_path)
    assert not seen(kind, parse_document(text.encode(), file="x.yaml").value)


def test_names_are_offered_with_words_for_a_person() -> None:
    actor = SCHEMAS["profile"]["$defs"]["actor"]["anyOf"][0]
    offered = dict(zip(actor["enum"], actor["enumDescriptions"], strict=True))
    assert offered["country/AM"] == "Armenia"
    topic = SCHEMAS["profile"]["$defs"]["topic"]
    assert topic["enum"][:2] == ["sport", "peace-treaty"]
    assert len(topic["enum"]) == len(topic["enumDescriptions"])
    assert SCHEMAS["profile"]["$defs"]["channel"]["enum"] == ["console", "telegram/me"]


@pytest.mark.parametrize("wanted", ["unlisted/Jane Doe", "phrase/words", "country/AM", ["country/AM", ["topic/sport"]]])
def test_what_no_list_can_hold_is_not_underlined(wanted: object) -> None:
    assert not seen("profile", {"name": "x", "watch": [{"actor": "country/AM"}], "require": [wanted]})


def test_a_list_may_be_written_as_its_only_item() -> None:
    seeds = json_schema("profile")["properties"]["seeds"]["anyOf"]
    assert seeds == [{"$ref": "#/$defs/seed"}, {"items": {"$ref": "#/$defs/seed"}, "type": "array"}]


def test_keys_go_by_the_name_that_is_written() -> None:
    mail = next(part for name, part in json_schema("channels")["patternProperties"].items() if "email" in name)
    assert "from" in mail["required"]


def test_a_modeline_leads_to_the_schema_of_its_kind_and_is_no_content() -> None:
    for kind in SCHEMA_KINDS:
        files = (HOME / "config" / "profiles").glob("*") if kind == "profile" else [HOME / "config" / f"{kind}.yaml"]
        for path in files:
            first = path.read_text(encoding="utf-8").splitlines(keepends=True)[0]
            assert first == modeline(kind)
            schema = (path.parent / first.partition("$schema=")[2].strip()).resolve()
            assert schema == (HOME / "config" / ".schema" / f"{kind}.json").resolve()
        assert parse_document(modeline(kind).encode(), file="x.yaml").value is None
    with pytest.raises(KeyError):
        modeline("newspaper")


# -------------------------------------------------------------------------------- what keys mean


@pytest.mark.parametrize("model", [*MODELS.values(), *KINDS.values()])
def test_every_key_has_a_description(model: type[BaseModel]) -> None:
    schema = model.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        for key, value in part.get("properties", {}).items():
            assert value.get("description"), key


@pytest.mark.parametrize(
    ("section", "model", "prefix"),
    [
        ("A profile", ProfileFile, ""),
        ("A profile", AlertBlock, "alert."),
        ("A profile", WatchLine, ""),
        ("Actors and topics of your own", OwnActor, ""),
        ("Sources", SourceLine, ""),
    ],
)
def test_the_readme_says_what_editors_show(section: str, model: type[BaseModel], prefix: str) -> None:
    """A row of its tables says at least what the description of the key says."""
    text = README.partition(f"## {section}\n")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| ([^|]+) \| ([^|]+) \|", text, re.MULTILINE))
    said = 0
    for key, field in model.model_fields.items():
        cell = next((meaning for names, meaning in rows.items() if f"`{prefix}{field.alias or key}`" in names), None)
        if cell is not None:
            assert str(field.description) in cell, key
            said += 1
    assert said


def test_the_shipped_monitor_yaml_says_what_editors_show() -> None:
    text = (HOME / "config" / "monitor.yaml").read_text(encoding="utf-8")
    comments = " ".join(line.removeprefix("#").strip() for line in text.splitlines() if line.startswith("#"))
    missing = [key for key, field in MonitorFile.model_fields.items() if str(field.description) not in comments]
    assert not missing
