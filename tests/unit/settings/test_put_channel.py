"""A channel is put in as text: what its owner wrote around it stays, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from monitor.errors import ConfigError
from monitor.settings.home import Home
from monitor.settings.put_channel import live_in, put_channel, put_secret, tell_on, told_nowhere_else

FIELDS = {"token_file": "config/secrets/telegram-me", "chat_id": -42, "language": "no"}


@pytest.mark.parametrize(
    "before", ["", "# nothing yet\n", "# comment\nconsole:\n  language: en  # mine\n", "console: {}"]
)
def test_a_new_one_comes_last(tmp_path: Path, before: str) -> None:
    path = tmp_path / "channels.yaml"
    path.write_text(before, encoding="utf-8")
    put_channel(path, "telegram/me", FIELDS)
    text = path.read_text(encoding="utf-8")
    assert text.startswith(before)
    assert text.endswith("telegram/me:\n  token_file: config/secrets/telegram-me\n  chat_id: -42\n  language: 'no'\n")


@pytest.mark.parametrize(
    "old", ["telegram/me:\n  chat_id: 1\n  # its own\n  silent: true\n", "telegram/me: {chat_id: 1}\n"]
)
@pytest.mark.parametrize("behind", ["", "\n# the end\n", "# of the next\nconsole: {}\n"])
def test_one_that_is_there_is_replaced_in_its_place(tmp_path: Path, old: str, behind: str) -> None:
    path = tmp_path / "channels.yaml"
    path.write_text(f"# first\n{old}{behind}", encoding="utf-8")
    put_channel(path, "telegram/me", {"chat_id": 2})
    assert path.read_text(encoding="utf-8") == f"# first\ntelegram/me:\n  chat_id: 2\n{behind}"


def test_a_file_in_brackets_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "channels.yaml"
    path.write_text("{console: {}}\n", encoding="utf-8")
    with pytest.raises(ConfigError):
        put_channel(path, "telegram/me", FIELDS)
    assert path.read_text(encoding="utf-8") == "{console: {}}\n"


def test_a_secret_is_its_owners_alone_even_where_the_file_was_open(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for _ in range(2):
        name = put_secret(home, "telegram/me", "s3cret")
        file = tmp_path / name
        assert file.read_text() == "s3cret\n"
        assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
        file.chmod(0o644)
        file.parent.chmod(0o755)
    assert (file.parent / ".gitignore").read_text() == "*\n"


def test_profiles_that_are_told_on_the_terminal_alone_can_be_told_elsewhere_too(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.profiles.mkdir(parents=True)
    texts = {
        "empty": "name: E\ndeliver: []  # none\nalert: {timezone: UTC}\n",
        "console": "name: C\ndeliver: [console]\nalert: {timezone: Asia/Baku}\n",
        "none": "name: N\n",
        "mail": "name: M\ndeliver: [email/desk]\n",
        "broken": "name: [\n",
    }
    for stem, text in texts.items():
        (home.profiles / f"{stem}.yaml").write_text(text, encoding="utf-8")
    found = told_nowhere_else(home)
    assert [path.stem for path in found] == ["console", "empty", "none"]
    live_in(found, "Europe/Paris")
    tell_on(found, ["telegram/me"])
    values = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in found]
    assert [value["deliver"] for value in values] == [["console", "telegram/me"], ["telegram/me"], ["telegram/me"]]
    assert [value.get("alert", {}).get("timezone") for value in values] == ["Asia/Baku", "Europe/Paris", None]
    assert "# none" in found[1].read_text(encoding="utf-8")
