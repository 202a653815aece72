# Every target works on a fresh machine with Python 3.11 or newer: the first one makes .venv and
# installs the versions of constraints.txt; later ones start work at once.

DOCS ?=
ACCEPT_LOSS ?=
SHARED ?= ../shared
PYTHON ?=
FUZZ_RUNS ?=
FUZZ_SECONDS ?= 600
FUZZ_SEED ?=
FUZZ_TARGETS ?=
KINDS ?=
SAMPLE ?=
COMMANDS ?=
SHARE ?= 1
COUNTED ?=
WAYS ?=
SEED ?= 1
COUNT ?= 24
EDITS ?= 500
LIVE ?=
PAGES ?= 2000
VENV := .venv
RUN := $(VENV)/bin/docs-snippets
# A path may hold spaces and quotes.
QUOTED = '$(subst ','\'',$(DOCS))'
DOCS_OPTION = $(if $(DOCS),--docs $(QUOTED))

.DEFAULT_GOAL := help
.PHONY: help docs-snippets docs-snippets-adopt docs-snippets-check docs-lint test check format judged selftest edits bench bench-server bench-pathological vscode fuzz attack equivalences e2e docs site dist audit constraints

help: ## what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort | expand -t 24
	@echo
	@echo 'DOCS=/path/to/checkout works on those docs instead of examples/docs.'

docs-snippets: $(VENV)/installed ## render every placement, then check the pages that hold them
	@$(RUN) render $(DOCS_OPTION); code=$$?; \
	if [ $$code -ne 2 ]; then $(RUN) lint --generated $(DOCS_OPTION) || code=$$(( code ? code : $$? )); fi; \
	exit $$code

docs-snippets-adopt: $(VENV)/installed ## take over hand-written copies; ACCEPT_LOSS=1 gives up what is listed as lost
	@$(RUN) render --adopt $(if $(ACCEPT_LOSS),--accept-loss) $(DOCS_OPTION)

docs-snippets-check: $(VENV)/installed ## write nothing; fail when a placement is not current
	@$(RUN) render --check --diff $(DOCS_OPTION) --check-fail-msg 'to mend it: make docs-snippets'$(if $(DOCS),' DOCS='$(QUOTED))

docs-lint: $(VENV)/installed ## check every page
	@$(RUN) lint $(DOCS_OPTION)

test: $(VENV)/installed ## run the tests
	@$(VENV)/bin/pytest

check: $(VENV)/installed ## formatting, lint, imports, types and tests of this project
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/ruff check
	$(VENV)/bin/lint-imports --no-cache --no-logo
	$(VENV)/bin/mypy
	$(VENV)/bin/pytest

selftest: $(VENV)/installed ## plant known mistakes into copies of real pages and count what is found
	@PYTHONPATH=tests:tools $(VENV)/bin/python -m selftest $(DOCS_OPTION) --seed '$(SEED)' --count $(COUNT)

format: $(VENV)/installed ## format this project's code
	$(VENV)/bin/ruff format
	$(VENV)/bin/ruff check --fix

judged: $(VENV)/installed ## write tests/corpus.md: how right each rule is on the docs in SHARED
	@$(VENV)/bin/python tests/corpus.py $(SHARED) --only verdicts --update

edits: $(VENV)/installed ## make EDITS random edits of real docs in SHARED, and compare what is found with a run from nothing; LIVE=1 in a session of an editor
	@PYTHONPATH=tools $(VENV)/bin/python tests/edit_oracle.py $(SHARED) --count $(EDITS) $(if $(SEED),--seed $(SEED)) $(if $(LIVE),--live)

bench: $(VENV)/installed bench/.tools/installed ## time reading and linting, beside other linters
	@$(VENV)/bin/python bench/bench.py $(DOCS_OPTION)

bench-server: $(VENV)/installed ## time the language server: EDITS edits of pages of DOCS, a page of 2 MB, 100 files at once
	@$(VENV)/bin/python bench/server_edits.py $(DOCS_OPTION) --count $(EDITS)

vscode: ## package the extension for Visual Studio Code: editors/vscode/docs-snippets.vsix
	@cd editors/vscode && npm ci --silent --no-audit --no-fund && npm test && npm run --silent bundle && npm run --silent package

bench/.tools/installed: bench/requirements.txt bench/package.json
	@mkdir -p $(@D) && cp bench/package.json $(@D)
	@$(VENV)/bin/pip -qq --disable-pip-version-check install --upgrade --target $(@D) -r bench/requirements.txt
	@npm install --silent --prefix $(@D) || echo 'markdownlint-cli2 is left out: npm could not install it' >&2
	@touch $@

bench-pathological: $(VENV)/installed ## time and memory of inputs made to be slow: KINDS (a regular expression), at a SHARE of their limits, in WAYS; COUNTED=1 counts calls; SAMPLE takes so many kinds
	@PYTHONPATH=tests:tools $(VENV)/bin/python tests/pathological.py --kinds '$(KINDS)' --share $(SHARE) $(if $(WAYS),--ways $(WAYS)) $(if $(COUNTED),--counted) $(if $(SAMPLE),--sample $(SAMPLE))

fuzz: $(VENV)/installed $(VENV)/fuzz/installed ## look for inputs that break something: FUZZ_RUNS inputs, or FUZZ_SECONDS (600), of FUZZ_TARGETS (all), from FUZZ_SEED
	@PYTHONPATH=$(VENV)/fuzz:tests:tools $(VENV)/bin/python tests/fuzz/session.py --seconds $(FUZZ_SECONDS) $(if $(FUZZ_RUNS),--runs $(FUZZ_RUNS)) $(if $(FUZZ_SEED),--seed $(FUZZ_SEED)) $(FUZZ_TARGETS)

