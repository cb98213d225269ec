# Each target does all its own set-up: `make run` on a fresh machine needs Python 3.11 or newer, and make.
PORT ?= 8501
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# How many processes test side by side. Each opens a server and a browser of its own, and takes about 1 GB.
TESTERS ?= 2
LINTED := app.py components pages tests data

.PHONY: run backup restore move-to-postgresql test check bench drill lock audit clean

run: $(VENV)/run
	$(BIN)/streamlit run app.py --server.port $(PORT)

# What is kept: docs/keeping.md. Not echoed, as an address may hold a password.
backup: $(VENV)/run
	@$(BIN)/python -m components.store backup

restore: $(VENV)/run
	@$(BIN)/python -m components.store restore "$(FILE)"

move-to-postgresql: $(VENV)/run
	@$(BIN)/python -m components.store move-to-postgresql

test: check $(VENV)/chromium $(VENV)/postgresql $(VENV)/nginx
	$(BIN)/python -m pytest --numprocesses $(TESTERS) --dist loadfile --no-loadscope-reorder

check: $(VENV)/test
	$(BIN)/ruff check $(LINTED)
	$(BIN)/ruff format --check $(LINTED)
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/test $(VENV)/chromium
	$(BIN)/python -m tests.benchmarks

# What it finds goes into docs/drills.md.
drill: $(VENV)/test $(VENV)/postgresql
	$(BIN)/python -m tests.drills

# Writes requirements.lock from requirements.txt, for each system and Python. What is in it already stays at its version;
# `rm requirements.lock` first for the newest of all that requirements.txt leaves open.
lock: $(VENV)/tools
	$(VENV)/tools/bin/uv pip compile requirements.txt --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" --quiet --output-file requirements.lock

audit: $(VENV)/tools
	@$(VENV)/tools/bin/python tests/audit.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "The Atlas needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing (Debian: apt install python3-venv)."; exit 1; }
	touch $@

# Exactly these files, by their hashes: whatever a registry sends instead is refused.
$(VENV)/run: $(VENV)/python requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/test: $(VENV)/run tests/requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@

# Apart from the Atlas's own packages, so that neither has to suit the other.
$(VENV)/tools: $(VENV)/python
	$(PYTHON) -m venv $@
	$@/bin/pip install --quiet --disable-pip-version-check uv==0.13.9 pip-audit==2.10.1
	touch $@

# The browser tests drive Debian's Chromium; it is installed where there is none.
$(VENV)/chromium: | $(VENV)/python
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq chromium fonts-dejavu-core; } || { \
	  echo "The browser tests need Chromium (Debian: apt install chromium)."; exit 1; }
	touch $@

# The tests of the store run a PostgreSQL server of their own; it is installed where there is none.
$(VENV)/postgresql: | $(VENV)/python
	@command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { \
	  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq postgresql; } && touch $@ || \
	  echo "PostgreSQL is not installed (Debian: apt install postgresql): tests that need it are skipped."

# The tests of several machines put an nginx of their own in front of them; it is installed where there is none.
$(VENV)/nginx: | $(VENV)/python
	@PATH="$$PATH:/usr/sbin" command -v nginx >/dev/null && command -v openssl >/dev/null || { \
	  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); $$SUDO apt-get update -qq && $$SUDO apt-get install -y -qq nginx-light openssl; } && touch $@ || \
	  echo "nginx is not installed (Debian: apt install nginx-light openssl): tests that need it are skipped."
