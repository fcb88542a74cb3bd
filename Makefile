# The portal on a bare Debian 12 (python3, make, git, root or sudo): `make run`, `make test`.
# What was done once leaves a stamp in .venv/ or build/ and is not done again until its sources change.

PORT ?= 8000
PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
SYNC := VIRTUAL_ENV=$(VENV) $(BIN)/uv pip sync --quiet --require-hashes
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links
PYTEST := $(BIN)/python -m pytest -n 2 --dist loadscope --durations 25

RUN_PACKAGES := python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-tlwg-laksaman-ttf libatomic1
TEST_PACKAGES := chromium postgresql redis-server poppler-utils libreoffice-writer-nogui

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check bench assets lock clean

help:
	@echo "make run    the portal with its demo on http://127.0.0.1:$(PORT) (PORT= changes it)"
	@echo "make test   every test, on SQLite and on PostgreSQL"
	@echo "make check  linters, types, layers, migrations, settings"
	@echo "make bench  time and memory of the PDF; saving, importing and showing scores (4 minutes)"
	@echo "make setup  what make run needs, without starting it;  make assets  the front end's files alone"
	@echo "make lock   both requirements locks from pyproject.toml;  make clean  all but the data in var/"

setup: build/static/staticfiles.json

run: export PORTAL_ALLOWED_HOSTS ?= 127.0.0.1,localhost
run: export PORTAL_HTTPS ?= false
run: setup
	@$(MANAGE) run_portal --port $(PORT)

test: $(VENV)/.requirements-dev build/.test-packages setup
	$(PYTEST)
	$(PYTEST) --database postgresql -m "database and not browser"

check: export PORTAL_ALLOWED_HOSTS = portal.example.go.th
check: export PORTAL_TRUSTED_PROXIES = 1
check: export PORTAL_DATA_DIR = build/check
check: $(VENV)/.requirements-dev setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/djlint templates --check --quiet
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) check --deploy --fail-level WARNING

bench: $(VENV)/.requirements-dev build/.test-packages setup
	$(BIN)/python -m tests.bench

assets: build/assets/.copied

# Both locks name the same versions; the second adds the tools of development to the first.
lock: $(BIN)/uv
	$(COMPILE) --group build --output-file requirements.lock
	$(COMPILE) --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf build node_modules $(VENV)
	rm -rf .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Debian's packages. On another system the names are said and the rest goes on: what is missing shows itself.
# The tests start their own PostgreSQL and Redis; the services that Debian sets up are not used.
define require_packages
	@mkdir -p build; missing=; \
	if ! command -v dpkg-query >/dev/null; then \
		echo "This is not Debian. Needed here, under this system's names: $(1)"; \
	else \
		for package in $(1); do \
			dpkg-query --show --showformat='$${db:Status-Status}\n' $$package 2>/dev/null | grep -qx installed \
				|| missing="$$missing $$package"; \
		done; \
	fi; \
	if [ -n "$$missing" ]; then \
		echo "Missing system packages:$$missing"; \
		install="apt-get install --yes --no-install-recommends$$missing"; \
		if [ "$$(id -u)" = 0 ]; then as=; elif command -v sudo >/dev/null; then as=sudo; else as=none; fi; \
		{ [ "$$as" != none ] && $$as apt-get update -qq \
			&& $$as env DEBIAN_FRONTEND=noninteractive $$install -qq >build/packages.log; } \
			|| { echo "Run this as root, then start again: apt-get update && $$install"; exit 1; }; \
	fi
	@touch $@
endef

build/.run-packages: Makefile
	$(call require_packages,$(RUN_PACKAGES))

build/.test-packages: Makefile
	$(call require_packages,$(TEST_PACKAGES))

# pip installs uv by the hash in the lock, uv installs the rest.
$(BIN)/uv: | build/.run-packages
	@$(PYTHON) -c 'import sys; (3, 11) <= sys.version_info < (3, 13) or sys.exit("The portal needs Python 3.11 or 3.12.")'
	$(PYTHON) -m venv --clear $(VENV)
	@sed -n '/^uv==/,/[^\\]$$/p' requirements.lock >build/uv.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r build/uv.lock

# Once the tools of development are in the environment, bringing it up to date keeps them.
$(VENV)/.requirements: requirements.lock | $(BIN)/uv
	$(SYNC) $(if $(wildcard $(VENV)/.requirements-dev),requirements-dev.lock,requirements.lock)
	@touch $@

$(VENV)/.requirements-dev: requirements-dev.lock | $(BIN)/uv
	$(SYNC) requirements-dev.lock
	@touch $@ $(VENV)/.requirements

build/.npm: package.json package-lock.json .npmrc | $(VENV)/.requirements
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent
	@touch $@

# Only the files that the pages use; the .map files stay beside theirs, or the manifest of static files breaks off.
build/assets/.copied: build/.npm
	@rm -rf build/assets
	@mkdir -p build/assets/bootstrap build/assets/icons build/assets/sarabun
	cd node_modules/bootstrap && cp LICENSE dist/css/bootstrap.min.css dist/css/bootstrap.min.css.map \
		"$(CURDIR)/build/assets/bootstrap"
	cd node_modules/@fontsource/sarabun && cp LICENSE files/sarabun-thai-400-normal.woff2 \
		files/sarabun-thai-700-normal.woff2 files/sarabun-latin-400-normal.woff2 \
		files/sarabun-latin-700-normal.woff2 "$(CURDIR)/build/assets/sarabun"
	cd node_modules/bootstrap-icons && cp LICENSE \
		$$("$(CURDIR)/$(BIN)/node" -p 'require("../../package.json").portal.icons.map(name => `icons/$${name}.svg`).join(" ")') \
		"$(CURDIR)/build/assets/icons"
	@touch $@

# Neither the hosts nor the key matter to static files; given here, so that set-up writes nothing into var/.
build/static/staticfiles.json: build/assets/.copied $(VENV)/.requirements $(shell find static)
	PORTAL_ALLOWED_HOSTS=localhost PORTAL_DATA_DIR=build/data SECRET_KEY=static-files-need-none \
		$(MANAGE) collectstatic --no-input --clear --verbosity 0
