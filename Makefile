# Everything a fresh machine needs is Python 3.11+ and make; `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
PAGE := scripts/page_lint
PAGE_BIN := $(PAGE)/node_modules/.bin
NPM := $(shell command -v npm 2>/dev/null)
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help run test chaos takeover bench long-run check map screenshots lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/.run ## Start the bot; without a Discord token, the playground
	@exec $(BIN)/python -m bot run

test: $(VENV)/.dev ## Run all tests
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

chaos: $(VENV)/.dev ## Play stormy evenings: SEEDS=1000 [FIRST=0] [DB=postgres] [MORE=two,database,people,backup] [JOBS=8], or SEED=17 [SHRINK=1] [KEEP=folder]
	@exec $(BIN)/python -m tests.chaos $(if $(SEED),--seed $(SEED),--seeds $(or $(SEEDS),100) --first $(or $(FIRST),0)) \
	  $(if $(DB),--db $(DB)) $(if $(MORE),--more $(MORE)) $(if $(JOBS),--jobs $(JOBS)) $(if $(SHRINK),--shrink) $(if $(KEEP),--keep $(KEEP))

takeover: $(VENV)/.dev ## Measure how soon a standby goes on where a process was killed: [RUNS=10]
	@exec $(BIN)/python -m tests.restart.processes.take_over $(if $(RUNS),--runs $(RUNS))

bench: $(VENV)/.dev ## Measure what an answered question costs: [REF=commit to compare with] [ONLY=lone,crowd] [PROFILE=folder] [SEEDS=200]
	@exec $(BIN)/python -m benchmarks $(if $(REF),--reference $(REF)) $(if $(ONLY),--only $(ONLY)) \
	  $(if $(PROFILE),--profile $(PROFILE)) $(if $(SEEDS),--seeds $(SEEDS))

long-run: $(VENV)/.dev ## Play weeks in minutes, and see what grows: [DAYS=30] [ANSWERS=100000] [DB=postgres] [KEEP=folder] [PICTURE=file]
	@exec $(BIN)/python -m benchmarks.long_run --days $(or $(DAYS),30) --answers $(or $(ANSWERS),100000) \
	  $(if $(DB),--db $(DB)) $(if $(KEEP),--keep $(KEEP)) $(if $(PICTURE),--picture $(PICTURE))

check: $(VENV)/.dev ## Lint, strict types, import contracts, question banks, the page's scripts
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot check --offline
	$(BIN)/python -m bot banks check --complete
	@$(MAKE) --no-print-directory check-page

map: ## Print every module with its purpose
	@$(PYTHON) scripts/map.py

screenshots: $(VENV)/.dev ## Take the README's screenshots anew (needs Chromium)
	$(BIN)/python scripts/screenshots.py

lock: $(VENV)/.dev ## Pin the dependencies anew, with hashes and without index addresses
	$(PIP) install uv
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header -q -o requirements-dev.lock

clean: ## Remove what was installed and caches (never data/)
	rm -rf $(VENV) $(PAGE)/node_modules scripts/bank_tools/node_modules .pytest_cache .mypy_cache .ruff_cache .import_linter_cache *.egg-info build

# Nothing else here needs Node.js, so only CI insists on it.
.PHONY: check-page
ifneq ($(NPM),)
check-page: $(PAGE)/node_modules/.installed
	$(PAGE_BIN)/eslint --config $(PAGE)/eslint.config.js playground/page/js $(PAGE)
	$(PAGE_BIN)/tsc --project $(PAGE)
else
check-page:
	@echo "page scripts not checked: Node.js is not installed"
	@[ -z "$$CI$$MOCK_REQUIRE_ALL" ]
endif

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.python requirements.lock pyproject.toml
	@echo "Installing (once) ..."
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.python requirements-dev.lock pyproject.toml
	@echo "Installing what tests need (once) ..."
	$(PIP) install --require-hashes -r requirements-dev.lock
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run

$(PAGE)/node_modules/.installed: $(PAGE)/package.json $(PAGE)/package-lock.json
	@echo "Installing what checks the page's scripts (once) ..."
	npm --prefix $(PAGE) ci --loglevel=error
	@touch $@
