# The front door for people, hooks and CI. `make help` lists everything.

BUILD_PACKAGES = libsqlite3-dev zlib1g-dev ca-certificates
TEST_PACKAGES = $(BUILD_PACKAGES) python3 python3-venv nodejs curl nghttp2-client openssl util-linux
BROWSER_PACKAGES = chromium chromium-driver libnss3-tools fonts-dejavu-core
BROWSER_PYTHON = scripts/python-env Tests/sdk/python/requirements.txt Tests/browser/requirements.txt \
	Tests/browser/requirements-alone.txt

.DEFAULT_GOAL := help
.PHONY: help run build release test test-swift test-sdk test-frameworks test-node test-browser screenshots check lint \
	format generate bench clean

help: ## List these targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: release ## Install what is missing, build, start the server, print how to connect (ARGS="--port 0 …")
	@"$$(swift build -c release --show-bin-path)/scalekit-emulator" serve $(ARGS)

build: ## Debug build
	@scripts/install-packages $(BUILD_PACKAGES)
	swift build

release: ## Release build of the program
	@scripts/install-packages $(BUILD_PACKAGES)
	swift build -c release --product scalekit-emulator

test: ## Install what is missing and run every test, the official Python SDK's included
	@scripts/install-packages $(TEST_PACKAGES)
	$(MAKE) check
	$(MAKE) test-swift
	$(MAKE) test-sdk
	$(MAKE) test-frameworks
	$(MAKE) test-node
	$(MAKE) test-browser
	@echo "all tests passed"

test-swift: ## The Swift tests
	swift build --build-tests
	swift test --skip-build --skip EmulatorServerTests
# Alone: beside tests that use every core a client may be too slow for the listener's time limits.
	swift test --skip-build --filter EmulatorServerTests

test-sdk: ## The official Python SDK, unmodified, against the debug build
	swift build --product scalekit-emulator
	"$$(scripts/python-env Tests/sdk/python/requirements.txt)" -m pytest Tests/sdk/python $(ARGS)

test-frameworks: ## LangChain, ADK and an agent's loop on the official SDK
	swift build --product scalekit-emulator
	"$$(scripts/python-env Tests/sdk/frameworks/requirements.txt)" -m pytest Tests/sdk/frameworks $(ARGS)

test-node: ## The Node SDK's wire behaviour, replayed with Node's own http2
	swift build --product scalekit-emulator
	node --test Tests/sdk/node/*.test.mjs

test-browser: ## The pages in headless Chromium: flows, accessibility, appearance (ARGS="-k …")
	@scripts/install-packages $(BROWSER_PACKAGES)
	swift build --product scalekit-emulator
	"$$($(BROWSER_PYTHON))" -m pytest Tests/browser $(ARGS)

screenshots: ## A picture of every page, in .build/screenshots (ARGS="FOLDER [PAGE…]")
	@scripts/install-packages $(BROWSER_PACKAGES) fonts-inter
	swift build --product scalekit-emulator
	"$$($(BROWSER_PYTHON))" Tests/browser/screenshots.py $(ARGS)

check: lint ## Style, and that everything generated is fresh
	scripts/generate-embeds --check
	scripts/generate-protos --check
	scripts/generate-vendor-operations --check
	"$$(scripts/python-env Tests/sdk/python/requirements.txt)" scripts/check_conformance.py
	"$$(scripts/python-env Tests/sdk/python/requirements.txt)" scripts/check_catalogue.py

lint: ## swift format, strict
	swift format lint --strict --parallel $$(scripts/swift-files)

format: ## Format the hand-written Swift files in place
	swift format --in-place --parallel $$(scripts/swift-files)

generate: ## Make everything that is generated anew
	scripts/generate-protos
	scripts/generate-vendor-operations
	scripts/generate-embeds
	scripts/generate-supported

bench: release ## Run the benchmarks and write their results
	benchmarks/run

clean: ## Remove what was built
	rm -rf .build
