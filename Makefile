# Tour de Table, from a fresh clone: `make demo` to look at it, `make test` to check it. Both need only python3 (3.11 or newer) and make.

PYTHON ?= python3
VENV   := .venv
PIP    := $(VENV)/bin/python -m pip --disable-pip-version-check --no-input
LOCKED := $(PIP) install --quiet --require-hashes --only-binary :all:
LOCK   := .lock-venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
          --no-header --no-emit-index-url --no-annotate pyproject.toml --group build

# Many tests wait for a process or a disk: half as many again as there are processors keep these busy.
WORKERS = $$(( ($$(getconf _NPROCESSORS_ONLN) * 3 + 1) / 2 ))

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test style openapi setup-demo setup-test lock upgrade clean

help:           ## List the commands.
	@sed -n 's/^\([a-z-]*\): .*## /make \1: /p' $(MAKEFILE_LIST)

demo: setup-demo ## Install what is needed, load the sample data and serve it.
	$(VENV)/bin/tour demo

test: setup-test ## Install what is needed; check style, types and layers; run the tests.
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check --quiet .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/pytest --numprocesses $(WORKERS) --dist worksteal

style: setup-test ## Put the files in the house style, as far as a tool can.
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

openapi: setup-test ## Write openapi/openapi.json anew from the routes.
	$(VENV)/bin/python -m tests.service.write_openapi

lock: .lock-venv/bin/uv ## Write both lock files anew from pyproject.toml, keeping the versions that still fit.
	$(LOCK) $(UPGRADE) --output-file requirements.txt
	$(LOCK) $(UPGRADE) --constraints requirements.txt --group dev --output-file requirements-dev.txt

upgrade: ## The same with the newest version of everything.
	$(MAKE) lock UPGRADE=--upgrade

clean: ## Remove what these commands have installed.
	rm -rf $(VENV) .lock-venv

# A stamp stands for "installed as this lock says", so the second run starts at once and a changed lock installs again.
setup-demo: $(VENV)/installed
setup-test: $(VENV)/installed-for-tests

$(VENV)/installed: requirements.txt pyproject.toml | $(VENV)/bin/pip
	$(LOCKED) --requirement requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# The development lock holds all of the runtime lock.
$(VENV)/installed-for-tests: requirements-dev.txt pyproject.toml | $(VENV)/bin/pip
	$(LOCKED) --requirement requirements-dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $(VENV)/installed $@

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Tour de Table needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another one: make PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
	  { echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv."; exit 1; }
	$(PYTHON) -m venv $(VENV)

.lock-venv/bin/uv:
	$(PYTHON) -m venv .lock-venv
	.lock-venv/bin/python -m pip --disable-pip-version-check --no-input install --quiet uv
