#!/usr/bin/env bash
# Measures and prints docs/benchmarks.md: bash benches/report.sh > docs/benchmarks.md
# Builds in release, runs the benches by size, then the commands on the sample studio. Ten minutes or so.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
cargo build --release --locked >&2
benches=$(cargo bench --locked 2>/dev/null)
exec python3 benches/report.py target/release/crops <<<"$benches"
