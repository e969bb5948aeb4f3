#!/usr/bin/env bash
# Builds chathook with what a run of it teaches the compiler (PGO): scripts/pgo.sh [TARGET]
#
# It reads made-up payloads of every event, a tenth of them broken, in every form and by every command; then the compiler
# lays out the code for that. Takes the component llvm-tools: rustup component add llvm-tools
#
# Where the caller sets BUILD, that is run instead of `cargo build`, with RUSTFLAGS set.
set -euo pipefail
cd "$(dirname "$0")/.."

target=${1:-$(rustc --print host-tuple)}
folder=$PWD/target/pgo
profdata=$(rustc --print sysroot)/lib/rustlib/$(rustc --print host-tuple)/bin/llvm-profdata
[ -x "$profdata" ] || profdata+=.exe
if ! [ -x "$profdata" ]; then
    echo 'there is no llvm-profdata: rustup component add llvm-tools' >&2
    exit 1
fi
rm -rf "$folder/raw" "$folder/payloads"
mkdir -p "$folder/payloads"

RUSTFLAGS="-Cprofile-generate=$folder/raw" \
    cargo build --release --locked --bin chathook --target "$target" --target-dir "$folder/build"
taught=$folder/build/$target/release/chathook

# A tenth of the payloads is cut off, has a comma too many, or holds what no vendor sends.
for sample in samples/*/*.json; do
    event=$("$taught" normalize --lenient "$sample" 2>/dev/null | sed -n 's/.*"vendorevent":"\([^"]*\)".*/\1/p;q')
    if [ -n "$event" ]; then
        echo "$(basename "$(dirname "$sample")")/$event"
    fi
done | sort -u | while read -r event; do
    "$taught" sample "$event" --count 600 --seed 1
done | awk '
    NR % 30 == 9 { print substr($0, 1, length($0) * 2 / 3); next }
    NR % 30 == 19 { sub(/}$/, ",}") }
    NR % 30 == 29 { sub(/:"[^"]*"/, ":{\"no\":[null,1e3]}") }
    { print }
' >"$folder/payloads/lines.ndjson"
{ echo '['; sed '$!s/$/,/' "$folder/payloads/lines.ndjson"; echo ']'; } >"$folder/payloads/list.json"
"$taught" normalize --lenient --pretty "$folder/payloads/lines.ndjson" >"$folder/payloads/pretty.json" 2>/dev/null || true
gzip -k "$folder/payloads/lines.ndjson"
if command -v zstd >/dev/null; then
    zstd -q "$folder/payloads/lines.ndjson"
fi
for file in "$folder"/payloads/*; do
    for jobs in 1 2; do
        "$taught" normalize --jobs $jobs "$file" >/dev/null 2>&1 || true
        "$taught" validate --jobs $jobs --format concise "$file" >/dev/null 2>&1 || true
    done
    "$taught" inspect "$file" >/dev/null 2>&1 || true
    "$taught" validate --format json "$file" >/dev/null 2>&1 || true
done
"$profdata" merge --output "$folder/chathook.profdata" "$folder/raw"

export RUSTFLAGS="-Cprofile-use=$folder/chathook.profdata"
if [ -n "${BUILD:-}" ]; then
    bash -euo pipefail -c "$BUILD"
else
    cargo build --release --locked --bin chathook --target "$target"
fi
