# Two commands: `make demo` to see it work, `make test` to see that it does. Both make the environment they need.
PYTHON ?= python3
# uv where it is there and works, else venv and pip. `make install UV=` goes without.
UV := $(shell uv --version >/dev/null 2>&1 && echo uv)

BIN := .venv/bin
RUN := .venv/.installed
DEV := .venv/.installed-dev
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# --require-hashes covers what is installed; the build constraints cover what builds it.
ifeq ($(UV),)
VENV_MAKE := $(PYTHON) scripts/bootstrap_venv.py .venv
PIP_INSTALL := $(BIN)/python -m pip install --quiet --build-constraint requirements-dev.lock
else
VENV_MAKE := $(UV) venv --quiet --python $(PYTHON) .venv
PIP_INSTALL := $(UV) pip install --quiet --python $(BIN)/python --build-constraints requirements-dev.lock
endif
LOCK := uv --no-config pip compile --quiet --universal --python-version 3.10 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate $(UPGRADE)

.DEFAULT_GOAL := help
.PHONY: help install demo test check format lock clean

help:
	@echo "make demo      build a small knowledge graph from seeds/ and ask it a few questions"
	@echo "make test      linters, types and tests, as CI runs them (make check is the same)"
	@echo "make install   only the environment, in .venv; the two above do it by themselves"
	@echo "make format    lay out the code as make test wants it"
	@echo "make lock      pin the dependencies again after a change in pyproject.toml;"
	@echo "               newer releases with UPGRADE=--upgrade (needs uv)"
	@echo "make clean     remove .venv and everything that was built"

install: $(RUN)
	@echo "kg is installed in .venv. Next: make demo"

demo: $(RUN)
	@KG=$(BIN)/kg sh scripts/demo.sh

test check: $(DEV)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

format: $(DEV)
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format

lock:
	@uv --version >/dev/null 2>&1 || { echo "make lock needs uv. Try: pipx install uv"; exit 1; }
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || { \
		echo "kg needs Python 3.10 or newer; $(PYTHON) is $$($(PYTHON) -V 2>/dev/null || echo missing). Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
		exit 1; }
	@echo "Making the environment in .venv (about a minute, 350 MB)" >&2
	@$(VENV_MAKE)

$(RUN): requirements.lock pyproject.toml | $(BIN)/python
	@$(PIP_INSTALL) --require-hashes -r requirements.lock
	@$(PIP_INSTALL) --no-deps --editable .
	@touch $@

$(DEV): requirements-dev.lock $(RUN)
	@$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@
