# Two commands for a fresh machine: `make run` and `make test`. Each makes .venv when it is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test check bench drill format lock screenshots

run: $(READY)  ## serve Telegram if BOT_TOKEN is set, else the sandbox with the bot in it
	@exec $(BIN)/svodka run

# All tests run on two cores, file by file in the order of the folders (by the number of their tests the
# longest files would come last); ARGS="tests/news -x" runs a part in one process.
# Dozens of processes are started: without kept bytecode each would compile all it imports again, which
# more than doubles what it costs.
test: export PYTHONDONTWRITEBYTECODE =
test: $(READY)
	$(BIN)/pytest $(or $(ARGS),-n 2 --dist loadfile --no-loadscope-reorder)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(READY)
	$(BIN)/python -m bench $(ARGS)

drill: $(READY)  ## kill the bot at random moments of a broadcast; ARGS="--kills 200" for the long one
	$(BIN)/python -m tests.drills.kills $(ARGS)

format: $(READY)
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

screenshots: $(READY)  ## the README's pictures, taken from the running sandbox
	$(BIN)/python -m scripts.screenshots

lock: $(READY)  ## newest versions that pyproject.toml allows; hashes, no registry names
	$(BIN)/uv pip compile pyproject.toml --upgrade --universal --all-extras --group dev \
	  --generate-hashes --no-emit-index-url --no-header -p 3.11 -q -o requirements.lock

$(READY): pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || { sed -n '/^uv==/,/[^\\]$$/p' requirements.lock > $(VENV)/uv.lock && \
	  $(BIN)/python -m pip install --quiet --require-hashes --no-deps -r $(VENV)/uv.lock; }
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $(READY)
