# Recipes for daily work; `just` alone lists them. Everything works without just too: see the files in .ci.

_list:
    @just --justfile {{justfile()}} --list

# Serve a demo event
demo:
    .ci/demo

# Plan the event that comes with Carnet, on the command line
plan:
    .ci/plan

# The whole test suite
test *ARGS:
    .ci/test {{ARGS}}

# What CI runs
check:
    .ci/run

# Format and lint
tidy:
    cargo fmt --all
    cargo clippy --workspace --all-targets -- -D warnings
    python3 .ci/tidy.py
    python3 .ci/layers.py

# Properties with many cases, for a night
soak CASES='10000':
    PROPTEST_CASES={{CASES}} cargo test --release --package carnet-proptests

# Measure the tables of docs/benchmarks.md
bench *SECTIONS:
    .ci/bench {{SECTIONS}}

# Compare two states of the code: `just compare search` before and after
compare *GROUPS:
    cargo bench --package carnet-benches --bench solve -- {{GROUPS}}

# Draw docs/images/plan.svg again from the event that comes with Carnet
picture:
    python3 docs/images/plan.py instances/forum.json target/forum-plan.json > docs/images/plan.svg
