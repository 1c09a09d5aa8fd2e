# Two commands matter: `make run` and `make test`. Each installs what it needs first.
SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test soak bench lint format types layers locale screens prepared

UV := tools/uv
RUN := $(UV) run --no-sync
PYTEST := $(RUN) python -m pytest

# One thread for small matrices: tests run side by side already, and waiting threads take the other's processor.
export OPENBLAS_NUM_THREADS ?= 1

# Compiled once for all workers and for every process that a test starts, also where the environment forbids keeping it.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX ?= $(CURDIR)/out/compiled

# Real ticket files, where somebody has put them in a folder beside this one, sharpen some tests.
REAL := $(firstword $(wildcard ../*/data/bank_tickets_1999_02a.tsv))
ifneq ($(REAL),)
export SUPERVISOR_REAL_DATA ?= $(abspath $(dir $(REAL)))
endif

help:
	@echo "make run      install what is missing and open the desktop on a sample branch"
	echo "make test     install what is missing and run all tests"
	echo "make lint types layers locale     the other checks; screens bench soak: pictures, figures, long runs"

run:
	@tools/prepare desktop
	$(UV) sync --quiet --inexact --no-dev
	tools/run

prepared:
	@tools/prepare test
	$(UV) sync --quiet --inexact

test: prepared
	@$(PYTEST) -n $${TEST_WORKERS:-auto} --dist worksteal $(ARGS)

soak: prepared
	@$(PYTEST) -m soak --timeout 3600 $(ARGS)

bench: prepared
	@$(PYTEST) tests/benchmarks --benchmark-only --timeout 3600 -p no:randomly -p no:xdist $(ARGS)

lint: prepared
	@$(RUN) ruff check .
	$(RUN) ruff format --check --quiet . || { echo "make format puts this right"; exit 1; }

format: prepared
	@$(RUN) ruff check --fix .
	$(RUN) ruff format .

types: prepared
	@$(RUN) pyright

layers: prepared
	@$(RUN) lint-imports

locale: prepared
	@test -n "$${CI:-}" || $(RUN) python tools/locale build
	$(RUN) python tools/locale check

screens: prepared
	@$(RUN) python tools/screens out/screens
