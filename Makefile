# Each target does all its own set-up: `make run` on a fresh machine needs Python 3.11 or newer, and make.
PORT ?= 8501
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# How many processes test side by side. Each opens a server and a browser of its own, and takes about 1 GB.
TESTERS ?= 2
LINTED := app.py components pages tests data

.PHONY: run test check bench clean

run: $(VENV)/run
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: check $(VENV)/chromium
	$(BIN)/python -m pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder

check: $(VENV)/test
	$(BIN)/ruff check $(LINTED)
	$(BIN)/ruff format --check $(LINTED)
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/test $(VENV)/chromium
	$(BIN)/python -m tests.benchmarks

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "The Atlas needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing (Debian: apt install python3-venv)."; exit 1; }
	touch $@

$(VENV)/run: $(VENV)/python requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/test: $(VENV)/run tests/requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@

# The browser tests drive Debian's Chromium; it is installed where there is none.
$(VENV)/chromium: | $(VENV)/python
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq chromium fonts-dejavu-core; } || { \
	  echo "The browser tests need Chromium (Debian: apt install chromium)."; exit 1; }
	touch $@
