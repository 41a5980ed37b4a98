# Two commands do all the set-up: `make site` builds the example, `make test` proves the program.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: site serve test test-fast lint format docs handbook fuzz bench audit lock clean

site: $(READY)
	$(BIN)/wenzhai build

serve: $(READY)
	$(BIN)/wenzhai serve --open

# Tests that share a server or a browser stay together; tests/conftest.py says who begins.
test: lint
	$(BIN)/pytest -n auto --dist loadscope --no-loadscope-reorder

# The stages on small material: what to run while working.
test-fast: $(READY)
	$(BIN)/pytest -n logical --dist loadscope -m "not browser" tests/read tests/clean tests/split tests/convert tests/digest tests/decide tests/write tests/test_architecture.py

lint: $(READY)
	$(BIN)/ruff format --check generator tests bench docs
	$(BIN)/ruff check generator tests bench docs
	$(BIN)/mypy

format: $(READY)
	$(BIN)/ruff format generator tests bench docs
	$(BIN)/ruff check --fix generator tests bench docs

# What the published site is like, on every page of the example and of SITES: sizes, widths,
# axe-core, Nu HTML checker, EPUBCheck, Lighthouse. Needs Chromium, Node and Java; see docs/audit.md.
SITES ?= . examples/river $(wildcard ../shared/site)
audit: $(READY) tests/audit/node_modules
	AUDIT=all $(BIN)/pytest tests/audit tests/render/test_epub.py
	$(BIN)/python -m tests.audit.checkers $(SITES)

tests/audit/node_modules: tests/audit/package-lock.json
	cd tests/audit && npm ci --no-audit --no-fund
	touch tests/audit/node_modules

# The documentation as a site in public-docs/, built by the program itself.
docs: $(READY)
	$(BIN)/python docs/reference.py
	$(BIN)/python docs/licences.py
	$(BIN)/python docs/make.py

# The whole table of attacks, sixty kills, and thousands of damaged sources; about ten minutes.
fuzz: $(READY)
	HOSTILE=all FUZZ=5000 $(BIN)/pytest tests/hostile

# The pictures of the editor's handbook, made by doing what it says. Needs Chromium.
handbook: $(READY)
	$(BIN)/python -m tests.handbook.walk docs/handbook/images

# Beside Hugo, Eleventy, Pelican and MkDocs on the same articles; they are installed into a scratch
# folder. ARTICLES=1000 and =10000 give the other tables of docs/performance.md. Then where the
# time goes, stage by stage, and how soon a save is in the browser.
ARTICLES ?= 100
bench: $(READY)
	$(BIN)/python -m bench.run --articles $(ARTICLES)
	$(BIN)/python bench/stages.py
	$(BIN)/python bench/loop.py --saves 40 --rebuilds 60 --idle 10

# The program, installed from the locked versions, which are complete: nothing is resolved anew. Made anew when the lock or the project changes.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "wenzhai needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

# After changing dependencies in pyproject.toml.
lock: $(READY)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) public dist .mypy_cache .ruff_cache .pytest_cache
