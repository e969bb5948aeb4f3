# What is done daily. `just` lists it; the recipes are plain commands, for those who have no `just`.

export CARGO_TERM_COLOR := "auto"

_list:
    @just --list --unsorted

# Whether it compiles, tests and all: the quickest answer
check:
    cargo check --tests

# All tests, or those with a name: just test readme::
test *NAMES:
    cargo test --locked --test tests -- {{ NAMES }}

# Lints and formatting, as CI has them
lint:
    cargo fmt --check
    cargo clippy --locked --all-targets -- --deny warnings

# Mend the formatting, and what lints can mend themselves
fix:
    cargo clippy --fix --allow-dirty --allow-staged --all-targets
    cargo fmt

# Write anew what shows output: guides, help, reports. Read the diff before you believe it
bless:
    TRYCMD=overwrite cargo test --locked --test tests -- readme:: reports:: options:: picture::
    cargo run --locked --quiet -- explain findings --format markdown > src/finding/README.md
    git diff --stat

# Run the command: just run samples
run *ARGUMENTS:
    cargo run --locked --quiet -- {{ ARGUMENTS }}

# How fast it is, next to its peers
bench:
    cargo bench --locked --bench throughput

# Everything that has to pass before a change is merged
ci:
    .ci/run
