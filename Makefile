# `make run` and `make test` need a Debian 12 machine with python3 and make, as root or with sudo; they install the rest.
.DEFAULT_GOAL := help
.PHONY: help run test test-full lint setup setup-dev messages lock clean

help: ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1#\2/p' $(MAKEFILE_LIST) | awk -F'#' '{printf "%-16s %s\n", $$1, $$2}'

run: setup ## Serve the site with its demo on http://localhost:8000 (PORT=8001 for another port)
	@scripts/run

test: setup-dev ## Everything: lint, tests, browser journeys, PostgreSQL; 100 examples a property
	@.venv/bin/python scripts/test.py

test-full: setup-dev ## The same at full numbers: 10,000 examples a property
	@WEEGSCHAAL_TESTS=full .venv/bin/python scripts/test.py

lint: setup-dev ## Only style, types, imports, translations, migrations and the deployment check
	@.venv/bin/python scripts/test.py lint

setup: ## Install what `make run` needs
	@scripts/system run
	@scripts/install run

setup-dev: ## Install what the tests need too
	@scripts/system test
	@scripts/install test

messages: setup-dev ## Collect the sentences of code and templates, say what lacks Dutch, compile
	@.venv/bin/python scripts/messages.py extract
	@.venv/bin/python scripts/messages.py check
	@.venv/bin/python scripts/messages.py compile

lock: setup ## Resolve the dependencies anew into requirements.txt and requirements-dev.txt
	@scripts/lock

clean: ## Remove what was installed and cached; var/ with its database and files stays
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
	rm -f locale/*/LC_MESSAGES/*.mo
