# Targets for a docs repository, to be included by its Makefile:
#
#     include path/to/docs-snippets/docs-snippets.mk
#
# Install the tool once, from a checkout of it (a submodule, or a clone at a tag), in the versions
# that it was tested with:
#
#     pip install -c path/to/docs-snippets/constraints.txt path/to/docs-snippets
#
# then `docs-snippets init` in the docs repository writes versions.yaml, snippets/ and templates/.
#
# DOCS_SNIPPETS      the command (for one in a virtual environment: .venv/bin/docs-snippets)
# DOCS_SNIPPETS_ARGS options for every call, such as --config FILE

DOCS_SNIPPETS ?= docs-snippets
DOCS_SNIPPETS_ARGS ?=
ACCEPT_LOSS ?=

.PHONY: docs-snippets docs-snippets-adopt docs-snippets-check docs-lint

docs-snippets: ## render every snippet, then check the pages that hold them
	@$(DOCS_SNIPPETS) render $(DOCS_SNIPPETS_ARGS); code=$$?; \
	if [ $$code -ne 2 ]; then \
	  $(DOCS_SNIPPETS) lint --generated $(DOCS_SNIPPETS_ARGS) || code=$$(( code ? code : $$? )); \
	fi; \
	exit $$code

docs-snippets-adopt: ## take over hand-written copies; ACCEPT_LOSS=1 gives up what is listed as lost
	@$(DOCS_SNIPPETS) render --adopt $(if $(ACCEPT_LOSS),--accept-loss) $(DOCS_SNIPPETS_ARGS)

docs-snippets-check: ## write nothing; fail when a snippet's text is not current
	@$(DOCS_SNIPPETS) render --check --diff --check-fail-msg 'to mend it: make docs-snippets' $(DOCS_SNIPPETS_ARGS)

docs-lint: ## check every page
	@$(DOCS_SNIPPETS) lint $(DOCS_SNIPPETS_ARGS)
