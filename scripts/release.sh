#!/usr/bin/env bash
# Builds what a release has for a target: scripts/release.sh TARGET
# A wheel and an archive with the command stand in dist/ then. Takes maturin, and for Linux with glibc ziglang (both PyPI's),
# so that it runs with the glibc of ten years ago.
set -euo pipefail
cd "$(dirname "$0")/.."

target=$1
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml)
case $target in
    *-linux-gnu) flags='--compatibility manylinux2014 --zig' ;;
    *-linux-musl) flags='--compatibility musllinux_1_2' ;;
    *) flags='' ;;
esac
BUILD="maturin build --release --locked --target $target $flags --out dist" scripts/pgo.sh "$target"

name=chathook-v$version-$target
built=${CARGO_TARGET_DIR:-target}/$target/release/chathook
form=gztar
if [ -e "$built.exe" ]; then
    built+=.exe
    form=zip
fi
rm -rf "dist/$name"
mkdir -p "dist/$name"
cp -r "$built" docs README.md CHANGELOG.md LICENSE-* "dist/$name/"
"dist/$name/$(basename "$built")" --version
python3 -c 'import shutil, sys; shutil.make_archive(f"dist/{sys.argv[1]}", sys.argv[2], "dist", sys.argv[1])' "$name" "$form"
rm -r "dist/$name"
