# The course's commands: `make` lists them. On Windows, use Git Bash.

ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN := .venv/Scripts
UV := $(BIN)/uv.exe
else
PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
endif
READY := .venv/ready

.PHONY: help lab test test-real grade classroom doctor demo build book results bench bench-grading grader-report release lock upgrade clean

help:                ## List these commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

lab: $(READY)        ## Open the course in JupyterLab.
	@JUPYTER_CONFIG_PATH=.jupyter $(BIN)/jupyter-lab

test: $(READY)       ## Run all tests that need no real data.
	$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder

test-real: $(READY)  ## Run the tests that need the real data.
	$(BIN)/python -m pytest -m real

grade: $(READY)      ## Grade a chapter of a class: make grade CHAPTER=01-basics
	@$(BIN)/python -m utils.grading $(CHAPTER)

classroom: $(READY)  ## Open a hub for a class, as root: make classroom INSTRUCTOR=kim STUDENTS="ada bo"
	@$(BIN)/python -m tools.hub start $(STUDENTS) $(INSTRUCTOR:%=--instructor %) $(ADDRESS:%=--address %) \
		$(FOLDER:%=--folder %)

doctor:              ## Say what a question about the course needs to be answered.
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m tools.doctor; else $(PYTHON) -m tools.doctor; fi

demo: $(READY)       ## Hand in and grade three submissions of chapter 1, in a minute.
	@$(BIN)/python -m tools.demo

build: $(READY)      ## Make every notebook in solutions/ and course/, and BOOK.md, from solutions/*/*.py.
	$(BIN)/python -m tools.build
	$(BIN)/python -m tools.book

book: $(READY)       ## Make the chapters into a site: build/book/students and build/book/instructors.
	@$(BIN)/python -m tools.site

results: build       ## Build what is stale, then write RESULTS.md and fail where a figure falls short.
	$(BIN)/python -m tools.results

bench: $(READY)      ## Measure speed and memory.
	$(BIN)/python -m tools.bench

bench-grading: $(READY)  ## Measure how fast hand-ins are graded, against other graders.
	$(BIN)/python -m tools.bench_grading

grader-report: $(READY)  ## Prove the tests of the exercises, and write GRADER.md.
	$(BIN)/python -m tools.grader_report

release: $(READY)    ## Write build/release: the course for students, without answers, tests and grader.
	@$(BIN)/python -m tools.release

lock: | $(UV)        ## Pin what pyproject.toml asks for; pins stay; `make upgrade` moves them.
	$(UV) pip compile pyproject.toml --extra cpu --extra lab --extra classroom --extra cluster --extra dev --universal --python-version 3.11 --quiet \
		$(UPGRADE) --no-annotate --custom-compile-command "make lock" --output-file requirements.txt
	(sed '/- pip:/q' environment.yml; sed -n 's/^[^#].*/      - "&"/p' requirements.txt) > environment.new
	mv environment.new environment.yml

upgrade:             ## Move all pins to the newest versions that pyproject.toml allows.
	@$(MAKE) --no-print-directory lock UPGRADE=--upgrade

clean:               ## Remove the set-up and every cache; course/, solutions/ and your own files stay.
	rm -rf .venv build *.egg-info .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +

$(UV):
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON): install Python 3.11, 3.12 or 3.13."; exit 1; }
	@$(PYTHON) tools/system.py
	@echo "Setting up .venv: a few minutes the first time."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $$(grep '^uv==' requirements.txt)

# uv compiles as it installs, because Python does not do so later where PYTHONDONTWRITEBYTECODE is set, and TensorFlow's
# import is over twice as slow then. uv does not read pip's settings, so a mirror chosen there is passed on. The import
# shows that all is well, and writes Matplotlib's font list, which would otherwise interrupt somebody's first figure.
$(READY): requirements.txt pyproject.toml | $(UV)
	@mirror=$$($(BIN)/python -m pip config list | sed -n "s/.*\.index-url='\(.*\)'/\1/p" | head -n 1); \
		UV_DEFAULT_INDEX=$${UV_DEFAULT_INDEX:-$$mirror} \
		$(UV) pip install --python .venv --compile-bytecode --requirements requirements.txt
	@$(UV) pip install --python .venv --quiet --no-build-isolation --no-deps --editable .
	@$(BIN)/python -c "import utils.checks, matplotlib.font_manager"
	@touch $@
