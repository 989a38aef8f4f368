#!/usr/bin/env bash
# Measures and prints docs/benchmarks.md: bash benches/report.sh > docs/benchmarks.md
# Builds in release, runs the benches by size, then the commands on the sample studio, then plans beside
# TaskJuggler's where it is there. A quarter of an hour or so.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo build --release --locked >&2
benches=$(cargo bench --locked 2>/dev/null)
python3 benches/report.py target/release/crops <<<"$benches"
printf '\n## Levelled plans beside TaskJuggler\n\nPrinted by `bash benches/tj3.sh`: the same portfolios, backward and with people. Less lead and less mean start is later, which is better.\nTaskJuggler may split a task around another; crops never does.\n\n'
bash benches/tj3.sh || echo "Not measured here: TaskJuggler or the portfolios are missing."
