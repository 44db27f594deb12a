# Two commands and nothing else to install: `make demo`, `make test`.
.PHONY: help demo run test check bench messages lock
PYTEST = .venv/bin/pytest

help:
	@echo "make demo      Zhiyin with a simulated company; prints the address and the logins"
	@echo "make run       Zhiyin, empty, with your own data"
	@echo "make test      every test, with the real database and a real browser"
	@echo "make check     the quick half: format, types, house rules, unit tests"
	@echo "make bench     what it can do on this machine, in one table"
	@echo "make messages  update the translations from the source"
	@echo "make lock      choose the versions anew"

demo:
	@.ci/set-up
	@.venv/bin/zhiyin demo

run:
	@.ci/set-up
	@.venv/bin/zhiyin up

test:
	@.ci/set-up dev browser
	@$(PYTEST) -n 2 --dist loadfile

check:
	@.ci/set-up dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/djhtml --check src/zhiyin
	.venv/bin/zhiyin messages --check
	.venv/bin/lint-imports
	.venv/bin/mypy
	@$(PYTEST) -n 2 --dist loadfile -m "not slow and not browser"

bench:
	@.ci/set-up dev
	@.venv/bin/python -W ignore -m bench

messages:
	@.ci/set-up dev
	@.venv/bin/zhiyin messages

lock:
	@.ci/set-up dev
	.venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes pyproject.toml -o requirements.lock --custom-compile-command "make lock"
	.venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --group dev pyproject.toml -o requirements-dev.lock -c requirements.lock --custom-compile-command "make lock"
