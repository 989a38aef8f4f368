#!/usr/bin/env bash
# Measures the search on PSPLIB and prints a table in Markdown, by set and by number of schedules:
#   bash benches/psplib.sh [FOLDER [SCHEDULES…]]
# FOLDER holds projects (*.sm) of j30, j60 and j120 anywhere below it, a few or all, and the best known makespans as
# CSV, the project's file first: that of the reference cases (the default, $CROPS_CASES/schedule/psplib), or a copy
# of the whole sets ($CROPS_PSPLIB where it is set). The projects are read in place, never copied.
# Whole sets take some minutes with 5,000 schedules, and ten times as long with 50,000.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
folder=${1:-${CROPS_PSPLIB:-${CROPS_CASES:-../shared/cases}/schedule/psplib}}
shift || true
if [ -z "$(find "$folder" -name '*.sm' -type f -print -quit 2>/dev/null)" ]; then
    echo "no projects of PSPLIB (*.sm) in $folder: give a folder, or set CROPS_PSPLIB" >&2
    exit 3
fi
cargo build --release --locked --example cases >&2
exec python3 benches/psplib.py target/release/examples/cases "$folder" "${@:-5000}"
