#!/bin/sh
# Installs what is missing, and says what and why. What is there is left alone, so
# that a second run takes no time.
#
#     .build/tools.sh wasm trunk wasm-bindgen chromium brotli npm
#
# Programs from crates.io go into target/tools, so nothing of yours is replaced.
# Debian's packages need root; without it, this says what to install and stops.
set -eu
cd "$(dirname "$0")/.."

if ! command -v cargo >/dev/null; then
  echo "Kapocs is built with Rust: please install it from https://rustup.rs and try again." >&2
  exit 1
fi

trunk_version=0.21.14
bindgen_version=$(awk -F'"' '/^name = "wasm-bindgen"$/ { getline; print $2 }' Cargo.lock)
tools=target/tools
PATH="$PWD/$tools/bin:$PATH"
packages=

say() { echo "→ $*"; }

# crate PROGRAM CRATE VERSION WHY [--locked]
crate() {
  case "$("$1" --version 2>/dev/null || true)" in *" $3"*) return ;; esac
  say "installing $2 $3 into $tools ($4); this takes some minutes, once"
  # shellcheck disable=SC2086  # an option or none
  cargo install "$2" --version "$3" ${5-} --root "$tools"
}

# package PROGRAM PACKAGE WHY
package() {
  command -v "$1" >/dev/null && return
  say "needed: Debian's package $2 ($3)"
  packages="$packages $2"
}

wasm() {
  [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown" ] && return
  say "adding Rust's target wasm32-unknown-unknown (the app runs in the browser as WebAssembly)"
  rustup target add wasm32-unknown-unknown
}

for tool in "$@"; do
  case $tool in
    wasm) wasm ;;
    cc) package cc "gcc libc6-dev" "compiles what the build tools need" ;;
    trunk) crate trunk trunk $trunk_version "builds and serves the app" --locked ;;
    # The versions that it was published with are no longer all to be had.
    wasm-bindgen) crate wasm-bindgen wasm-bindgen-cli "$bindgen_version" "joins Rust and the browser" ;;
    cargo-audit) crate cargo-audit cargo-audit 0.22.2 "knows the advisories" --locked ;;
    chromium)
      package chromium chromium "the browser that runs the tests"
      package chromedriver chromium-driver "lets the tests use the browser"
      ;;
    brotli) package brotli brotli "measures what people download" ;;
    npm) package npm npm "fetches Papa Parse, to compare with" ;;
    *)
      echo "tools.sh: no such tool: $tool" >&2
      exit 2
      ;;
  esac
done

[ -z "$packages" ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Please install the programs named above, then run this again." >&2
  exit 1
elif [ "$(id -u)" -ne 0 ]; then
  echo "Please run this, then try again:  sudo apt-get install$packages" >&2
  exit 1
fi
say "installing$packages with apt-get"
apt-get update -q
# shellcheck disable=SC2086  # a list of words
DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends $packages
