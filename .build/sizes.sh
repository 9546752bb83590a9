#!/bin/sh
# What people download, as a host sends it (brotli -q 11), against the budget.
#
#     .build/sizes.sh DIST
set -eu
cd "$1"

# compressed FILE…: their bytes after compression
compressed() {
  total=0
  for file in "$@"; do
    bytes=$(brotli -q 11 -c "$file" | wc -c)
    total=$((total + bytes))
    printf '  %-44s %8d → %7d\n' "$file" "$(wc -c <"$file")" "$bytes"
  done
}

# within NAME BUDGET-IN-KB
over=0
within() {
  kb=$(((total + 999) / 1000))
  verdict=within
  [ "$total" -le $(($2 * 1000)) ] || { verdict=OVER; over=1; }
  printf '%-46s %18s kB of %s kB: %s\n\n' "$1" "$kb" "$2" "$verdict"
}

echo "bytes → brotli -q 11"
compressed index.html style-*.css app-*/*.js app-*/kapocs-app_bg.wasm
within "first load (html, css, js, app wasm)" 300
compressed app-*/split_*.wasm app-*/chunk_*.wasm
printf '%-46s %18s kB\n\n' "the app's other parts, once a cluster is open" $(((total + 999) / 1000))

compressed worker-*/*
within "worker, on first use" 700
compressed locker-*/*
within "locker, on first use" 200
compressed matcher-*/*
within "matcher, on first use" 50
exit $over
