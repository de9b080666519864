# Every target is two lines: the work is in scripts/, which can be called as they are.
.PHONY: run test lint bench soak

run: ## install what is missing, build, and start the demo newsroom on http://localhost:8080
	@scripts/run $(ARGS)

test: ## all that CI runs, on SQLite and on PostgreSQL, and in the browser
	@scripts/test $(ARGS)

lint: ## formatting, clippy, scripts, browser code: what a change is told off for first
	@scripts/lint $(ARGS)

bench: ## voice, web and start measured beside the usual tools; results in target/bench/
	@scripts/bench $(ARGS)

soak: ## what takes longer than a test may: inputs made by chance, kill -9 rounds and the tests that are too slow for `test`
	@scripts/soak $(ARGS)
