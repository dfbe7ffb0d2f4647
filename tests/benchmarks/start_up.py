"""How long `monitor --help` takes, as a multiple of Python's own start: `make bench`.

Both are measured in turn, ten times, and the medians compared; the aim is 2.5 at most. Nothing is asserted: the
figure depends on the machine less than either time does, but it does.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

RUNS = 10
AIM = 2.5
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "monitor --help": [str(Path(sys.executable).with_name("monitor")), "--help"],
}


def seconds(command: list[str]) -> float:
    """One run, from start to end."""
    begin = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begin


def main() -> None:
    """Print both medians and their ratio."""
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, command in COMMANDS.items():
            taken[name].append(seconds(command))
    bare, told = (median(times) for times in taken.values())
    for name, times in taken.items():
        print(f"{name}  {1000 * median(times):6.1f} ms")
    print(f"ratio           {told / bare:6.2f}  (aim: {AIM} at most)")


if __name__ == "__main__":
    main()
