# `make` lists the targets. GNU make 3.81 or later, Python 3.11 or later.

PYTHON ?= python3
VENV ?= .venv
CORES ?= 1
# Further arguments of the command behind a target: make genesis ARGS="--config seed=7"
ARGS ?=
TRIALS ?= 500
SEED ?= 1

BIN := $(VENV)/bin
# Not the commands in $(BIN): each holds the path of the folder, which may be moved.
RUN := $(BIN)/python -P -m
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(RUN) uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links

# snakefmt looks for shfmt there, and jobs look for snakemake.
export PATH := $(if $(filter /%,$(VENV)),,$(CURDIR)/)$(BIN):$(PATH)

.DELETE_ON_ERROR:
.PHONY: help genesis verify unlock test test-faults golden lint format docs lock clean

help:
	@echo 'make genesis   build, audit and publish the database (CORES=1)'
	@echo 'make verify    audit the published database again'
	@echo 'make unlock    free the folder after a run was killed'
	@echo 'make test      run the tests'
	@echo 'make test-faults  kills, lost files, full disks: hours (TRIALS=500 SEED=1)'
	@echo 'make golden    accept new golden values, to be reviewed as a diff'
	@echo 'make lint      check style, types and generated documentation'
	@echo 'make format    format Python, Snakemake and SQL files'
	@echo 'make docs      make the generated parts of the documentation'
	@echo 'make lock      resolve the requirements again (ARGS=--upgrade)'
	@echo 'make clean     remove results and logs, but not $(VENV) or results/kept'
	@echo
	@echo 'ARGS="..." goes to the command behind a target, PYTHON=... names the Python'
	@echo 'that $(VENV) is made with.'

genesis: $(VENV)/genesis.stamp
	$(RUN) snakemake --cores $(CORES) genesis $(ARGS)

verify: $(VENV)/genesis.stamp
	$(RUN) snakemake --cores 1 verify $(ARGS)

unlock: $(VENV)/genesis.stamp
	$(RUN) snakemake --unlock $(ARGS)

test: $(VENV)/dev.stamp
	$(RUN) pytest -n 2 $(ARGS)

# Kills are repeated by their seed and number: tests/faults/kills.py says how.
test-faults: $(VENV)/dev.stamp
	$(RUN) pytest -n 2 -m 'long or not long' tests/faults
	$(BIN)/python -P tests/faults/kills.py --trials $(TRIALS) --seed $(SEED) --jobs 2 $(ARGS)

golden: $(VENV)/dev.stamp
	$(RUN) pytest tests/scripts/horizonscale -k golden --accept-golden $(ARGS)

lint: $(VENV)/dev.stamp
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) snakefmt --check Snakefile rules
	$(RUN) sqlfluff lint sql
	$(RUN) mypy
	$(BIN)/python docs/build.py --check

format: $(VENV)/dev.stamp
	$(RUN) ruff check --fix-only .
	$(RUN) ruff format .
	$(RUN) snakefmt Snakefile rules
	$(RUN) sqlfluff fix sql

docs: $(VENV)/dev.stamp
	$(BIN)/python docs/build.py

lock: $(VENV)/dev.stamp
	$(LOCK) requirements/genesis.in --output-file requirements/genesis.lock $(ARGS)
	$(LOCK) requirements/dev.in --output-file requirements/dev.lock $(ARGS)

# results/kept holds databases that somebody changed after publication: not ours.
clean:
	test ! -d results || \
		find results/ -mindepth 1 -maxdepth 1 ! -name kept -exec rm -rf {} +
	rm -rf logs benchmarks/*.tsv

# A stamp is the last thing to be written, so an installation that was killed or failed
# is done again.
define INSTALL
@echo 'Installing $< into $(VENV); this takes about a minute'
@$(RUN) pip install --quiet --disable-pip-version-check --use-pep517 \
	--require-hashes --requirement $< || { \
	echo 'The installation failed. If it does again, remove $(VENV).' >&2; exit 1; }
@touch $@
endef

$(VENV)/genesis.stamp: requirements/genesis.lock $(BIN)/python
	$(INSTALL)

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/genesis.stamp
	$(INSTALL)

# Snakemake passes the path of its Python to the shell as it is.
$(BIN)/python:
	@case $(if $(filter /%,$(VENV)),$(VENV),"$$PWD") in \
	*[[:space:]\"\'\`\$$\&\;\|\<\>\(\)\*\?\[\#\\]*) \
		echo 'Snakemake needs a Python whose path has no spaces or quotes in it.' >&2; \
		echo 'Keep the environment elsewhere: make $(MAKECMDGOALS) VENV=/some/path' >&2; \
		exit 1; esac
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Python 3.11 or later is needed, and $(PYTHON) is not that.' >&2; \
		echo 'Name one that is: make PYTHON=python3.12 $(MAKECMDGOALS)' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo '$(PYTHON) cannot make virtual environments: its venv or pip is' >&2; \
		echo 'missing. On Debian and Ubuntu: apt install python3-venv' >&2; exit 1; }
	@test ! -e $(VENV) || test -e $(VENV)/pyvenv.cfg || { \
		echo '$(VENV) exists and is no virtual environment.' >&2; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV)
