# Strings together the plain commands of README.md; a machine without make runs those instead.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
MANAGE = $(BIN)/python manage.py
PORT ?= 8000
export PORT

.PHONY: help run dev test walk check audit score score-pasting journeys bench bench-citations bench-structure bench-relations bench-start bench-admin bench-fuzz bench-desk bench-chain bench-exporting bench-following bench-reading bench-pages bench-throughput bench-backup bench-kills bench-replicas bench-load bench-import bench-saving bench-sizes bench-indexing bench-search bench-search-known bench-search-fuzz bundle messages lock

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/:.*##/ -/'

# --- Running --------------------------------------------------------------------------------

run: export DEMO = 1
run: export DEBUG = 0
run: $(VENV)/installed ## try the registry with demo records on http://127.0.0.1:8000
	@$(BIN)/python -m config.gunicorn
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_reference
	@$(MANAGE) load_demo
	@$(MANAGE) index_search
	@$(MANAGE) create_demo_accounts
	@$(MANAGE) collectstatic --noinput --verbosity 0
	@$(call together,nice -n 10 $(MANAGE) db_worker,$(BIN)/gunicorn -c config/gunicorn.py config.wsgi)

dev: export DEMO = 1
dev: export DEBUG = 1
dev: $(VENV)/installed-dev ## the same, with DEBUG and reloading on every change
	@$(BIN)/python -m config.gunicorn
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) load_reference
	@$(MANAGE) load_demo
	@$(MANAGE) index_search
	@$(MANAGE) create_demo_accounts
	@$(call together,$(MANAGE) db_worker,$(MANAGE) runserver 127.0.0.1:$(PORT))

# Runs the task worker, which lets pages go first, and the web server until one ends or both are told to stop. Ctrl-C reaches
# the worker by itself, and a second signal would make it drop the task it is finishing. The
# server of `make dev` does not hear Ctrl-C: a shell starts what runs behind "&" deaf to it.
define together
trap 'kill -TERM $$web 2>/dev/null; wait; exit 0' INT; \
trap 'kill -TERM $$worker $$web; wait; exit 0' TERM; \
$(1) & worker=$$!; \
$(2) & web=$$!; \
while kill -0 $$worker && kill -0 $$web; do sleep 1; done 2>/dev/null; \
ended="Máy chủ trang"; of=$$web; \
kill -0 $$web 2>/dev/null && { ended="Tiến trình việc dài"; of=$$worker; }; \
kill -TERM $$worker $$web 2>/dev/null; \
wait $$of; code=$$?; wait; \
echo "$$ended đã dừng (mã $$code), nên dừng cả hai; xem các dòng ở trên." >&2; exit 1
endef

# --- Proving --------------------------------------------------------------------------------

test: $(VENV)/installed-dev ## the whole suite, on SQLite and on PostgreSQL
	@$(BIN)/python -m tests.run

# What a public server would be given, so that check --deploy has nothing left to warn about.
PRODUCTION = env -u SECRET_KEY -u DATABASE_URL -u CSRF_TRUSTED_ORIGINS DEBUG=0 DEMO=0 HTTPS=1 TRUSTED_PROXIES=127.0.0.1 \
	ALLOWED_HOSTS=van-kien.example.org DATA_DIR=$(VENV)/check

check: $(VENV)/installed-dev ## lint, format, types, known ways in, deployment check, missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --configfile pyproject.toml -ll -ii --recursive config organizations documents bulletins manage.py
	@$(PRODUCTION) $(MANAGE) collectstatic --noinput --verbosity 0
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING
	$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run

audit: $(VENV)/installed-dev $(VENV)/audit/bin/pip-audit ## known holes in what is installed, and Django's newest patch: needs an index with advisories
	$(BIN)/python -m config.audit
	$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements.txt

$(VENV)/audit/bin/pip-audit:
	@$(PYTHON) -m venv $(VENV)/audit
	@$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check "pip-audit>=2.10,<3"

score: $(VENV)/installed-dev ## the citation reader against the hand-checked bulletins
	@$(BIN)/python -m tests.gold.score

score-pasting: $(VENV)/installed-dev ## what pasting the hand-checked citations fills rightly
	@$(BIN)/python -m pytest tests/gold/test_pasting.py -q -s

journeys: $(VENV)/installed-dev ## the real bulletins from file to published in a browser: coverage, wrong links, keys
	@$(BIN)/python -m pytest tests/gold/test_desk_keys.py -q

bench: $(VENV)/installed-bench ## every benchmark
	@for script in $(filter-out %/bench_search.py %/bench_search_known.py %/bench_search_fuzz.py %/bench_admin.py %/bench_fuzz.py %/bench_sizes.py,$(wildcard tests/benchmarks/bench_*.py)); do \
		echo "== $$script"; \
		$(BIN)/python -m tests.benchmarks.$$(basename $$script .py) || exit 1; \
	done
	@$(SEARCH) bench_search bench_search_known bench_search_fuzz bench_admin bench_sizes

bench-citations: $(VENV)/installed-bench ## the speed of the citation reader
	@$(BIN)/python -m tests.benchmarks.bench_citations

bench-structure: $(VENV)/installed-dev ## the speed of dividing a bulletin into items
	@$(BIN)/python -m tests.benchmarks.bench_structure

bench-relations: $(VENV)/installed-dev ## the speed of reading relations
	@$(BIN)/python -m tests.benchmarks.bench_relations

