# Works with GNU make 3.81 (macOS) and later.
# Another Python:  make test PYTHON=python3.13

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed
PEERS := .venv/.peers
OUT := tests/bench/table.md
EXPLORER := src/explorer

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help env page notebook web test lint format bench fuzz crash limits clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

env: $(STAMP) ## make .venv and install the project into it (once, and again when pyproject.toml changes)
	@:

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "kuntaverkostot needs Python 3.11 or newer, and '$(PYTHON)' is: $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Name another one: make $(or $(MAKECMDGOALS),env) PYTHON=python3.12" >&2; exit 1; }
	@echo "Installing into .venv; the first time takes a minute or two."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[notebook,dev]'
	@touch $@

page: env ## write the pages in Finnish, Swedish and English into pages/, and print where they are
	@$(BIN)/kuntaverkostot export --lang all --out pages --overwrite

notebook: env ## open the notebooks in JupyterLab
	@cd notebooks && ../$(BIN)/jupyter lab

web: $(EXPLORER)/.installed ## build the script and the style of the page from src/explorer (needs Node.js)
	@cd $(EXPLORER) && npm run --silent build

$(EXPLORER)/.installed: $(EXPLORER)/package.json
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null || { \
	  echo "The front end is built and checked with Node.js 20 or newer, and there is none." >&2; exit 1; }
	@cd $(EXPLORER) && npm install --no-package-lock --no-audit --no-fund --silent
	@touch $@

test: lint ## run every check: style, types, tests, notebooks
	@$(BIN)/pytest --quiet
	@$(BIN)/pytest --quiet --nbmake notebooks

lint: env ## check style and types
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/mypy --no-error-summary
	@if command -v npm >/dev/null || [ "$$KUNTAVERKOSTOT_REQUIRE_BROWSER" = 1 ]; then \
	  $(MAKE) --silent --no-print-directory $(EXPLORER)/.installed && cd $(EXPLORER) && npm run --silent check; \
	else echo "NOT RUN: the checks of the front end, because Node.js is not installed" >&2; fi

format: env ## put the code into its format, and mend what ruff can mend
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format --quiet
	@if [ -e $(EXPLORER)/.installed ]; then cd $(EXPLORER) && npm run --silent format; fi

bench: $(PEERS) ## measure this project and others side by side (PART=overlaps for a part, OUT=FILE)
	@$(BIN)/python -m tests.bench.run $(PART) --out $(OUT)

$(PEERS): $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

fuzz: env ## read files of any bytes for ten minutes
	@$(BIN)/python tests/fuzz/run.py

crash: env ## kill a program that writes, 200 times
	@$(BIN)/python tests/crash/run.py

limits: env ## read and write a cell of 5 MB, a million rows, 10,000 columns, vast workbooks (CASES=rows for a part)
	@$(BIN)/python tests/limits/run.py $(CASES)

clean: ## remove everything these commands made, .venv too
	@rm -rf .venv pages dist $(EXPLORER)/node_modules $(EXPLORER)/.installed .mypy_cache .pytest_cache .ruff_cache .hypothesis notebooks/leagues.html
	@find src tests notebooks \( -name __pycache__ -o -name .ipynb_checkpoints \) -type d -prune -exec rm -rf {} +
