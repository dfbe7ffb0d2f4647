"""Pages that somebody names by their addresses, fetched for a command and read as seeds are."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from dataclasses import replace

from monitor.cli.context import now
from monitor.cli.progress import Live, plural
from monitor.clock import SystemClock
from monitor.collect.forms.form import LOOKED_AT, form_of_answer
from monitor.collect.keep import name_of_page
from monitor.collect.seed import SeedReading, seed_from
from monitor.errors import DocumentError, FetchError, ForbiddenAddress
from monitor.model import Fetched
from monitor.settings.runtime import Runtime


def add_allow_private(parser: argparse.ArgumentParser) -> None:
    """The argument of a command that fetches what it is named."""
    parser.add_argument("--allow-private", action="store_true", help="fetch from your own network or machine, too")


def is_address(word: str) -> bool:
    """Is this meant as the address of a page?"""
    return word.lower().startswith(("http://", "https://"))


def fetch_pages(
    urls: Sequence[str], runtime: Runtime, *, allow_private: bool = False
) -> dict[str, Fetched | FetchError]:
    """Fetch pages as the daemon does: through the guard, where robots.txt allows it, within its caps and pauses."""
    return asyncio.run(_fetch(urls, runtime, allow_private=allow_private))


def read_answer(url: str, answer: Fetched | FetchError) -> SeedReading:
    """The article in what an address answered. Raises `DocumentError`, which names the address."""
    if isinstance(answer, FetchError):
        private = isinstance(answer, ForbiddenAddress) and answer.private
        hint = " (--allow-private reads it nevertheless)" if private else ""
        raise DocumentError(f"{url}: {answer}{hint}") from answer
    form = form_of_answer(answer.header("content-type") or "", answer.body[:LOOKED_AT])
    try:
        reading = seed_from(answer.body, form=form, name="", now=now(), url=answer.url)
    except DocumentError as error:
        raise type(error)(f"{url}: {error}") from error
    return replace(reading, name=name_of_page(answer.url, reading.article.title))


async def _fetch(urls: Sequence[str], runtime: Runtime, *, allow_private: bool) -> dict[str, Fetched | FetchError]:
    from monitor.collect.robots import Robots
    from monitor.gateway import fetcher_of

    fetcher = fetcher_of(runtime, SystemClock())
    robots = Robots(fetcher, runtime.user_agent, clock=SystemClock())
    answers: dict[str, Fetched | FetchError] = {}
    with Live() as live:
        live.begin(f"Fetching {plural(len(urls), 'page')}", len(urls))
        try:
            for url in urls:
                live.step(url)
                try:
                    await robots.admit(url, allow_private=allow_private)
                    answers[url] = await fetcher.fetch(url, kind="page", allow_private=allow_private)
                except FetchError as error:
                    answers[url] = error
                except ValueError:  # urllib's word for brackets that hold no IPv6 address
                    answers[url] = FetchError("this is no address of a page", url=url, permanent=True)
        finally:
            await fetcher.close()
    return answers
