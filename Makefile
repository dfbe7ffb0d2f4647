# The two commands of the README are `make run` and `make test`; `make help` lists the others.
.DEFAULT_GOAL := help
.PHONY: help requirements install dev pdf apprise run once demo test lint types contracts format messages trust bench wheel clean

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# pip asks an index for nothing but what the constraints name, and takes nothing whose hash differs
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-virtualenv

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

requirements:
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is missing: sudo apt install git make python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: Python 3.11 or later is needed, this is $$($(PYTHON) --version); name another one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "make: Python's venv is missing: sudo apt install python3-venv"; exit 1; }
	@command -v git >/dev/null || { echo "make: git is missing: sudo apt install git"; exit 1; }

$(BIN)/python: | requirements
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: constraints.txt pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes --requirement constraints.txt
	$(PIP) --no-deps --no-build-isolation --no-index --editable .
	@$(BIN)/monitor schema --write --home . || true # for editors: the first line of each file in config/ leads there
	@touch $@

$(VENV)/.pdf: constraints-pdf.txt $(VENV)/.installed
	$(PIP) --require-hashes --requirement constraints-pdf.txt
	@touch $@

$(VENV)/.apprise: constraints-apprise.txt $(VENV)/.installed
	$(PIP) --require-hashes --requirement constraints-apprise.txt
	@touch $@

$(VENV)/.developing: constraints-dev.txt $(VENV)/.pdf $(VENV)/.apprise
	$(PIP) --require-hashes --requirement constraints-dev.txt
	@touch $@

install: $(VENV)/.installed ## install into .venv from pinned constraints

dev: $(VENV)/.developing ## the same with what tests and checks need

pdf: $(VENV)/.pdf ## what seeds that are PDFs need (the extra `pdf`)

apprise: $(VENV)/.apprise ## what channels of other services need (the extra `apprise`)

run: install ## start the watch on config/ (Ctrl-C stops)
	@$(BIN)/monitor run

once: install ## one pass, then stop
	@$(BIN)/monitor once

demo: install ## the whole thing on a newsroom of its own: no network, no token
	@$(BIN)/monitor demo --exit

test: dev ## every test; needs no network
	$(BIN)/python -m pytest --numprocesses 3 --dist worksteal $(PYTEST_ARGS)

lint: dev ## ruff: rules and format
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: dev ## mypy --strict
	$(BIN)/mypy --strict monitor

contracts: dev ## imports run downward only
	$(BIN)/lint-imports

format: dev ## let ruff write the format
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

messages: dev ## what messages are new in the code -> monitor/translation/locales/, to be translated there
	$(BIN)/python tests/messages.py

trust: dev ## a week of 500 feeds in made time, bombs, 100,000 broken feeds, years of volume and of digests: some minutes each
	$(BIN)/python tests/trust/politeness/week.py
	MONITOR_TRUST=1 $(BIN)/python -m pytest -s tests/faults/test_bombs.py tests/faults/test_store_kill.py tests/trust/replay tests/property/test_tellings_machine.py tests/property/test_regrouping_machine.py tests/property/test_outbox_machine.py tests/property/test_render.py tests/property/test_render_elsewhere.py
	$(BIN)/python tests/faults/mutated_feeds.py 100000
	$(BIN)/python tests/trust/volume.py
	$(BIN)/python tests/trust/digests/year.py
	$(BIN)/python tests/trust/stories/orders.py

bench: dev ## timings, as ratios against a peer in the same run
	$(BIN)/python tests/benchmarks/start_up.py
	$(BIN)/python tests/benchmarks/reading.py
	$(BIN)/python tests/benchmarks/names.py
	$(BIN)/python tests/benchmarks/checking.py
	$(BIN)/python tests/benchmarks/feeds.py
	$(BIN)/python tests/benchmarks/pages.py
	$(BIN)/python tests/benchmarks/search.py

wheel: dev ## build the wheel, with the pinned build backend
	$(BIN)/python -m build --wheel --no-isolation --outdir dist

clean: ## remove what was built; the database in var/ stays
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