attack: $(VENV)/installed ## kill each command that writes at each of its system calls that write (COMMANDS: a part of its line)
	@PYTHONPATH=tests:tools $(VENV)/bin/python -m attack --commands '$(COMMANDS)'

equivalences: $(VENV)/installed ## check PAGES (2000) mutated pages of DOCS in pairs of ways that must say the same
	@PYTHONPATH=tests:tools $(VENV)/bin/python tests/equivalences.py $(if $(DOCS),$(QUOTED),examples/docs) --seed '$(SEED)' --count $(PAGES)

$(VENV)/fuzz/installed: tests/fuzz/requirements.txt
	@$(VENV)/bin/pip -qq --disable-pip-version-check install --upgrade --target $(@D) -r $<
	@touch $@

e2e: $(VENV)/installed $(VENV)/e2e/installed $(VENV)/site/installed ## build the example docs and the documentation site with Docusaurus, and look at them, and at reports, in Chromium, and work on a page in Neovim
	@PYTHONPATH=tools $(VENV)/bin/python tests/e2e/neovim.py
	@PYTHONPATH=$(VENV)/e2e:tests:tools $(VENV)/bin/python tests/e2e/report.py
	@PYTHONPATH=$(VENV)/e2e:tests:tools $(VENV)/bin/python tests/e2e/session.py $(VENV)/e2e
	@PYTHONPATH=$(VENV)/e2e:tests:tools $(VENV)/bin/python tests/e2e/beacon.py $(VENV)/e2e
	@$(MAKE) --no-print-directory site > $(VENV)/site/log 2>&1 || { cat $(VENV)/site/log; exit 1; }
	@PYTHONPATH=$(VENV)/e2e:tests:tools $(VENV)/bin/python tests/e2e/site.py $(VENV)/site

$(VENV)/e2e/installed: tests/e2e/requirements.txt examples/docs/package.json examples/docs/package-lock.json
	@mkdir -p $(@D)/site && cp examples/docs/package.json examples/docs/package-lock.json $(@D)/site
	@$(VENV)/bin/pip -qq --disable-pip-version-check install --upgrade --target $(@D) -r $<
	@npm ci --silent --no-audit --no-fund --prefix $(@D)/site
	@touch $@

docs: $(VENV)/installed ## write docs/reference and docs/images from the program
	@PYTHONPATH=tools $(VENV)/bin/python tools/reference_pages.py docs/reference
	@PYTHONPATH=tools $(VENV)/bin/python tools/output_picture.py docs/images

site: $(VENV)/installed $(VENV)/site/installed ## build the documentation site with Docusaurus, into .venv/site/build
	@PYTHONPATH=tools $(VENV)/bin/python tools/site_pages.py $(VENV)/site
	@cd $(VENV)/site && npm run --silent build

$(VENV)/site/installed: docs/site/package.json docs/site/package-lock.json
	@mkdir -p $(@D) && cp $^ $(@D)
	@npm ci --silent --no-audit --no-fund --prefix $(@D)
	@touch $@

# The date of the commit is that of the files in the archives, so that building again gives the same bytes.
dist: $(VENV)/release/installed ## build what is published into dist: wheel, source distribution, SBOM and checksums
	@rm -rf dist $(VENV)/release/bare
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) PIP_CONSTRAINT=constraints.txt $(VENV)/release/bin/python -m build --outdir dist
	@$(VENV)/release/bin/python -m venv $(VENV)/release/bare
	@$(VENV)/release/bare/bin/python -m pip -q --disable-pip-version-check install -c constraints.txt dist/*.whl
	@$(VENV)/release/bin/cyclonedx-py environment --pyproject pyproject.toml --output-reproducible \
	  --output-file dist/docs-snippets.cdx.json $(VENV)/release/bare/bin/python
	@cd dist && sha256sum *.whl *.tar.gz *.json > SHA256SUMS

audit: $(VENV)/release/installed ## check action.yml and the workflows with zizmor
	@$(VENV)/release/bin/zizmor --offline --no-progress action.yml .github

$(VENV)/release/installed: $(VENV)/installed .github/release-requirements.txt
	@$(VENV)/bin/python -m venv $(@D)
	@$(@D)/bin/python -m pip -q --disable-pip-version-check install -r .github/release-requirements.txt
	@touch $@

constraints: $(VENV)/installed ## write constraints.txt from what is installed
	@head -n 1 constraints.txt > $(VENV)/constraints
	@$(VENV)/bin/pip freeze --exclude docs-snippets --exclude pip >> $(VENV)/constraints
	@cp $(VENV)/constraints constraints.txt

# The stamp says what was installed and where, so that a checkout that only touches the files, or is
# moved, installs what it must and no more.
$(VENV)/installed: pyproject.toml constraints.txt
	@wanted="$(CURDIR) $$(cat pyproject.toml constraints.txt | cksum)"; \
	if [ "$$(cat $@ 2>/dev/null)" = "$$wanted" ]; then touch $@; exit 0; fi; \
	echo 'installing into $(VENV), once' >&2; \
	PYTHON='$(PYTHON)' sh tools/install.sh $(VENV) && echo "$$wanted" > $@
