"""/watch and /add, as a running daemon deals with them: it has the way to the web, and the home to write to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from doubles.bot_api import TOKEN
from doubles.bot_api_beside import bot_api
from doubles.command import Command

ARTICLE = """Aliyev and Pashinyan sign a peace treaty
President Ilham Aliyev of Azerbaijan and Prime Minister Nikol Pashinyan of Armenia signed a peace treaty on Friday.
Ilham Aliyev said that Azerbaijan and Armenia had ended decades of conflict, and that the borders were open.
Nikol Pashinyan called the peace treaty a new page for Armenia."""


def test_a_pasted_article_becomes_a_profile_and_a_feed_of_this_machine_is_refused(
    home: Path, monitor: Command, eventually: Callable[..., None]
) -> None:
    profiles = home / "config" / "profiles"
    before = set(profiles.iterdir())
    with bot_api() as (api, there):

        def heard(words: str) -> bool:
            return any(words in sent.text for sent in api.sent)

        channel = f"telegram/me: {{token_env: BOT_TOKEN, chat_id: 42, api_url: {api.url}}}\n"
        (home / "config" / "channels.yaml").write_text(channel, encoding="utf-8")
        with monitor.daemon(BOT_TOKEN=TOKEN) as daemon:
            there(lambda: api.updates.say(f"/watch {ARTICLE}", user=42))
            eventually(lambda: api.updates.keyboards, "a draft with buttons")
            assert set(profiles.iterdir()) == before
            message = next(iter(api.updates.keyboards))
            there(lambda: api.updates.press(message, "Write", user=42))
            eventually(lambda: set(profiles.iterdir()) - before, "the profile is written")
            there(lambda: api.updates.press(message, "Write", user=42))
            there(lambda: api.updates.say(f"/add {api.url}/feed.xml", user=42))
            eventually(lambda: heard("is a private address"), "the address is refused")
            assert daemon.stop() == 0
    assert len(set(profiles.iterdir()) - before) == 1
    assert monitor("check").status == 0
