#!/bin/sh
# Checks that everything that is built into the app and the command may be: every
# crate's licence offers a choice that ours allows. Build tools and tests are not
# handed out and not looked at.
set -eu
cd "$(dirname "$0")/.."

allowed="MIT Apache-2.0 Apache-2.0_WITH_LLVM-exception BSD-2-Clause BSD-3-Clause ISC Zlib Unicode-3.0 CC0-1.0 0BSD Unlicense MIT-0 BSL-1.0 MPL-2.0"

cargo tree --locked --edges normal --target all --prefix none --format '{p}	{l}' | sed 's/ (\*)$//' | sort -u |
  awk -F'\t' -v allowed="$allowed" '
    BEGIN { split(allowed, list, " "); for (i in list) fine[list[i]] = 1 }
    # One way to satisfy an expression: every part of an AND is allowed.
    function satisfied(way,   parts, n, i) {
      n = split(way, parts, / AND /)
      for (i = 1; i <= n; i++) {
        gsub(/[() ]/, "", parts[i])
        if (!(parts[i] in fine)) return 0
      }
      return 1
    }
    {
      crates++
      expression = $2
      gsub(/\//, " OR ", expression)
      gsub(/ WITH /, "_WITH_", expression)
      n = split(expression, ways, / OR /)
      for (i = 1; i <= n; i++) if (satisfied(ways[i])) next
      printf "not allowed: %s (%s)\n", $1, $2 == "" ? "no licence named" : $2
      bad = 1
    }
    END {
      if (!bad) printf "the licences of %d crates are fine\n", crates
      exit bad
    }'
