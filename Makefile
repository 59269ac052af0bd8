# `make` lists the targets. GNU make 3.81 or later, Python 3.11 or later.

PYTHON ?= python3
VENV ?= .venv
# Of tests and linters: their packages slow the start of Snakemake.
DEV := $(VENV)-dev
CORES ?= 1
# The browser that `make test-browser` looks at the report with.
CHROMIUM ?= chromium
# Further arguments of the command behind a target: make genesis ARGS="--config seed=7"
ARGS ?=
TRIALS ?= 500
SEED ?= 1

# What make diff compares: databases, or configs in YAML.
A ?= results/horizonscale_synth.db
B ?= config/config.yaml

KNOWN := A ARGS B CHROMIUM CORES DEV HOST PYTHON SEED SHELL TRIALS VENV
GIVEN := $(foreach name,$(.VARIABLES),$(if $(filter command,$(origin $(name))),$(name)))
ifneq ($(filter-out $(KNOWN),$(GIVEN)),)
$(error $(firstword $(filter-out $(KNOWN),$(GIVEN))) is no variable of this Makefile. \
	Config goes into ARGS: make genesis ARGS="--config hosts=5000")
endif

BIN := $(VENV)/bin
# Not the commands in $(BIN): each holds the path of the folder, which may be moved.
RUN := $(BIN)/python -P -m
DEV_RUN := $(DEV)/bin/python -P -m
LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(DEV_RUN) uv pip compile --quiet --universal \
	--python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links

# Jobs look for snakemake there, and snakefmt for shfmt.
HERE := $(if $(filter /%,$(VENV)),,$(CURDIR)/)
export PATH := $(HERE)$(BIN):$(HERE)$(DEV)/bin:$(PATH)

# The brief lines of the steps and the summary, without Snakemake's own; but a dry run is
# nothing but those.
SHORT := $(filter-out --%,$(filter -%,$(ARGS)))
DRY := $(filter --dry-run --dryrun,$(ARGS))$(findstring n,$(SHORT))
QUIET := $(if $(DRY),,--quiet host rules progress)

.DELETE_ON_ERROR:
.PHONY: ALWAYS help genesis verify export unlock test bench golden lint format \
	docs lock clean audit-dependencies explain diff test-readers test-storage \
	test-slurm test-faults report test-browser

help:
	@echo 'A fleet'
	@echo '  make genesis   build, audit and publish the database (CORES=1)'
	@echo '  make verify    audit the published database again'
	@echo '  make export    write the published tables as Parquet and CSV'
	@echo '  make report    draw the published fleet: results/report.html'
	@echo '  make explain   say why a host is what it is (HOST=server-000001234)'
	@echo '  make diff      compare the database with a config, or any two (A=... B=...)'
	@echo '  make unlock    free the folder after a run was killed'
	@echo '  make clean     remove results and logs, but not $(VENV) or results/kept'
	@echo
	@echo 'Tests'
	@echo '  make test           the tests'
	@echo '  make test-browser   look at the report in a real browser, Chromium'
	@echo '  make test-readers   read the database and the export with other tools (Java 17)'
	@echo '  make test-storage   run against an S3 server of its own'
	@echo '  make test-slurm     run on a Slurm of its own, installed if it is missing'
	@echo '  make test-faults    kills, lost files, full disks: hours (TRIALS=500 SEED=1)'
	@echo '  make bench          speed, memory and size, into docs/performance.md'
	@echo
	@echo 'Changes'
	@echo '  make lint      check style, types and generated documentation'
	@echo '  make format    format Python, Snakemake and SQL files'
	@echo '  make docs      make the generated parts of the documentation'
	@echo '  make golden    accept new golden values, to be reviewed as a diff'
	@echo '  make lock      resolve the requirements again (ARGS=--upgrade)'
	@echo '  make audit-dependencies   compare the locks with known vulnerabilities'
	@echo
	@echo 'ARGS="..." goes to the command behind a target, PYTHON=... names the Python'
	@echo 'that $(VENV) is made with.'

genesis: $(VENV)/genesis.stamp
	$(RUN) snakemake --cores $(CORES) genesis $(QUIET) $(ARGS)

verify: $(VENV)/genesis.stamp
	$(RUN) snakemake --cores 1 verify $(QUIET) $(ARGS)

