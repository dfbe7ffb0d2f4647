"""Mistakes that people make: each is named at its line and column, in words that say what to write instead."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.settings.channels import load_channels
from monitor.settings.home import Home
from monitor.settings.own import load_own
from monitor.settings.profiles import load_profile, load_profiles
from monitor.settings.runtime import load_runtime
from monitor.settings.sources import load_sources
from monitor.settings.vocabulary import Vocabulary

KNOWN = {
    "country/AM": "Armenia",
    "country/AZ": "Azerbaijan",
    "org/nato": "NATO",
    "person/ilham-aliyev": "Ilham Aliyev",
    "topic/peace-treaty": "peace treaty",
    "topic/sport": "sport",
}


def told(kind: str, text: str | bytes, folder: Path) -> list[str]:
    """What is said of a file with this text: "line:column: what (hint)", a line each."""
    (folder / "config").mkdir()
    (folder / "seeds").mkdir()
    (folder / "seeds" / "000.txt").write_text("A text.", encoding="utf-8")
    path = folder / "config" / f"{kind}.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    vocabulary = Vocabulary(known=KNOWN, channels=["telegram/me"], sources=["azertag"], seeds=folder / "seeds")
    home = Home(folder)
    read: dict[str, Callable[[], object]] = {
        "profile": lambda: load_profile(path, vocabulary),
        "sources": lambda: load_sources(path),
        "channels": lambda: load_channels(path, {}, folder),
        "monitor": lambda: load_runtime(home),
        "actors": lambda: load_own(home),
        "topics": lambda: load_own(home),
    }
    try:
        read[kind]()
    except ConfigError as error:
        return [str(fault).partition(f"{kind}.yaml")[2].lstrip(":").strip() for fault in error.faults]
    return []


#: a profile that is right; in the table below a text that begins with `+` continues it, one with `>` its `watch`
RIGHT = "name: x\nwatch:\n  - actor: country/AM\n"
FEEDS = "groups:\n  - name: A\n    sources:\n      - "
FEED = "id: a, name: A, url: 'https://a.org'"
JANE = "id: person/jane-doe, name: Jane"

PROFILES = [
    ("  name: x\nwatch: []\n", "2:1: this line stands outside of what the lines above it say (indent it like"),
    ("name: x\n...\nwatch: []\n", "3:1: text behind the end of the document (remove the line `...`)"),
    ("name: |x\n", "1:8: text behind `|` or `>` (put it on the next line"),
    ("name: |0\n  x", "1:8: a number behind `|` or `>` (remove it)"),
    ("name: ? x", "1:7: a question mark where none can stand"),
    ("name: * x", "1:8: `&` or `*` without a name (put the text in quotes)"),
    ("%name: x", "1:6: a line that begins with `%` (put the text in quotes)"),
    ("name: !<x\n", "1:10: a tag (`!…`), which means nothing here"),
    ('name: "\\ud800"', "1:10: an escape that is no character (write the character itself)"),
    ("", "the file is empty (it needs `name` and `watch`)"),
    ("# nothing but a comment\n", "the file is empty (it needs `name` and `watch`)"),
    ("- name: x", "1:1: the file should be a mapping (`key: value`), not a list"),
    ("name", "1:1: the file should be a mapping (`key: value`), not text"),
    ("name: x", "1:1: `watch` is missing (add `watch: …`)"),
    ("name:\nwatch: [{actor: country/AM}]", "1:6: `name` should be text, not empty"),
    ("name: 2024\nwatch: [{actor: country/AM}]", "1:7: `name` should be text, not a whole number (put it in quotes)"),
    (f"name: {'x' * 201}\nwatch: [{{actor: country/AM}}]", "1:7: `name` is longer than 200 characters (shorten it)"),
    ("name: A: B\n", "1:8: a colon where none can stand (put a text that holds a colon in quotes, and indent this"),
    ("name: 'it's'\n", "1:11: text behind a closing quotation mark (write a quotation mark inside a text twice"),
    ('name: "x\nwatch: []\n', "1:7: a quotation mark that is never closed (close it)"),
    ("name: *x\n", "1:7: `*x` refers to nothing above it (put it in quotes, or mark a value with `&x`)"),
    ("name: !x y\n", "1:7: a tag (`!…`), which means nothing here (remove it or use quotes)"),
    ("name: @x\n", "1:7: `@` cannot begin a value (put it in quotes)"),
    ("+threshold：0.5", "4:1: a line without a colon (the sign `：` is another one"),
    ("+threshold:\u00a00.5", "4:1: a line without a colon (what stands behind the colon looks like a space and is"),
    ("name: x\nwatch:\n\t- actor: country/AM\n", "3:1: a tab in front of the line (indent with spaces)"),
    ("name: x\nwatch:\n  actor: country/AM\n", "3:3: `watch` should be a list, not a mapping (`key: value`) (begin"),
    (">actor country/AM", "3:5: `actor country/AM` stands alone (write `- actor: …`)"),
    (">", "3:4: an item of `watch` should be a mapping (`key: value`), not empty"),
    (">Actor: country/AM", "3:5: unknown key `Actor` (did you mean `actor`?)"),
    (">actor: country/AM\n    wieght: 3", "4:5: unknown key `wieght` (did you mean `weight`?)"),
    (">actor: country/AM\n    weight: '3'", "4:13: `weight` should be a number, not text (write `3`, without quotes)"),
    (">actor: country/AM\n    weight: 1,5", "4:13: `weight` should be a number, not text (write `1.5`)"),
    (">actor: country/AM\n    weight: .nan", "4:13: `weight` should be a finite number (it is `nan`)"),
    (">actor: country/am", "3:12: unknown actor `country/am` (did you mean `country/AM`?)"),
    (">actor: Ilham Aliyev", "3:12: unknown actor `Ilham Aliyev` (did you mean `person/ilham-aliyev`?)"),
    (">actor: topic/sport", "3:12: `topic/sport` is a topic (write `topic: sport`)"),
    (">topic: peace treaty", "3:12: unknown topic `topic/peace treaty` (did you mean `topic/peace-treaty`?)"),
    (">topic: org/nato", "3:12: `org/nato` is no topic (write `actor: org/nato`)"),
    (">actor: [country/AM]", "3:12: `actor` should be text, not a list"),
    (">actor: country/AM\n    topic: sport", "3:5: `actor` and `topic` in one line"),
    (">phrase: lithium", "3:13: `phrase` has no language (write `phrase: {en: words of your own}`)"),
    (">phrase: {vn: lithium}", "3:14: unknown language `vn` (that is a country: did you mean `vi` (Vietnamese)?)"),
    (">phrase: {en: [a, 1]}", "3:22: an item of `en` should be text, not a whole number (put it in quotes)"),
    (">phrase: {en: {a: b}}", "3:18: `en` should be text or a list, not a mapping (`key: value`)"),
    (">phrase: {en: '!'}", "3:18: `en` holds no letter and no digit (it is `!`)"),
    (">near: [country/AM]", "3:11: `near` holds 1, and needs at least 2"),
    (">any: country/AM", "3:10: `any` should be a list, not text (a list is written `[country/AM]`)"),
    (">actor: country/AM\n  - actor: country/AM", "4:5: `country/AM` is watched twice (line 3 has it already)"),
    ("+require: country/AM", "4:10: `require` should be a list, not text (a list is written `[country/AM]`)"),
    ("+require: [country/AM, [phrase/lithium]]", "4:24: no line of `watch` has `phrase/lithium`"),
    ("+require:\n  - actor: country/AM", "5:5: `actor` stands in `watch` only (write `country/AM`)"),
    ("+require:\n  - country/AM\n   - country/AZ", "5:5: unknown actor or topic `country/AM - country/AZ`"),
    ("+exclude:\n  - topic: sport", "5:5: `topic` stands in `watch` only (write `topic/sport`)"),
    ("+exclude: topic/sport, country/AZ", "4:10: unknown actor or topic `topic/sport, country/AZ` (a list is written"),
    ("+seeds: 000", "4:8: `seeds` should be text or a list, not a whole number (put it in quotes)"),
    ("+seeds: 000.text", "4:8: there is no seed `000.text` (did you mean `000.txt`?)"),
    ("+seeds: ../seeds/000.txt", "4:8: `../seeds/000.txt` is not a file name (seeds lie in `seeds/`"),
    ("+threshold: 50%", "4:12: `threshold` should be a number, not text (write `0.5`)"),
    ("+threshold: 5", "4:12: `threshold` should be at most 1 (it is `5`)"),
    ("+threshold: 1e999", "4:12: `threshold` should be a finite number (it is `inf`)"),
    (f"+threshold: 1{'0' * 60}", "4:12: a number of 61 characters (put it in quotes if it is text)"),
    ("+threshold: 0.5\n threshold: 1", "5:11: a colon where none can stand (put a text that holds a colon"),
    ("+review: 0.9", "4:9: `review` is above `threshold` (0.5)"),
    ("+languages: en, vi", "4:12: unknown language `en, vi` (a list is written `[en, vi]`)"),
    ("+countries: UK", "4:12: unknown country `UK` (did you mean `GB`?)"),
    ("+sources: azertac", "4:10: unknown source `azertac` (did you mean `azertag`?)"),
    ("+deliver: telegram", "4:10: unknown channel `telegram` (did you mean `telegram/me`?)"),
    ("+enabled: no", "4:10: `enabled` should be true or false, not text (write `false`)"),
    ("+alert: {instant:0.7}", "4:9: unknown key `instant:0.7` (put a space behind the colon: `instant: …`)"),
    ("+alert: {digest: 7.30}", "4:17: `7.3` is not a time of the day (write it as `07:30`)"),
    ("+alert: {digest: 24:00}", "4:17: `24:00` never comes: no day has that time"),
    ("+alert: {timezone: Asia/Hochiminh}", "4:19: unknown time zone `Asia/Hochiminh` (did you mean `Asia/Ho_Chi"),
    ("+alert: {quiet: 22:00}", "4:16: `22:00` is not a period of the day (write it as `22:00-06:30`, or `none`)"),
    ("+name: y", "4:1: `name` stands twice (line 1 has it already)"),
    ("+<<: {threshold: 1}", "4:1: unknown key `<<` (write out what it would merge: each file says all of itself)"),
    ("+1: 2", "4:1: a key that is not text (put it in quotes)"),
    ("+---\nname: y", "4:1: a second document (remove the line `---`)"),
    ("+...\nname: y", "5:1: text behind the end of the document (remove the line `...`)"),
]  # fmt: skip

HOOKED = "telegram/me: {token_env: T, chat_id: 1, webhook: {url: "
OTHERS = [
    ("sources", "", "the file is empty (it needs `groups`)"),
    ("sources", FEEDS + "https://a.org/rss", "4:9: an item of `sources` should be a mapping (`key: value`), not text"),
    ("sources", FEEDS + "{id: a, name: A}", "4:9: `url` is missing (add `url: …`)"),
    ("sources", FEEDS + "{id: a, name: A: B, url: c}", "4:24: a comma is missing before this (or put a text"),
    ("sources", FEEDS + "{id: a, name: A, url: a.org}", "4:31: `a.org` is not an address of the web (it begins with"),
    ("sources", FEEDS + f"{{{FEED}}}\n      - {{{FEED}}}", "5:14: `a` stands twice (line 4 has it already)"),
    ("sources", FEEDS + f"{{{FEED}, lang: uk}}", "4:48: unknown key `lang` (did you mean `language`?)"),
    ("sources", FEEDS + f"{{{FEED}, pages: hint}}", "4:55: `pages` should be one of: all, hinted, none (did you mean"),
    ("channels", "[]", "1:1: the file should be a mapping (for instance `telegram/me: {…}`)"),
    ("channels", "telegram: {chat_id: 1}", "1:1: unknown channel `telegram` (did you mean `telegram/me`?)"),
    ("channels", "Telegram/me: {chat_id: 1}", "1:1: unknown channel `Telegram/me` (did you mean `telegram/me`?)"),
    ("channels", "telegram/me: {token: x, chat_id: 1}", "1:15: a secret does not belong into this file"),
    ("channels", "telegram/me: {token_env: 12:AA, chat_id: 1}", "1:26: not the name of an environment variable"),
    ("channels", "telegram/me: {token_env: T, chat_id: me}", "1:38: `chat_id` should be a number or `@channelname`"),
    ("channels", HOOKED + "http://a.example/t}}", "1:56: Telegram connects to `https://` alone (a proxy"),
    ("channels", HOOKED + "https://a.example:8080/t}}", "1:56: Telegram does not connect to port 8080 (it does"),
    ("channels", HOOKED + "a.example/t}}", "1:56: `url` is not an address of the web (for"),
    ("channels", HOOKED + "https://a.example/t?x=1}}", "1:56: `url` should end in a path of plain letters"),
    ("channels", HOOKED + "https://a.example/t, port: 0}}", "1:83: `port` should be at least 1"),
    ("channels", HOOKED + "https://a.example/t, port: 70000}}", "1:83: `port` should be at most 65535"),
    ("channels", HOOKED + "https://a.example/t, host: a.example}}", "1:83: `host` should be an address"),
    ("channels", HOOKED + "https://a.example/t, secret: abc}}", "1:77: unknown key `secret`"),
    ("channels", HOOKED + "https://a.example/t, secret_env: A, secret_file: b}}", "1:92: `secret_env` is there"),
    ("channels", "email/me: {host: a, from: x, to: y@z}", "1:27: `x` is not an e-mail address"),
    ("monitor", "timeout: 30", "1:1: unknown key `timeout` (did you mean `timeout_seconds`?)"),
    ("monitor", "workers: 2.0", "1:10: `workers` should be a whole number, not a number (write `2`)"),
    ("monitor", "tick_seconds: 10s", "1:15: `tick_seconds` should be a number, not text (write `10`)"),
    ("monitor", "log_level: warn", "1:12: `log_level` should be one of: debug, info, warning, error (did you mean"),
    ("monitor", "database: postgresql://u:p@h/d", "1:11: a password stands in the file"),
    ("actors", "id: person/x", "1:1: the file should be a list, not a mapping (`key: value`) (begin each of its items"),
    ("actors", "- person/x", "1:3: an entry should be a mapping (`key: value`), not text"),
    ("actors", f"- {{{JANE}}}", "1:3: `person/jane-doe` has no names (add `names: {en: [Jane]}`)"),
    ("actors", f"- {{{JANE}, wikidata: q42}}", "1:47: `q42` is no item of Wikidata (write it as `Q42`"),
    ("actors", f"- {{{JANE}, roles: [{{office: a, of: country/AZ, from: 1.5}}]}}", "1:79: `1.5` is no date"),
    ("actors", f"- {{{JANE}, roles: [{{office: a, of: country/AZ, to: 9999}}]}}", "1:77: `9999` is no date"),
    ("actors", f"- {{{JANE}, roles: [{{office: a, of: country/AZ, from: 2024, to: 2020}}]}}", "1:89: the office ends"),
    ("topics", "- {id: water, name: W, terms: {en: water}}", "1:8: `water` cannot be the id of a topic"),
    ("topics", "- {id: topic/water, name: W, terms: {en: 'w*'}}", "1:42: `w*` would match too much"),
    ("topics", "- {id: topic/water, name: W, terms: {en: [a, *b]}}", "1:46: `*b` refers to nothing above it"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), PROFILES)
def test_a_mistake_in_a_profile_is_named_at_its_place(text: str, said: str, tmp_path: Path) -> None:
    whole = RIGHT + text[1:] if text[:1] == "+" else f"name: x\nwatch:\n  - {text[1:]}" if text[:1] == ">" else text
    assert told("profile", whole, tmp_path)[0].startswith(said)


@pytest.mark.parametrize(("kind", "text", "said"), OTHERS)
def test_a_mistake_in_another_file_is_named_at_its_place(kind: str, text: str, said: str, tmp_path: Path) -> None:
    assert told(kind, text, tmp_path)[0].startswith(said)


def test_the_example_that_the_mistakes_are_made_in_is_right(tmp_path: Path) -> None:
    assert told("profile", RIGHT, tmp_path) == []


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\x85", "\u2028"])
def test_lines_are_counted_whatever_ends_them(line_break: str, tmp_path: Path) -> None:
    text = (RIGHT + "treshold: 1\n").replace("\n", line_break)
    assert told("profile", text, tmp_path) == ["4:1: unknown key `treshold` (did you mean `threshold`?)"]


def test_a_byte_order_mark_moves_no_column(tmp_path: Path) -> None:
    assert told("profile", "\ufeffnome: x\nwatch: [{actor: country/AM}]", tmp_path)[-1].startswith("1:1: unknown key")


def test_all_mistakes_of_a_file_are_named_in_the_order_of_their_places(tmp_path: Path) -> None:
    said = told("profile", RIGHT + "treshold: 1\nexclude: [topic/sports]\nreview: 2\n", tmp_path)
    assert [line.split(" ")[0] for line in said] == ["4:1:", "5:11:", "6:9:"]


@pytest.mark.parametrize("kind", ["monitor", "channels", "actors", "topics"])
def test_files_that_may_be_empty_may_hold_comments_alone(kind: str, tmp_path: Path) -> None:
    assert told(kind, "# nothing yet\n", tmp_path) == []


@pytest.mark.parametrize("kind", ["monitor", "channels", "actors", "topics"])
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "cannot be read: Is a directory"),
        (lambda path: path.symlink_to(path), "cannot be read: Too many levels of symbolic links"),
        (lambda path: path.symlink_to(path.with_name("nowhere")), "a link that leads nowhere"),
        (os.mkfifo, "a pipe, not a file"),
        (lambda path: path.write_bytes(b"a: \xff"), "not UTF-8"),
        (lambda path: path.write_bytes(b"\xff\xfea\0"), "not UTF-8"),
        (lambda path: path.write_bytes(b"#" * 1_000_001), "larger than 1 MB"),
    ],
)
def test_what_is_no_readable_file_is_said_not_passed_over(
    kind: str, make: Callable[[Path], object], said: str, tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    path = tmp_path / "config" / f"{kind}.yaml"
    make(path)
    home = Home(tmp_path)
    read = {"monitor": lambda: load_runtime(home), "channels": lambda: load_channels(path, {}, tmp_path)}
    with pytest.raises(ConfigError, match=said):
        read.get(kind, lambda: load_own(home))()


@pytest.mark.parametrize("make", [lambda path: path.write_text(""), lambda path: path.symlink_to(path)])
def test_profiles_that_are_no_folder_are_said(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path / "profiles")
    profiles, (fault,) = load_profiles(tmp_path / "profiles", known=KNOWN, channels=[], sources=[])
    assert profiles == ()
    assert fault.what == "not a folder"


def test_a_suffix_in_capitals_is_a_suffix(tmp_path: Path) -> None:
    (tmp_path / "ARMENIA.YAML").write_text(RIGHT, encoding="utf-8")
    ((profile,), faults) = load_profiles(tmp_path, known=KNOWN, channels=[], sources=[])
    assert (profile.id, faults) == ("ARMENIA", ())
