# `make help` lists the targets. Those that outside checks rely on: run, test, build, generate, lint.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# What `make run` passes on, as in: make run ARGS="--log-level=debug --addr=127.0.0.1:9000"
ARGS ?=

# The page wants Node 20.19 or later and npm. Empty where they are missing.
NPM := $(shell node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' 2>/dev/null && command -v npm)
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
PAGE_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -path web/e2e -prune -o -type f \
	! -name '*.go' ! -name 'plain.*' -print 2>/dev/null)

# Each part of `make test` leaves a line here that says what ran; the last line of `make test` is made of them.
RAN := bin/ran

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "%-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: build ## build and serve the seeded graph on 127.0.0.1:8080 (ARGS="--addr=…" adds flags)
	exec bin/dealgraph serve $(ARGS)

.PHONY: build
build: page ## build bin/dealgraph with the page inside
	go build -trimpath -o bin/dealgraph ./server

.PHONY: page
ifneq ($(NPM),)
page: web/dist/index.html ## build the page (without Node the server has a plain one)
else
page:
	@if [ "$${CI:-}" = true ]; then echo "page: Node 20.19 or later and npm are needed with CI=true" >&2; exit 1; fi
	@echo "page: no Node 20.19 or later with npm here: the server will show its plain page instead of GraphiQL"
endif

web/dist/index.html: web/node_modules/.package-lock.json $(PAGE_SOURCES)
	cd web && npm run build
	@touch $@

web/node_modules/.package-lock.json: web/package-lock.json
	cd web && npm ci --loglevel=error
	@touch $@

.PHONY: generate
generate: ## write the generated code anew (it is committed)
	go generate ./...

.PHONY: lint
lint: ## gofmt, go.mod tidy, go vet, staticcheck, shell syntax
	@unformatted=$$(find . -name '*.go' -not -path './web/node_modules/*' -exec gofmt -l {} +); \
	if [ -n "$$unformatted" ]; then echo "not formatted by gofmt:"; echo "$$unformatted"; exit 1; fi
	go mod tidy -diff
	go vet ./...
	go run $(STATICCHECK) ./...
	bash -n .ci/run .ci/e2e .ci/check-files

.PHONY: test
test: ## run all tests: Go on both stores with the race detector, the page's, the browser's
	@rm -rf $(RAN) && mkdir -p $(RAN)
	@$(MAKE) --no-print-directory test-go test-page e2e
	@echo "make test: passed. Stores: SQLite, $$(cat $(RAN)/neo4j). Page: $$(cat $(RAN)/page), $$(cat $(RAN)/browser)."

.PHONY: test-go
test-go: ## run the Go tests only, with one Neo4j for all packages
	@mkdir -p $(RAN)
	@go build -o bin/withneo4j ./store/neo4j/neo4jtest/cmd/withneo4j
	bin/withneo4j -report $(RAN)/neo4j -- go test -race -timeout 25m ./...
	@# The race detector is slow, so the random queries are few above: here they are all asked.
	go test -count=1 -v -run '^(TestAgree|TestLowered)$$' ./store/sqlite

.PHONY: test-page
ifneq ($(NPM),)
test-page: web/node_modules/.package-lock.json ## run the page's unit tests only
	@mkdir -p $(RAN)
	cd web && npm test
	@echo "unit tests" > $(RAN)/page
else
test-page: page
	@mkdir -p $(RAN)
	@echo "NOT its unit tests (no npm)" > $(RAN)/page
endif

.PHONY: e2e
ifneq ($(and $(NPM),$(CHROMIUM)),)
e2e: build web/node_modules/.package-lock.json ## run the browser tests only, against a server of their own
	@mkdir -p $(RAN)
	CHROMIUM='$(CHROMIUM)' .ci/e2e
	@'$(CHROMIUM)' --version 2>/dev/null | awk '{ print $$1 " " $$2 }' > $(RAN)/browser
else
e2e:
	@if [ "$${CI:-}" = true ]; then echo "e2e: Chromium and npm are needed with CI=true" >&2; exit 1; fi
	@mkdir -p $(RAN)
	@echo "NOT in a browser (no Chromium or no npm)" > $(RAN)/browser
endif

.PHONY: clean
clean: ## remove what was built
	rm -rf bin web/dist/assets web/dist/index.html
