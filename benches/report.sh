#!/usr/bin/env bash
# Measures and prints docs/benchmarks.md: bash benches/report.sh > docs/benchmarks.md
# Every figure stands under the command that gave it. Half an hour or so on an idle machine; with --quick a few
# minutes: the same page from the shortest runs, to try this script and not to be kept.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")/.."
case "${1:-}" in
"") quick=() sizes=50,500,2000,10000 schedules=(5000 50000) histories=medium,large briefs=20000 verdicts=10000 ;;
--quick) quick=(--quick) sizes=50 schedules=(50) histories=small briefs=500 verdicts=200 ;;
*) echo "usage: bash benches/report.sh [--quick]" >&2; exit 2 ;;
esac
cargo build --release --locked --bin crops --example cases >&2
python3 benches/report.py target/release/crops "${quick[@]}"

# A table of another script; what it lacks is said in its place, and does not end the page.
part() {
  printf '\n## %s\n\nPrinted by `%s`: %s\n\n' "$1" "$2" "$3"
  shift 3
  bash "$@" || printf 'Not measured here: what it is compared with is missing.\n'
}

part "Levelled plans beside TaskJuggler" "bash benches/tj3.sh" \
  "the same portfolios, backward and with people. Less lead and less mean start is later, which is better.
TaskJuggler may split a task around another; crops never does." \
  benches/tj3.sh --tasks "$sizes"
part "The search on PSPLIB" "bash benches/psplib.sh" \
  "makespans beside the critical path and the best known ones. The same search makes plans with people.
Of each set a sample, or all of it where \`CROPS_PSPLIB\` says where the sets are; [all of it](benchmarks-psplib.md) was measured once." \
  benches/psplib.sh "${CROPS_PSPLIB:-${CROPS_CASES:-../shared/cases}/schedule/psplib}" "${schedules[@]}"
part "Very many tasks with people" "python3 benches/many_tasks.py" \
  "one campaign, sixty people, whole processes, reading included." \
  -c 'python3 benches/many_tasks.py target/release/crops'
cases="${CROPS_CASES:-../shared/cases}"
part "Reading a history" "python3 benches/history.py --generator make_history.py --sizes $histories" \
  "histories that the generator of the reference cases makes, beside \`git log --raw\` on the same paths.
Times are of processors, memory is what the process has for itself, and in brackets with pages of files." \
  -c "python3 benches/history.py --generator '$cases/history/make_history.py' --sizes $histories target/release/crops"
part "Judging a pull request" "python3 benches/check_range.py target/release/crops $briefs" \
  "\`crops check --range\`, whole process: first in a clone that nothing was kept for, then with what it kept." \
  -c "python3 benches/check_range.py target/release/crops $briefs"
part "Briefs with their verdicts" "python3 benches/verdicts.py target/release/crops $briefs $verdicts" \
  "\`crops check\` with two verdict files for each brief, then one brief with very many." \
  -c "python3 benches/verdicts.py target/release/crops $briefs $verdicts | sed 's/^/- /'"
