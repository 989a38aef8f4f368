#!/usr/bin/env bash
# Measures the search on PSPLIB and prints a table in Markdown:
#   bash benches/psplib.sh [FOLDER [SCHEDULES…]]
# FOLDER holds measure.py, best.csv and the sets (default $CROPS_CASES/schedule/psplib). The projects are read in place, never copied.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:-${CROPS_CASES:-../shared/cases}/schedule/psplib}
shift || true
[ -f "$folder/measure.py" ] || { echo "no such file: $folder/measure.py" >&2; exit 3; }
[ -n "$(find "$folder" -name '*.sm' -print -quit)" ] || { echo "no projects (*.sm) in $folder" >&2; exit 3; }
cargo build --release --locked --example cases >&2
results=$(mktemp)
trap 'rm -f "$results"' EXIT
echo "| Schedules | Set | |"
echo "| ---: | --- | --- |"
for schedules in "${@:-5000}"; do
    find "$folder" -name '*.sm' -print0 | sort -z |
        xargs -0 target/release/examples/cases psplib --schedules "$schedules" >"$results"
    python3 "$folder/measure.py" "$results" | sed -E "s/^(j[0-9]+) +(.*)$/| $schedules | \1 | \2 |/"
done
