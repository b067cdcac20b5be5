# Two commands matter: `make course` and `make test`. Each sets up .venv when it is missing.
PYTHON ?= python3
CLASS ?= class
BIN := .venv/bin
READY := .venv/.ready
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: course sample test numbers attacks stock browser extras bench lab release pins clean

course: $(READY)  ## build the executed book, grade the sample class, say where to look
	$(BIN)/cnn-course build
	@$(MAKE) --no-print-directory sample
	@echo "Read:  _build/html/index.html, or: $(BIN)/cnn-course serve"
	@echo "Study: $(BIN)/cnn-course lab"
	@echo "Teach: $(CLASS)/grades.csv, $(CLASS)/questions.csv, or: $(BIN)/cnn-course report $(CLASS)"

sample: $(READY)  ## make up a class and grade it, in the folder CLASS
	$(BIN)/cnn-course sample-class "$(CLASS)"
	$(BIN)/cnn-course grade "$(CLASS)"

test: $(READY)  ## style, the order of rooms, types, then every test on two processes; a named test may be tried twice, and the end says so
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	CNN_COURSE_KEEP_NAMES=1 $(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder --max-worker-restart 2 -rfER --durations 30 --durations-min 10

numbers: $(READY)  ## the tests that compare numbers, with those that other processors compute
	@# TensorFlow without oneDNN's kernels; OpenBLAS and NumPy as on a processor without AVX-512
	TF_ENABLE_ONEDNN_OPTS=0 OPENBLAS_CORETYPE=Haswell NPY_DISABLE_CPU_FEATURES="X86_V4 AVX512_ICL AVX512_SPR" \
		$(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder -m numbers tests

attacks: $(READY)  ## every attack on the grader: held by it, and shown to work without it
	$(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder --max-worker-restart 2 -rfER -m "slow or not slow" tests/grading/attacks

stock: $(READY)  ## every known mistake graded by nbgrader's own commands too; an assignment takes up to an hour
	$(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder -rfER -m slow tests/assignments

browser: $(READY)  ## every page in Chromium, with what `make test` leaves out (a phone's width, contrast on most pages)
	$(BIN)/pytest -n 2 --dist loadgroup --no-loadscope-reorder -rfER -m browser tests/browser

extras: $(READY)  ## an environment made of each extra alone, by pip, and what its users do in it
	$(BIN)/python -m tests.environments

bench: $(READY)  ## speed as ratios, both sides measured in one run
	$(BIN)/python -m tests.benchmarks

lab: $(READY)  ## your own copies of the assignments, in JupyterLab
	$(BIN)/cnn-course lab

release: $(READY)  ## make assignments/ and the feedback data anew from solutions/
	$(BIN)/cnn-course release

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Set PYTHON=python3.11 or the like." if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "$(PYTHON) has no venv module; on Debian and Ubuntu: sudo apt install python3-venv. Then run make again." >&2; exit 1; }
	$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[book,grading,postgres,pretrained,dev]"
	touch $@

pins: $(READY)  ## write what is installed to constraints.txt
	(sed -n 1p constraints.txt; $(BIN)/python -m pip freeze --exclude-editable) > constraints.new && mv constraints.new constraints.txt

clean:  ## take away what was built (not .venv, not work/)
	rm -rf _build class .pytest_cache .ruff_cache .import_linter_cache .mypy_cache .hypothesis
