# Everything that is done to this project by command.  Works with the make 3.81 of macOS, with plain sh and Python 3.11.

PY = .venv/bin/python
RUNTIME = .venv/.installed-runtime
TOOLS = .venv/.installed-tools
SECOND = .venv/.installed-second-look
ASSETS = static/built/.stamp

# Each of two processes begins with half of the tests and takes from the other when it has done.  What is built once in a
# process is so built once, and one computes while the other waits for a browser or a blog.
HALVES = -n 2 --dist worksteal

# The second look at comments needs about 140 MB more; SECOND_LOOK=no leaves it out, and the product says so.
SECOND_LOOK = yes

# Byte code that is kept halves the time of a start; some machines switch it off for everybody.
export PYTHONDONTWRITEBYTECODE =

.DEFAULT_GOAL = help
.PHONY: help run test check bench soak lock assets triage clean ready

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

run: ## Start the product with its demo school and print its address
	@$(MAKE) -s -j2 ready
	@exec $(PY) -m governance.jobs.supervisor --demo

test: $(TOOLS) $(ASSETS) $(SECOND) ## Run all tests at their small sizes
	@$(PY) -m pytest $(HALVES)

check: $(TOOLS) $(ASSETS) $(SECOND) ## Formatting, lint, strict types and all tests: what must be green before a change lands
	@$(PY) -m ruff format --check --quiet .
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy
	@$(PY) -m pytest $(HALVES)

bench: $(TOOLS) ## Measure the budgets of speed, as ratios, and print them
	@$(PY) -m scripts.bench

soak: $(TOOLS) $(ASSETS) ## Run the races, kills, long runs and properties at their full sizes
	@GOVERNANCE_TEST_SIZE=full $(PY) -m pytest -m "race or kill or soak or hypothesis"

lock: ## Choose newer versions of what the project stands on and write the locks anew
	@sh scripts/lock.sh

assets: $(ASSETS) ## Build the interface's third-party styles and scripts

triage: $(TOOLS) $(SECOND) ## Learn anew what the triage of comments knows, from its examples
	@$(PY) -m scripts.train_triage
	@$(PY) -m scripts.train_adverts

clean: ## Remove everything that can be made again; the data folder stays
	@rm -rf .venv .venv-assets .venv-lock .bench static/built .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

ready: $(RUNTIME) $(ASSETS) $(SECOND)

$(RUNTIME): requirements.txt
	@sh scripts/install.sh requirements.txt $@ "what the application needs"

$(TOOLS): requirements-dev.txt $(RUNTIME)
	@sh scripts/install.sh requirements-dev.txt $@ "what the tests need"

# Both installs are of one environment, so that they follow each other even where make does two things at once.
$(SECOND): requirements-second-look.txt $(RUNTIME)
	@if [ "$(SECOND_LOOK)" = no ]; then echo "The second look is left out"; else \
		sh scripts/install.sh requirements-second-look.txt $@ "what the second look needs"; fi

$(ASSETS): package.json package-lock.json .npmrc requirements-assets.txt scripts/build_assets.py
	@python=$$(sh scripts/find_python.sh) && $$python scripts/build_assets.py