bench-start: $(VENV)/installed-dev ## seconds from a fresh clone to the first page
	@$(BIN)/python -m tests.benchmarks.bench_start

bench-admin: $(VENV)/installed-dev ## the list of documents of the staff, on both databases: SIZE=1000000
	@$(SEARCH) bench_admin

# An hour and more for each database; fewer requests say less.
REQUESTS ?= 100000

bench-fuzz: $(VENV)/installed-dev ## whether any request breaks the site: REQUESTS=100000
	@$(BIN)/python -m tests.benchmarks.bench_fuzz --requests $(REQUESTS)

bench-desk: $(VENV)/installed-dev ## the proof desk with a long bulletin, on both databases
	@$(BIN)/python -m tests.benchmarks.bench_desk

bench-chain: $(VENV)/installed-dev ## the pages of a document that much hangs on, under gunicorn on PostgreSQL
	@$(BIN)/python -m tests.benchmarks.bench_chain

bench-exporting: $(VENV)/installed-dev ## a list of 10,000 documents as a file
	@$(BIN)/python -m tests.benchmarks.bench_exporting

bench-following: $(VENV)/installed-dev ## what 100,000 events cost those who follow something, on both databases
	@$(BIN)/python -m tests.benchmarks.bench_following

bench-reading: $(VENV)/installed-dev ## big files brought in through the running site
	@$(BIN)/python -m tests.benchmarks.bench_reading

bench-pages: $(VENV)/installed-dev ## what a phone on a slow network has to fetch
	@$(BIN)/python -m tests.benchmarks.bench_pages

bench-throughput: $(VENV)/installed-dev ## requests a second beside plain Django, on PostgreSQL
	@$(BIN)/python -m tests.benchmarks.bench_throughput

bench-backup: $(VENV)/installed-dev ## a backup beside pg_dump and a copy, and its way into SQLite
	@$(BIN)/python -m tests.benchmarks.bench_backup

walk: $(VENV)/installed-dev ## every address by every role: how many were asked, and what was answered
	@$(BIN)/python -m pytest tests/permissions -q -p tests.permissions.telling

KILLS ?= 12
bench-kills: $(VENV)/installed-dev ## kills of processes and the database during writes: KILLS=50
	@$(BIN)/python -m tests.benchmarks.bench_kills --kills $(KILLS)

bench-replicas: $(VENV)/installed-dev ## a replica that lags or dies, a primary that dies: what readers get
	@$(BIN)/python -m tests.benchmarks.bench_replicas

MINUTES ?= 10
bench-load: $(VENV)/installed-dev ## readers at a steady rate and five editors, on PostgreSQL: MINUTES=10
	@$(BIN)/python -m tests.benchmarks.bench_load --minutes $(MINUTES)

bench-import: $(VENV)/installed-dev ## how long lists of 10,000 and 100,000 rows take, on both databases
	@$(BIN)/python -m tests.benchmarks.bench_import

bench-saving: $(VENV)/installed-dev ## what search adds to saving a document
	@$(BIN)/python -m tests.benchmarks.bench_saving

# The documents are generated first; SIZE says how many, FOLDER where SQLite keeps them for the
# next run, DATABASE_URL which PostgreSQL is measured instead of the tests' own.
SIZE ?= 20000
SEARCH = $(BIN)/python -m tests.benchmarks.search_run --size $(SIZE) $(if $(FOLDER),--folder $(FOLDER))

bench-indexing: SIZE = 100000
bench-indexing: $(VENV)/installed-dev ## how fast documents are written and indexed: SIZE=100000
	@$(BIN)/python -m tests.benchmarks.bench_indexing --size $(SIZE)

bench-sizes: $(VENV)/installed-dev ## what a document costs in disk and log, on both databases
	@$(SEARCH) bench_sizes

bench-search: $(VENV)/installed-bench ## the speed of the search on both databases: SIZE=1000000
	@$(SEARCH) bench_search

bench-search-known: $(VENV)/installed-dev ## whether known documents are found first
	@$(SEARCH) bench_search_known

bench-search-fuzz: $(VENV)/installed-dev ## whether the search stands bad input
	@$(SEARCH) bench_search_fuzz

bundle: $(VENV)/installed ## one archive to install from where there is no network
	@$(BIN)/python -m config.deploy.bundle

messages: $(VENV)/installed-dev ## compile the translations after a .po file changed
	@$(BIN)/python -m config.catalogue

# --- Installing -----------------------------------------------------------------------------

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; PYTHON=... names another one.")'
	@$(PYTHON) -m venv $(VENV) || { echo "On Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/installed: requirements.txt | $(BIN)/pip
	@echo "Installing the locked requirements..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/installed-dev: requirements-dev.txt | $(BIN)/pip
	@echo "Installing the locked requirements for development..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)/installed-bench: requirements-bench.txt | $(VENV)/installed-dev
	@echo "Installing what the benchmarks compare with..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

LOCK = $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links pyproject.toml

lock: $(VENV)/lock/bin/uv ## pin every package anew after pyproject.toml changed
	$(LOCK) --output-file requirements.txt
	$(LOCK) --extra dev --output-file requirements-dev.txt
	$(LOCK) --extra bench --constraint requirements-dev.txt --output-file requirements-bench.txt

$(VENV)/lock/bin/uv:
	@$(PYTHON) -m venv $(VENV)/lock
	@$(VENV)/lock/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.13,<0.14"
