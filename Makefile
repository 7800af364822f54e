# Works with GNU make 3.81 (macOS) and later.
# To use another Python: make test PYTHON=python3.13

PYTHON ?= python3
MINUTES := 10
ROUNDS := 200
BIN := .venv/bin
STAMP := .venv/.installed
PEERS := .venv/.peers
DOCS := .venv/.docs
SITE := docs-site
ENGINES := .venv/.engines
OUT := tests/bench/table.md
EXPLORER := src/explorer

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help env page notebook docs web test lint format bench fuzz crash limits speech clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

env: $(STAMP) ## create .venv and install the project into it; again when pyproject.toml changes
	@:

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "kuntaverkostot needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Choose another one: make $(or $(MAKECMDGOALS),env) PYTHON=python3.12" >&2; exit 1; }
	@echo "Installing into .venv. The first time, this takes a minute or two."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[notebook,dev]'
	@touch $@

page: env ## write the pages in Finnish, Swedish and English to pages/
	@$(BIN)/kuntaverkostot export --lang all --out pages --overwrite

notebook: env ## open the notebooks in JupyterLab
	@cd notebooks && ../$(BIN)/jupyter lab

docs: $(DOCS) ## build the documentation into docs-site/ and check it (needs Chromium)
	@rm -rf $(SITE)
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going --fresh-env --doctree-dir .venv/.doctrees docs $(SITE)
	@echo "$(SITE)/index.html"
	@$(BIN)/pytest --quiet tests/docs/built_site.py

$(DOCS): $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[docs]'
	@touch $@

web: $(EXPLORER)/.installed ## build the script and the style of the page from src/explorer (needs Node.js)
	@cd $(EXPLORER) && npm run --silent build

$(EXPLORER)/.installed: $(EXPLORER)/package.json
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null || { \
	  echo "The front end is built and checked with Node.js 20 or newer, and there is none." >&2; exit 1; }
	@cd $(EXPLORER) && npm install --no-package-lock --no-audit --no-fund --silent
	@touch $@

test: lint $(if $(filter 1,$(KUNTAVERKOSTOT_REQUIRE_ENGINES)),$(ENGINES)) ## run every check: style, types, tests, notebooks
	@$(BIN)/pytest --quiet --numprocesses=auto --dist=loadfile --no-loadscope-reorder
	@$(BIN)/pytest --quiet --numprocesses=auto --nbmake notebooks

lint: env ## check style (ruff) and types (mypy)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/mypy --no-error-summary
	@if command -v npm >/dev/null || [ "$$KUNTAVERKOSTOT_REQUIRE_BROWSER" = 1 ]; then \
	  $(MAKE) -s $(EXPLORER)/.installed && cd $(EXPLORER) && npm run --silent check; \
	else echo "NOT RUN: the checks of the front end, because Node.js is not installed" >&2; fi

format: env ## format the code and fix what ruff can fix
	@$(BIN)/ruff check --quiet --fix-only
	@$(BIN)/ruff format --quiet
	@if [ -e $(EXPLORER)/.installed ]; then cd $(EXPLORER) && npm run --silent format; fi

bench: $(PEERS) ## compare the speed with that of other packages, twenty minutes (PART=overlaps, OUT=FILE)
	@$(BIN)/python -m tests.bench.run $(PART) --out $(OUT)

$(PEERS): $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

$(ENGINES): $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[engines]'
	@touch $@

fuzz: env ## read random files and keep those that break something (MINUTES=10)
	@$(BIN)/python tests/fuzz/run.py --minutes $(MINUTES)

crash: env ## kill a program while it writes and look at its file (ROUNDS=200)
	@$(BIN)/python tests/crash/run.py --rounds $(ROUNDS)

limits: env ## read and write tables of extreme size, ten minutes (CASES=rows)
	@$(BIN)/python tests/limits/run.py $(CASES)

speech: env ## write down what a screen reader says of the page, ten minutes (needs Debian's orca, firefox-esr, xvfb)
	@$(BIN)/python tests/speech/run.py

clean: ## delete everything that these commands made, .venv too
	@rm -rf .venv pages dist $(SITE) docs/pictures $(EXPLORER)/node_modules $(EXPLORER)/.installed .mypy_cache .pytest_cache .ruff_cache .hypothesis notebooks/kuntaverkostot.html notebooks/leagues.html
	@find src tests notebooks \( -name __pycache__ -o -name .ipynb_checkpoints \) -type d -prune -exec rm -rf {} +
