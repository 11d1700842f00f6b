# `make interview` and `make test` need python3, pip and make; they install the rest themselves.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header pyproject.toml --group build

.PHONY: help interview test check bench mutants system lock clean

help:  ## show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

interview: $(VENV)/installed  ## hold an interview; TRACK=ai-pm for the other loop
	@$(BIN)/interviewer chat $(if $(TRACK),--track $(TRACK)) $(ARGS) || test $$? -eq 130

test: $(VENV)/installed-dev  ## run the tests
	$(BIN)/python -m pytest

check: $(VENV)/installed-dev  ## everything CI does: format, lint, types, imports, content, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/interviewer check-content
	$(BIN)/python -m pytest

mutants: $(VENV)/installed-dev  ## break the product on purpose; do the evals notice?
	$(BIN)/python -m evals.mutants

bench: $(VENV)/installed-dev  ## measure start-up, turns and files
	$(BIN)/python -m evals.bench

# The sandbox of the coding round, the browser of the page's tests, sound devices and their test.
SYSTEM := bubblewrap chromium libasound2-plugins libportaudio2 pulseaudio pulseaudio-utils

system:  ## install what the operating system brings: sandbox, browser, sound (Debian, Ubuntu)
	@command -v apt-get >/dev/null || { \
	  echo "apt-get was not found; install with your own package manager: $(SYSTEM)" >&2; exit 1; }
	@test "$$(id -u)" = 0 || command -v sudo >/dev/null || { \
	  echo "this needs root; as root, run: apt-get install $(SYSTEM)" >&2; exit 1; }
	@run=; test "$$(id -u)" = 0 || run=sudo; $$run apt-get update -qq && \
	  $$run apt-get install -y -qq --no-install-recommends $(SYSTEM)

lock:  ## renew the lock files (needs uv)
	$(LOCK) -o requirements.lock
	$(LOCK) --group dev --extra voice -o requirements-dev.lock

clean:  ## remove the virtual environment and caches
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis dist build

# virtualenv stands in where Debian's python3-venv is missing.
$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); \
	  $(PYTHON) -m pip install --quiet --user virtualenv 2>/dev/null || \
	  $(PYTHON) -m pip install --quiet --user --break-system-packages virtualenv; \
	  $(PYTHON) -m virtualenv --quiet $(VENV); }

$(VENV)/installed: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Installing (once) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
