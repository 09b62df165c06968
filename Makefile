# One line each; what they do stands in scripts/.
.PHONY: setup demo test lint format bench docs wheel collection clean

setup: ; @scripts/setup.sh
demo: setup ; @scripts/demo.sh
test: setup ; @scripts/test.sh
lint: ; @scripts/lint.sh
format: ; @swift format --in-place --recursive --parallel Sources Tests Package.swift
bench: setup ; @scripts/bench.sh
docs: setup ; @scripts/docs.sh
wheel: setup ; @scripts/wheel.sh
collection: setup ; @scripts/collection.sh
clean: ; @rm -rf .build .build-* .venv .venv-* dist
