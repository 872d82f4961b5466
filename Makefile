# The commands of the house. Each line below is one plain command that can be typed without make.
PY := .venv/bin/python
PYTHON ?= python3
.DEFAULT_GOAL := help
.PHONY: help run test check fix setup setup-dev browser-files catalogue lock doors bench bench-search

help:  ## what can be typed here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup  ## the village on http://127.0.0.1:8000
	@$(PY) -m marketplace init
	@$(PY) -m marketplace seed --once
	@$(PY) -m marketplace serve

test: setup-dev  ## the whole suite: SQLite, PostgreSQL where it answers, a real Chromium
	@sh tests/install_browser.sh
	@$(PY) -m pytest

check: setup-dev  ## format, lint, types, import contracts, template rules, catalogue
	@echo "== format";    $(PY) -m ruff format --check --quiet .
	@echo "== lint";      $(PY) -m ruff check --quiet .
	@echo "== types";     $(PY) -m mypy
	@echo "== contracts"; .venv/bin/lint-imports --no-cache
	@echo "== templates and catalogue"; $(PY) -m pytest -q tests/house -m "static_check" -p no:cacheprovider

fix: setup-dev  ## format and mend what the linter can
	@$(PY) -m ruff format --quiet . && $(PY) -m ruff check --fix --quiet .

setup: .venv/.runtime browser-files .venv/.catalogue
setup-dev: .venv/.dev browser-files .venv/.catalogue

.venv/.python:
	@echo "-> virtual environment"; $(PYTHON) -m venv .venv && touch $@

.venv/.runtime: requirements.lock pyproject.toml | .venv/.python
	@echo "-> Python packages, at the locked versions"; .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock -r requirements.lock
	@.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock pyproject.toml | .venv/.python
	@echo "-> Python packages for the tests, at the locked versions"; .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock -r requirements-dev.lock
	@.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ .venv/.runtime

browser-files: static/vendor/htmx.min.js
static/vendor/htmx.min.js: package-lock.json | .venv/.python
	@echo "-> browser files, at the locked versions"; sh static/vendor.sh

.venv/.catalogue: marketplace/translations/zh/LC_MESSAGES/messages.po
	@$(PY) -m babel.messages.frontend -q compile --directory marketplace/translations && touch $@

catalogue: setup-dev  ## collect the msgids of code and templates into the Chinese catalogue
	@.venv/bin/pybabel -q extract -F babel.cfg -k _l -k N_ -k _ --no-location --sort-output -o .venv/qihang.pot . && .venv/bin/pybabel -q update --no-wrap --ignore-obsolete --no-fuzzy-matching -i .venv/qihang.pot -d marketplace/translations
	@# Dates and names in the header only make conflicts.
	@sed -i '/^"\(Report-Msgid-Bugs-To\|POT-Creation-Date\|PO-Revision-Date\|Last-Translator\|Generated-By\|Language-Team\):/d' marketplace/translations/zh/LC_MESSAGES/messages.po

lock:  ## resolve the dependencies anew (needs uv)
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements.lock pyproject.toml
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	@uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev --extra bench --constraint requirements-dev.lock --output-file requirements-bench.lock pyproject.toml
	@npm install --package-lock-only --silent

doors: setup-dev  ## write the golden list of doors anew; read the diff
	@$(PY) -m tests.house.doors > tests/house/doors.txt

bench: setup-dev  ## the recommender against cosine, popularity and random on the village
	@$(PY) -m marketplace evaluate

bench-search: setup-dev  ## the quality of search on judged queries, against plain Whoosh and FTS5
	@.venv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-build.lock -r requirements-bench.lock
	@$(PY) -m tests.bench.search_quality
