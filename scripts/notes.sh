#!/usr/bin/env bash
# What CHANGELOG.md says of a version, as the notes of its release: scripts/notes.sh VERSION
set -euo pipefail
cd "$(dirname "$0")/.."

notes=$(awk -v version="$1" '
    /^## / { within = ($2 == version || $2 == "[" version "]"); next }
    within { print }
' CHANGELOG.md)
if [ -z "${notes//[[:space:]]/}" ]; then
    echo "CHANGELOG.md says nothing of $1" >&2
    exit 1
fi
printf '%s\n' "$notes"
