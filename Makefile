# The commands of this repository; `make` alone lists them. They need a Python and make, nothing else.

# Candidates, the version of the tests first. To choose another: make setup PYTHON=/path/to/python3
PYTHON ?= python3.11 python3.12 python3.13 python3.14 python3 python
# Processes that run tests.
JOBS ?= 2
# More words for pytest, as in: make test ARGS='-k cards -x'
ARGS ?=
# More words for pip, as in: make setup PIP_ARGS=-vv
PIP_ARGS ?=
# More words for uv, as in: make lock LOCK_ARGS=--upgrade
LOCK_ARGS ?=
UV ?= $(BIN)/uv

BIN := .venv/bin
# Written last, so that a .venv without it was interrupted. It holds the clone's folder: the scripts of a .venv name
# the folder that it was made in, and in a moved or copied clone they would run the code of the old one.
STAMP := .venv/.complete

# nbgrader starts `alembic` by its bare name.
RUN := PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)

# The newest version that the pinned PyTorch is built for ends the range.
# It prints the interpreter behind a virtual environment: an activated .venv would otherwise be remade by itself.
PYTHON_FITS := import sys; (3, 11) <= sys.version_info[:2] <= (3, 14) or sys.exit(1); print(sys._base_executable)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: setup demo test test-all lint lab build bench lock clean help FORCE

setup: $(STAMP)  ## make .venv with everything; the other targets do it by themselves
	@echo "Ready: .venv"

demo: $(STAMP)  ## the main job from nothing: build, release, a sample class, grading, feedback, grades
	@$(RUN)/python -m nablabook.demo

test: lint  ## the tests, in JOBS processes (2)
	@$(RUN)/python -m pytest -n $(JOBS) --dist worksteal -m "not slow" $(ARGS)

test-all: lint  ## the tests, those marked slow too
	@$(RUN)/python -m pytest -n $(JOBS) --dist worksteal $(ARGS)

lint: $(STAMP)  ## style and simple mistakes only
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo "not formatted as ruff would: $(BIN)/ruff format --diff shows where" >&2; exit 1; }

lab: $(STAMP)  ## JupyterLab on the workbook, for self-study
	@$(RUN)/nablabook lab

build: $(STAMP)  ## course/ -> source/ -> release/
	@$(RUN)/nablabook build

bench: $(STAMP)  ## time the checks, and a class with stock nbgrader and with ours (about an hour)
	@$(RUN)/python benchmarks/run.py
	@$(RUN)/python -m benchmarks.speed --write
	@$(RUN)/python -m benchmarks.speed.sizes --write

# .venv may be older than pyproject.toml here, and must not be brought up to date first: pip would meet the old pins
# and the new ranges together, and refuse.
lock:  ## pin the dependencies anew: requirements.txt, requirements-dev.txt (LOCK_ARGS=--upgrade for newer ones)
	@command -v "$(UV)" >/dev/null || $(MAKE) --no-print-directory setup
	@set -e; new=$$(mktemp -d); trap 'rm -rf "$$new"' EXIT; \
	pin() { "$(UV)" pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --no-header \
	    "$$@" pyproject.toml >/dev/null; }; \
	finish() { { printf '# %s\n' "$$2" 'Made from pyproject.toml by "make lock"; edit that file, not this one.' \
	    'Install from the top of a clone: python -m pip install -r '"$$1"; cat "$$new/$$1"; \
	    printf '%s\n' '# The package itself, so that what runs is the clone.' '-e .'; } > "$$new/done"; \
	  if cmp -s "$$new/done" "$$1"; then echo "$$1: unchanged"; \
	  else cat "$$new/done" > "$$1"; echo "$$1: written"; fi; }; \
	pins() { sed '/^-e /d' "$$1" 2>/dev/null || true; }; \
	pins requirements-dev.txt > "$$new/requirements-dev.txt"; \
	pin $(LOCK_ARGS) --extra dev -o "$$new/requirements-dev.txt"; \
	cp "$$new/requirements-dev.txt" "$$new/requirements.txt"; \
	pin -o "$$new/requirements.txt"; \
	finish requirements.txt 'What a student and a grader install: every package at one version.'; \
	finish requirements-dev.txt 'What make setup installs: requirements.txt and the tools of development.'

clean:  ## remove .venv, caches, built wheels and the demo; never study/, grades or what students handed in
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis demo dist
	@for folder in src tests course benchmarks tools docs; do [ ! -d "$$folder" ] || find "$$folder" -depth -type d \
	  \( -name __pycache__ -o -name .ipynb_checkpoints -o -name '*.egg-info' -o -name '.*_cache' \) -exec rm -rf {} +; done

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

ifneq "$(shell test -x $(BIN)/python && cat $(STAMP) 2>/dev/null)" "$(CURDIR)"
$(STAMP): FORCE
endif
FORCE:

$(STAMP): requirements-dev.txt pyproject.toml
	@set -e; \
	if [ "$$(cat $@ 2>/dev/null)" != "$(CURDIR)" ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
	  python=; for p in $(PYTHON); do if python=$$("$$p" -c '$(PYTHON_FITS)' 2>/dev/null); then break; fi; done; \
	  [ -n "$$python" ] || { echo "make setup: no Python 3.11 to 3.14 among: $(PYTHON). Install one, or name it: make setup PYTHON=/path/to/python3" >&2; exit 1; }; \
	  "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || { echo "make setup: $$python lacks its venv module; on Debian and Ubuntu: apt-get install $$("$$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')" >&2; exit 1; }; \
	  echo "Making .venv with $$("$$python" --version)"; \
	  rm -rf .venv; "$$python" -m venv .venv; \
	fi; \
	rm -f $@; count=$$(grep -c '^[a-z].*==' requirements-dev.txt); \
	echo "Installing $$count packages, PyTorch and JupyterLab among them: a few minutes the first time"; \
	if [ -t 1 ]; then start=$$(date +%s); while sleep 1 && kill -0 $$$$ 2>/dev/null; do \
	  printf '\r  %4d s, %d in place ' $$(($$(date +%s) - start)) $$(ls -d .venv/lib/python*/site-packages/*.dist-info 2>/dev/null | wc -l); done & fi; \
	$(BIN)/python -m pip install --quiet --quiet --no-input --disable-pip-version-check $(PIP_ARGS) -r requirements-dev.txt; \
	[ ! -t 1 ] || printf '\r%30s\r' ''; \
	printf '%s\n' "$(CURDIR)" > $@
