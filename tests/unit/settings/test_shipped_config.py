"""The shipped `config/`: it reads without a fault, and what its comments and README say is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.decide.delivery import Console, Email, Telegram
from monitor.settings.channels import KINDS, load_channels
from monitor.settings.document import parse_document
from monitor.settings.home import Home
from monitor.settings.index_file import shipped
from monitor.settings.own import OwnActor, load_actors, load_own
from monitor.settings.profile_file import ProfileFile
from monitor.settings.profiles import load_profiles
from monitor.settings.runtime import load_runtime
from monitor.settings.schema import check
from monitor.settings.source_file import SourcesFile
from monitor.settings.sources import load_sources

SHIPPED = Home(Path(__file__).parents[3])


def uncommented(path: Path, lines: str) -> str:
    """The example in a file's comments: those comment lines that match, without their sign."""
    found = re.findall(rf"^# ((?:{lines}).*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return "\n".join(found)


def test_the_shipped_runtime_writes_the_defaults_out(tmp_path: Path) -> None:
    shipped, defaults = load_runtime(SHIPPED), load_runtime(Home(tmp_path))
    assert {name: getattr(shipped, name) for name in ("contact", "workers", "feed_cap", "tick_s")} == {
        name: getattr(defaults, name) for name in ("contact", "workers", "feed_cap", "tick_s")
    }
    assert Path(shipped.database).relative_to(SHIPPED.path.absolute()) == Path("var/monitor.db")
    assert shipped.user_agent == defaults.user_agent


def test_the_shipped_sources_are_many_in_many_languages() -> None:
    sources = load_sources(SHIPPED.sources)
    assert len(sources) >= 80
    assert len({source.language for source in sources if source.language}) >= 8
    assert all(source.group for source in sources)
    assert not any(source.allow_private for source in sources)


def test_until_a_channel_is_configured_there_is_the_console() -> None:
    assert load_channels(SHIPPED.channels, {}, SHIPPED.path) == (Console(),)


def test_the_channel_examples_work_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "channels.yaml"
    path.write_text(uncommented(SHIPPED.channels, r"[a-z]+/[\w.-]+:|  \w+:"), encoding="utf-8")
    me, desk, mail, *others = load_channels(path, {"TELEGRAM_TOKEN": "1:A", "SMTP_PASSWORD": "x"}, tmp_path)
    assert isinstance(me, Telegram)
    assert (me.token, me.missing) == ("1:A", "")
    assert isinstance(desk, Telegram)
    assert isinstance(mail, Email)
    assert mail.password == "x"
    assert {one.name.split("/")[0] for one in others} == {*KINDS} - {"telegram", "email"}


def test_the_channels_of_the_readme_work_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "serbia-kosovo.yaml").touch()
    readme = (SHIPPED.config / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"^    ((?:telegram|email)/[\w.-]+: \{.*\})$", readme, re.MULTILINE)
    assert len(shown) >= 4
    for line in shown:
        (tmp_path / "channels.yaml").write_text(f"{line}\n", encoding="utf-8")
        channel, _ = load_channels(tmp_path / "channels.yaml", {"TELEGRAM_TOKEN": "1:A"}, tmp_path)
        assert not channel.missing


def test_whom_the_seeds_name_and_no_catalogue_knows_is_listed_and_watched() -> None:
    actors, topics = load_own(SHIPPED)
    profiles = "".join(file.read_text(encoding="utf-8") for file in SHIPPED.profiles.glob("*.yaml"))
    assert topics == []
    assert actors
    assert all(f"actor: {row['id']}" in profiles for row in actors)


@pytest.mark.parametrize("kind", ["actors", "topics"])
def test_the_shipped_examples_of_actors_and_topics_work(tmp_path: Path, kind: str) -> None:
    (tmp_path / "config").mkdir()
    text = uncommented(SHIPPED.config / f"{kind}.yaml", r"- id:|  \w+:|    - \{|    \w\w:")
    (tmp_path / "config" / f"{kind}.yaml").write_text(text, encoding="utf-8")
    assert any(load_own(Home(tmp_path)))


def test_the_examples_of_the_readme_are_true() -> None:
    text = (SHIPPED.config / "README.md").read_text(encoding="utf-8")
    profile, *_, actors, sources, outlets = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    check(parse_document(profile.encode(), file="README.md"), ProfileFile)
    assert len(load_actors(parse_document(actors.encode(), file="README.md"))) == 1
    for example in (sources, outlets):
        check(parse_document(example.encode(), file="README.md"), SourcesFile)


def test_the_ten_worked_profiles_of_the_readme_name_what_exists(tmp_path: Path) -> None:
    text = (SHIPPED.config / "README.md").read_text(encoding="utf-8").partition("## Ten profiles")[2]
    examples = re.findall(r"```yaml\n(.*?)```", text.partition("\n## ")[0], re.DOTALL)
    assert len(examples) == 10
    assert len(examples[0].splitlines()) == 3
    for number, example in enumerate(examples):
        (tmp_path / f"example-{number}.yaml").write_text(example, encoding="utf-8")
    channels = ["telegram/me", "email/desk"]
    known = shipped().called
    profiles, faults = load_profiles(tmp_path, known=known, channels=channels, sources=[], seeds=SHIPPED.seeds)
    assert faults == ()
    assert len({profile.name for profile in profiles}) == 10
    # between them they show every key
    assert {name for name in ProfileFile.model_fields if not re.search(rf"^{name}:", examples[-1], re.M)} == set()
    assert all(re.search(rf"^ *(- )?{kind}:", "".join(examples), re.M) for kind in ("any", "all", "near", "phrase"))


def test_the_readme_names_every_key_of_an_actor_of_ones_own() -> None:
    text = (SHIPPED.config / "README.md").read_text(encoding="utf-8").partition("## Actors and topics")[2]
    assert not {name for name in OwnActor.model_fields if f"`{name}`" not in text and f" {name}: " not in text} - {"id"}


def test_the_readme_names_every_key_of_a_profile() -> None:
    text = (SHIPPED.config / "README.md").read_text(encoding="utf-8")
    keys = {f"| `{name}`" for name in ProfileFile.model_fields if name != "alert"}
    keys |= {f"| `alert.{name}`" for name in ("instant", "digest", "timezone", "quiet")}
    assert not {key for key in keys if key not in text}
