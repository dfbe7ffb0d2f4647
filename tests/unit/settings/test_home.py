"""The home of a watch: which folder, and how an empty one is furnished."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.errors import ConfigError
from monitor.settings.home import Home, find_home, furnish, starter


def test_the_option_goes_before_the_variable_and_that_before_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("option", "variable"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    environ = {"MONITOR_HOME": str(tmp_path / "variable")}
    assert find_home(str(tmp_path / "option"), environ).path == tmp_path / "option"
    assert find_home(None, environ).path == tmp_path / "variable"
    assert find_home(None, {"MONITOR_HOME": ""}).path == tmp_path


def test_a_home_that_is_no_folder_is_named_with_its_origin(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--home names no folder"):
        find_home(str(tmp_path / "none"), {})
    with pytest.raises(ConfigError, match="MONITOR_HOME names no folder"):
        find_home(None, {"MONITOR_HOME": str(tmp_path / "none")})


def test_the_starter_home_has_configuration_and_seeds() -> None:
    assert (starter() / "config" / "sources.yaml").is_file()
    assert (starter() / "seeds" / "README.md").is_file()


def test_furnishing_copies_what_is_missing_and_overwrites_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.config.mkdir()
    home.sources.write_text("mine", encoding="utf-8")
    made = furnish(home)
    assert home.furnished
    assert home.channels in made
    assert home.sources not in made
    assert home.sources.read_text(encoding="utf-8") == "mine"
    assert furnish(home) == ()


def test_what_editors_and_tools_keep_in_hidden_folders_is_not_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    for name in ("config/.schema/profile.json", "config/profiles/x.yaml", "config/.x.yaml.swp", "seeds/000.txt"):
        (shipped / name).parent.mkdir(parents=True, exist_ok=True)
        (shipped / name).write_text("x", encoding="utf-8")
    monkeypatch.setattr("monitor.settings.home.starter", lambda: shipped)
    made = furnish(Home(tmp_path / "home"))
    assert {path.relative_to(tmp_path / "home").as_posix() for path in made} == {
        "config/profiles/x.yaml",
        "seeds/000.txt",
    }
