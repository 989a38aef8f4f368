#!/usr/bin/env bash
# Measures levelled plans beside TaskJuggler's, on the same portfolios, and prints a table in Markdown:
#   bash benches/tj3.sh [--tasks 50,500] [PLANS.py [SEED…]]
# PLANS.py writes a portfolio in both notations (default $CROPS_CASES/schedule/plans.py). Installs tj3 where apt may.
# Ten minutes or so for the four sizes.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tasks=50,500,2000,10000
if [ "${1:-}" = --tasks ]; then tasks=$2; shift 2; fi
plans=${1:-${CROPS_CASES:-../shared/cases}/schedule/plans.py}
shift || true
[ -f "$plans" ] || { echo "no such file: $plans" >&2; exit 3; }
command -v tj3 >/dev/null || apt-get install -y -qq tj3 >&2 || { echo "TaskJuggler is missing: apt-get install tj3" >&2; exit 3; }
[ -x /usr/bin/time ] || apt-get install -y -qq time >&2 || { echo "GNU time is missing: apt-get install time" >&2; exit 3; }
cargo build --release --locked --example cases >&2
exec python3 benches/tj3.py target/release/examples/cases "$plans" "$tasks" "${@:-1}"
