# Two commands are enough to begin: `make demo` opens a working service, `make test` proves it.
# The rest is for people who change it. Every recipe sets up first; a second run finds that done.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test test-spark check docs bench lock

# A working service with fictional people on 127.0.0.1:8000.
demo:
	@$(PYTHON) scripts/set_up.py
	@$(BIN)/throughcare demo

# Every test, in a browser too, and at least 95 % of the branches of rules and actions.
test:
	@$(PYTHON) scripts/set_up.py --browser
	@$(BIN)/pytest -n 2 --dist loadgroup --cov --cov-report=term tests/records tests/spec tests/unit
	@$(BIN)/pytest -n 2 --dist loadgroup tests/architecture tests/pages tests/system

# That Spark links as DuckDB does; apart, since half a gigabyte is fetched for this one test.
test-spark:
	@$(PYTHON) scripts/set_up.py --spark
	@$(BIN)/pytest -n 0 tests/unit/people/test_matching_extracts.py -k spark

# What can be told without running it; fastest first.
check:
	@$(PYTHON) scripts/set_up.py
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports
	@$(BIN)/mypy
	@$(BIN)/djlint --lint --quiet throughcare
	@$(BIN)/deptry throughcare
	@$(BIN)/throughcare docs --check
	@$(BIN)/python scripts/audit_dependencies.py

# Write the generated pages of docs/reference anew.
docs:
	@$(PYTHON) scripts/set_up.py
	@$(BIN)/throughcare docs

# How fast; the table goes to docs/reference/performance.md.
bench:
	@$(PYTHON) scripts/set_up.py
	@$(BIN)/python -m bench

# Write the locks of Python packages and package-lock.json anew from pyproject.toml and package.json.
lock:
	@$(PYTHON) scripts/set_up.py
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --quiet --upgrade \
		--custom-compile-command "make lock" --output-file requirements.lock
	@$(BIN)/uv pip compile --group spark --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --quiet --upgrade \
		--custom-compile-command "make lock" --output-file requirements-spark.lock
	@npm install --package-lock-only
