"""A home with a profile and its seed, whose files a test may rewrite."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from doubles.shipped import SEEDS

from monitor.settings.home import Home

SEED = "000_0387e5f3a65400b3.txt"
PROFILE = f"""\
name: Armenia and Azerbaijan
seeds: [{SEED}]
watch:
  - actor: person/ilham-aliyev
  - actor: country/AM
require: [country/AM]
"""


@pytest.fixture
def affair(tmp_path: Path) -> Home:
    """Its one profile is `affair`, its one seed the shipped one."""
    home = Home(tmp_path)
    home.profiles.mkdir(parents=True)
    home.seeds.mkdir()
    shutil.copy(SEEDS / SEED, home.seeds)
    (home.profiles / "affair.yaml").write_text(PROFILE, encoding="utf-8")
    return home
