#!/usr/bin/env bash
# Draws docs/picture.svg anew, from what the command prints now: scripts/picture.sh
set -euo pipefail
cd "$(dirname "$0")/.."

TRYCMD=overwrite cargo test --locked --test tests -- picture::
