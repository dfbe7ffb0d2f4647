"""What grouping reaches on the corpus of stories; `--learn` prints the weights that the development half asks for.

.venv/bin/python tests/benchmarks/stories.py           # figures of dev and gate, as floors.yaml has them
.venv/bin/python tests/benchmarks/stories.py --learn   # weights for decide/stories/likeness.py, and how well they hold
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
