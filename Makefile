# Enishi. `make` alone says what there is.
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.ready
# The first that really runs and is new enough: a name on the path may be an empty shim.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do $$p -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
WORKERS ?= $(shell nproc 2>/dev/null || echo 2)
# Compiled once, not anew in each of the many processes that the tests start.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup demo run test lint fix types docs css messages screenshots requirements clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Install everything into .venv (done by the others when needed)

$(STAMP): requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Enishi needs Python 3.11 or newer with venv: install it, or call make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## Open a house of 10,000 fictional people at http://localhost:8000/
	$(VENV)/bin/enishi demo

run: $(STAMP) ## Open your own house (data/)
	$(VENV)/bin/enishi serve

test: $(STAMP) ## Test everything: SQLite, PostgreSQL, the browser
	$(PY) tools/test_everything.py -n $(WORKERS)

lint: $(STAMP) ## Lint code and templates, check the house's contracts and words
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-logo
	$(VENV)/bin/djade --check --target-version 5.2 $$(git ls-files '*.html' ':!enishi/doors/web/static')
	$(VENV)/bin/djlint --lint --quiet enishi/doors/web/templates
	$(VENV)/bin/codespell
	$(PY) tools/messages.py --check
	$(PY) tools/build_css.py --check
	ENISHI_DATA=build/check $(PY) manage.py makemigrations --check --dry-run
	ENISHI_DATA=build/check $(PY) tools/write_docs.py --check

fix: $(STAMP) ## Mend what tools can mend
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(VENV)/bin/djade --target-version 5.2 $$(git ls-files '*.html' ':!enishi/doors/web/static') || true

types: $(STAMP) ## Check types, strictly
	ENISHI_DATA=build/check $(PY) -m mypy

docs: $(STAMP) ## Write the generated pages of docs/ anew
	ENISHI_DATA=build/check $(PY) tools/write_docs.py

css: $(STAMP) ## Build the stylesheet
	$(PY) tools/build_css.py

messages: $(STAMP) ## Collect and compile the messages of both languages
	$(PY) tools/messages.py

screenshots: $(STAMP) ## Take pictures of every page into build/screenshots/
	$(PY) tools/screenshots.py

requirements: ## Pin every dependency anew, with hashes
	$(PY) -m pip install --quiet uv
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements/base.txt
	$(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra evaluate --group dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt

clean: ## Remove what was built (your data stays)
	rm -rf build .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
