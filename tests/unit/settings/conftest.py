"""A writer of configuration files, and a reader of faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from monitor.errors import ConfigError

Write = Callable[[str, str], Path]
FaultsOf = Callable[[Callable[[], object]], list[tuple[int, int, str, str]]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """`write(name, text)` -> the path of a file with that text."""

    def writer(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
        return path

    return writer


@pytest.fixture
def faults_of() -> FaultsOf:
    """`faults_of(call)` -> (line, column, what, hint) of each fault that the call raises."""

    def collect(call: Callable[[], object]) -> list[tuple[int, int, str, str]]:
        with pytest.raises(ConfigError) as raised:
            call()
        return [(fault.line, fault.column, fault.what, fault.hint) for fault in raised.value.faults]

    return collect
