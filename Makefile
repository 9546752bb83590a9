# The house's commands; `make help` lists them. Each installs what it needs and
# does not find (.build/tools.sh), saying what and why.

SHELL := /bin/sh
# Failed stories say what a person would see, not where the code was.
export RUST_LIB_BACKTRACE := 0
export PATH := $(CURDIR)/target/tools/bin:$(PATH)
# Trunk takes "1" for a mistake.
unexport NO_COLOR

# Where the built app goes.
DIST ?= dist
# `make dist PROFILE=dev` builds in a fraction of the time what is larger and slower.
PROFILE ?= release

# What reading is measured against; fetched for the benchmark alone.
PAPA := 5.7.1
# What matching is compared with; fetched for the benchmark alone.
SCIPY := 1.17.1

TOOLS := .build/tools.sh
E2E := --locked --manifest-path tests/e2e/Cargo.toml
FINISH := --locked --manifest-path .build/finish/Cargo.toml
WASM := --target wasm32-unknown-unknown

.DEFAULT_GOAL := help
.PHONY: help serve test test-native test-wasm test-e2e check dist dev-dist sizes bench bench-reading bench-grid bench-workspace bench-core bench-matching screenshots pictures

help: ## Lists the commands
	@awk -F':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: ## Builds the app, serves it on http://127.0.0.1:8080/, rebuilds on change
	@$(TOOLS) cc wasm trunk wasm-bindgen
	trunk serve --dist target/serve

test: test-native test-wasm dist test-e2e ## Runs all tests, the fast ones first

test-native: ## Runs the unit, property and snapshot tests
	@$(TOOLS) cc
	cargo test --locked
	cargo test --quiet $(FINISH)

test-wasm: ## Runs the tests of what touches the browser, in headless Chromium
	@$(TOOLS) cc wasm wasm-bindgen chromium
	CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
	WASM_BINDGEN_TEST_WEBDRIVER_JSON=.build/webdriver.json \
	CHROMEDRIVER=$$(command -v chromedriver) \
	cargo test --locked $(WASM) --test web

test-e2e: ## Runs the end-to-end tests against what `make dist` has built
	@$(TOOLS) cc chromium
	KAPOCS_DIST=$(abspath $(DIST)) cargo test $(E2E)

dist: ## Builds dist/, ready for any static host
	@$(TOOLS) cc wasm trunk wasm-bindgen
	KAPOCS_OFFLINE=1 trunk build $(if $(filter release,$(PROFILE)),--release) --dist $(DIST)

dev-dist: ## Builds quickly into DIST=…, for looking at pages: no service worker
	@$(TOOLS) cc wasm trunk wasm-bindgen
	trunk build --dist $(DIST)

check: ## Checks format, lints, licences and known vulnerabilities
	@$(TOOLS) cc wasm
	cargo fmt --check
	cargo fmt --check --manifest-path tests/e2e/Cargo.toml
	cargo fmt --check --manifest-path .build/finish/Cargo.toml
	cargo clippy --locked --all-targets -- -D warnings
	cargo clippy --locked $(WASM) --features app --lib --bins --test web -- -D warnings
	cargo clippy $(E2E) --all-targets -- -D warnings
	cargo clippy $(FINISH) --all-targets -- -D warnings
	@.build/licences.sh
	@.build/advisories.sh

bench: dist sizes bench-reading bench-grid bench-workspace bench-core bench-matching ## Measures downloads, reading against Papa Parse, a large grid, and the core

bench-reading: target/bench/tidy.csv
	@$(TOOLS) cc chromium npm
	npm install --silent --no-audit --no-fund --prefix target/bench papaparse@$(PAPA)
	cargo run --quiet $(E2E) --bin bench -- reading --dist $(abspath $(DIST)) --with target/bench

bench-grid: target/bench/tidy.csv
	@$(TOOLS) cc chromium
	cargo run --quiet $(E2E) --bin bench -- grid --dist $(abspath $(DIST)) --with target/bench

bench-workspace: target/bench/tidy.csv
	@$(TOOLS) cc chromium
	cargo run --quiet $(E2E) --bin bench -- workspace --dist $(abspath $(DIST)) --with target/bench

bench-core:
	@$(TOOLS) cc
	cargo bench --locked --bench core

bench-matching: ## Matches in the browser, and compares with another solver, level by level (fetches SciPy)
	@$(TOOLS) cc chromium
	cargo run --quiet --locked --profile bench --example instances target/bench/instances
	cargo run --quiet $(E2E) --bin bench -- matching --dist $(abspath $(DIST)) --with target/bench/instances
	test -x target/bench/python/bin/python || python3 -m venv target/bench/python
	target/bench/python/bin/python -m pip install --quiet --disable-pip-version-check 'scipy==$(SCIPY)'
	target/bench/python/bin/python tests/bench/matching.py target/bench/instances

target/bench/tidy.csv: tests/bench/network.rs tests/bench/made_up/mod.rs
	cargo run --quiet --locked --example network target/bench

sizes: ## Measures what people download from DIST=…, against the budget
	@$(TOOLS) brotli
	@.build/sizes.sh $(DIST)

screenshots: ## Draws the pages of DIST=… in all looks into tests/artifacts/screens
	@$(TOOLS) cc chromium
	cargo run --quiet $(E2E) --bin screens -- --dist $(abspath $(DIST)) --out tests/artifacts/screens \
		--example --all '#/' '#/cluster' '#/survey' '#/items' '#/grid' '#/agreement' '#/differences' '#/present'

pictures: ## Draws the README's pictures from DIST=…
	@$(TOOLS) cc chromium
	cargo run --quiet $(E2E) --bin screens -- --dist $(abspath $(DIST)) --out .github/pictures --window --example \
		'#/grid' '#/agreement' '#/survey/read' 'give:Choose files=tests/samples/s1-tolgyfo-hu-excel.csv' \
		'see:104 scores read' 'shot:read'
	@cd .github/pictures && rm -f survey-read-* && for name in grid agreement read; do mv $$name-en-light-desk.png $$name.png; done