export: $(VENV)/genesis.stamp
	$(RUN) snakemake --cores $(CORES) export $(QUIET) $(ARGS)

explain: $(VENV)/genesis.stamp
	@$(BIN)/python -P scripts/explain.py "$(HOST)" $(ARGS)

# Its status 1 says that they differ, which is no failure.
diff: $(VENV)/genesis.stamp
	@$(BIN)/python -P scripts/diff.py "$(A)" "$(B)" $(ARGS) || test $$? -eq 1

report: $(VENV)/report.stamp
	$(RUN) snakemake --cores $(CORES) report $(QUIET) $(ARGS)

unlock: $(VENV)/genesis.stamp
	$(RUN) snakemake --unlock $(ARGS)

test: $(VENV)/report.stamp $(DEV)/dev.stamp
	GENESIS_PYTHON=$(HERE)$(BIN)/python $(DEV_RUN) pytest -n 2 $(ARGS)

READERS := $(patsubst requirements/readers/%.in,%,$(wildcard requirements/readers/*.in))

test-readers: $(DEV)/dev.stamp $(READERS:%=$(DEV)/readers/%.stamp)
	@command -v java >/dev/null || { \
		echo 'Spark needs Java 17 or later. On Debian: apt install default-jre' >&2; exit 1; }
	READERS=$(DEV)/readers $(DEV_RUN) pytest -v tests/readers $(ARGS)

# SIGINT, so that the tests stop the servers that they started.
test-storage: $(DEV)/dev.stamp $(DEV)/storage.stamp $(DEV)/s3-server.stamp
	timeout --signal=INT --kill-after=30 240 $(DEV_RUN) pytest -v tests/storage $(ARGS)

test-slurm: $(DEV)/dev.stamp $(DEV)/slurm.stamp
	tests/slurm/install.sh
	timeout --signal=INT --kill-after=30 360 $(DEV_RUN) pytest -v tests/slurm $(ARGS)

# Kills are repeated by their seed and number: tests/faults/kills.py says how.
test-faults: $(VENV)/report.stamp $(DEV)/dev.stamp
	GENESIS_PYTHON=$(HERE)$(BIN)/python \
		$(DEV_RUN) pytest -n 2 -m 'long or not long' tests/faults tests/workflow
	GENESIS_PYTHON=$(HERE)$(BIN)/python $(DEV)/bin/python -P tests/faults/kills.py \
		--trials $(TRIALS) --seed $(SEED) --jobs 2 $(ARGS)

# In an environment with nothing more: report and plugins slow the start of Snakemake.
bench: $(VENV)-peers/peers.stamp
	$(MAKE) VENV=$(VENV)-bench $(VENV)-bench/genesis.stamp
	$(VENV)-bench/bin/python benchmarks/bench.py --peers $(VENV)-peers/bin/python $(ARGS)

test-browser: $(DEV)/browser.stamp
	@command -v '$(CHROMIUM)' >/dev/null || { test "$$(id -u)" = 0 && \
		apt-get update -q && apt-get install -qy --no-install-recommends \
			chromium fonts-liberation; } || { \
		echo 'There is no $(CHROMIUM). On Debian and Ubuntu: apt install chromium.' >&2; \
		echo 'Elsewhere: make test-browser CHROMIUM=/path/to/chromium' >&2; exit 1; }
	CHROMIUM='$(CHROMIUM)' $(DEV_RUN) pytest tests/browser $(ARGS)

golden: $(DEV)/dev.stamp
	$(DEV_RUN) pytest tests -k golden --accept-golden $(ARGS)

lint: $(DEV)/dev.stamp
	$(DEV_RUN) ruff check .
	$(DEV_RUN) ruff format --check .
	$(DEV_RUN) snakefmt --check Snakefile rules workflow examples
	$(DEV_RUN) sqlfluff lint sql examples
	$(DEV_RUN) mypy
	$(DEV)/bin/python docs/build.py --check
	$(DEV_RUN) check_jsonschema --builtin-schema vendor.github-workflows \
		.github/workflows/*.yml
	$(DEV)/bin/zizmor --offline --no-progress --quiet .github/workflows

format: $(DEV)/dev.stamp
	$(DEV_RUN) ruff check --fix-only .
	$(DEV_RUN) ruff format .
	$(DEV_RUN) snakefmt Snakefile rules workflow examples
	$(DEV_RUN) sqlfluff fix sql examples

docs: $(DEV)/dev.stamp
	$(DEV)/bin/python docs/build.py

lock: $(DEV)/dev.stamp
	$(LOCK) requirements/genesis.in --output-file requirements/genesis.lock $(ARGS)
	$(LOCK) requirements/report.in --output-file requirements/report.lock $(ARGS)
	for part in $(OPTIONAL) $(READERS:%=readers/%); do \
		$(LOCK) requirements/$$part.in --output-file requirements/$$part.lock \
			$(ARGS) || exit; done
	$(LOCK) requirements/dev.in --output-file requirements/dev.lock $(ARGS)
	$(LOCK) requirements/peers.in --output-file requirements/peers.lock $(ARGS)
	$(LOCK) requirements/browser.in --output-file requirements/browser.lock $(ARGS)
	$(LOCK) requirements/build.in --output-file requirements/build.lock $(ARGS)

# Asks PyPI. Strict, or packages that it cannot say anything about would pass.
audit-dependencies: $(DEV)/dev.stamp
	for lock in requirements/*.lock; do echo "$$lock"; \
		$(DEV_RUN) pip_audit --strict --require-hashes --disable-pip \
		--requirement $$lock $(ARGS) || exit 1; done

# results/kept holds databases that somebody changed after publication: not ours.
clean:
	test ! -d results || \
		find results/ -mindepth 1 -maxdepth 1 ! -name kept -exec rm -rf {} +
	rm -rf logs benchmarks/*.tsv

# A stamp is the last thing to be written, so an installation that was killed or failed
# is done again. Only connection-pool is built, which has no wheel, and by the setuptools
# of build.lock: in isolation pip would fetch one without pin or hash.
define INSTALL
@echo 'Installing $< into $(VENV); this takes about a minute'
@$(RUN) pip install --quiet --disable-pip-version-check --use-pep517 \
	--no-build-isolation --only-binary :all: --no-binary connection-pool \
	--require-hashes --requirement $< || { \
	echo 'The installation failed. If it does again, remove $(VENV).' >&2; exit 1; }
@touch $@
endef

$(VENV)/build.stamp: requirements/build.lock $(BIN)/python
	$(INSTALL)

# Compiled, so that the first run does not have to.
$(VENV)/genesis.stamp: requirements/genesis.lock $(VENV)/build.stamp
	@$(BIN)/python -m compileall -q scripts/horizonscale
	$(INSTALL)

$(VENV)/report.stamp: requirements/report.lock $(VENV)/genesis.stamp
	$(INSTALL)

ifneq ($(DEV),$(VENV))
# Made by the rules below, for an environment of its own.
$(DEV)/%.stamp: ALWAYS
	@$(MAKE) --silent VENV=$(DEV) DEV=$(DEV) $@
endif

$(VENV)/dev.stamp: requirements/dev.lock $(VENV)/report.stamp
	$(INSTALL)

$(VENV)-peers/peers.stamp: requirements/peers.lock
	@$(PYTHON) -m venv --clear $(VENV)-peers
	@$(VENV)-peers/bin/python -m pip install --quiet --disable-pip-version-check \
		--require-hashes --requirement $<
	@touch $@

# In this order: the lock of slurm keeps to that of storage.
OPTIONAL := storage s3-server slurm

$(OPTIONAL:%=$(VENV)/%.stamp): $(VENV)/%.stamp: requirements/%.lock $(VENV)/genesis.stamp
	$(INSTALL)

# Each in a folder of its own: some are versions of one package. pyspark has no wheel.
$(VENV)/readers/%.stamp: requirements/readers/%.lock $(VENV)/build.stamp
	@rm -rf $(@:.stamp=)
	@$(RUN) pip install --quiet --disable-pip-version-check --no-deps --use-pep517 \
		--no-build-isolation --only-binary :all: --no-binary pyspark --require-hashes --target $(@:.stamp=) --requirement $<
	@touch $@

$(VENV)/browser.stamp: requirements/browser.lock $(VENV)/dev.stamp
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
