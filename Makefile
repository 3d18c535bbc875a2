# The commands of a day's work. `make test` is everything that has to hold;
# `make lint` is what CI asks on top of it.
SHELL := /bin/bash
GO    ?= go
BIN   := $(CURDIR)/bin
GOLANGCI_VERSION := v2.15.0

.PHONY: help run build test race bench load fuzz lint check clean

help: ## What there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

run: ## Talk in the terminal
	$(GO) run ./cmd/stillpoint

build: ## A static binary in bin/
	CGO_ENABLED=0 $(GO) build -trimpath -tags timetzdata -ldflags=-s -o $(BIN)/stillpoint ./cmd/stillpoint

test: ## All tests, with the race detector where a C compiler is there, in shuffled order
	@./.ci/test

bench: ## The figures of the README: engine, codec, vault, stores, loading
	$(GO) test -run '^$$' -bench . -benchmem -count 5 ./internal/engine ./internal/vault ./internal/record ./internal/store/... ./internal/answer ./internal/safety

load: ## A minute with many people: figures, double presses, kill -9; needs Linux and redis-server
	$(GO) build -o $(BIN)/stillpoint ./cmd/stillpoint
	$(GO) build -o $(BIN)/load ./cmd/load
	$(BIN)/load --bot $(BIN)/stillpoint --for 10s
	$(BIN)/load --bot $(BIN)/stillpoint --people 200 --double 0.2 --kill 1 --for 15s
	$(BIN)/load --bot $(BIN)/stillpoint --platform discord --people 20 --think 2s --for 10s

FUZZTIME ?= 30s
fuzz: ## Every fuzz target for FUZZTIME (default 30s) each
	@./.ci/fuzz $(FUZZTIME)

lint: $(BIN)/golangci-lint-$(GOLANGCI_VERSION) ## The linters of .golangci.yml
	$(BIN)/golangci-lint-$(GOLANGCI_VERSION) run ./...

$(BIN)/golangci-lint-$(GOLANGCI_VERSION):
	GOBIN=$(BIN) GOFLAGS=-mod=mod $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION)
	mv $(BIN)/golangci-lint $@

check: ## Every mistake in the shipped scripts, and their rehearsals
	$(GO) run ./cmd/stillpoint check prompts
	$(GO) run ./cmd/stillpoint rehearse --cover prompts

clean: ## Remove what was built
	rm -rf $(BIN)
