#!/usr/bin/env bash
# Checks the studio, then reports its KPIs, as one Markdown page and as annotations; for GitHub Actions, where action.yml calls it.
# Exit: the first of the two programs that did not end with 0, as docs/exit-codes.md says.
# A pull request (NUMBER, BASE, REPOSITORY, and GH_TOKEN through `gh`) is judged as its merge would be, with its live reviews.
# Reads CROPS_PROGRAM, CROPS_DIRECTORY, CROPS_PERIOD, CROPS_BY, CROPS_FAIL_ON_MISS, CROPS_FAIL_ON_WORSE, CROPS_LANGUAGE, CROPS_OUT; an empty one is left out.
set -euo pipefail

program=${CROPS_PROGRAM:-crops}
out=${CROPS_OUT:-crops-report}
mkdir -p "$out"
report=$out/report.md
kpis=$out/kpis.json

studio=(-C "${CROPS_DIRECTORY:-.}")
[ -z "${CROPS_LANGUAGE:-}" ] || studio+=(--lang "$CROPS_LANGUAGE")
asked=()
[ -z "${CROPS_PERIOD:-}" ] || asked+=("--period=$CROPS_PERIOD")
[ -z "${CROPS_BY:-}" ] || asked+=("--by=$CROPS_BY")
verdict=()
[ "${CROPS_FAIL_ON_MISS:-false}" != true ] || verdict+=(--fail-on-miss)
[ -z "${CROPS_FAIL_ON_WORSE:-}" ] || verdict+=("--fail-on-worse=$CROPS_FAIL_ON_WORSE")

# What went to standard error is kept for the report, and told in the log too.
told() { # FILE COMMAND…
  local page=$1 code=0
  shift
  "$@" >"$page" 2>"$page.said" || code=$?
  cat "$page.said" >&2
  return "$code"
}

# A line break or a percent sign would end an annotation early.
annotation() { sed -e 's/%/%25/g' -e 's/\r/%0D/g' | awk 'NR > 1 { printf "%%0A" } { printf "%s", $0 } END { print "" }'; }

# The reviews of a pull request, where the studio says which repository is its own.
reviews=()
reviews_of() { # BASE
  local folder=${CROPS_DIRECTORY:-.} name
  git -C "$folder" show "origin/$1:./crops.yml" 2>/dev/null | grep -q '^forge:' || return 0
  for name in pulls/reviews pulls/comments issues/timeline; do
    gh api --method=GET --paginate "repos/$REPOSITORY/${name%/*}/$NUMBER/${name#*/}?per_page=100" >"$out/${name#*/}.json" || return 1
    reviews+=(--reviews "$out/${name#*/}.json")
  done
  reviews+=(--request "$NUMBER" --whole)
}

question=(check)
if [ -n "${NUMBER:-}" ] && [ -n "${BASE:-}" ]; then
  reviews_of "$BASE"
  question=(check "--range=origin/$BASE..HEAD" "${reviews[@]}")
fi
checked=0
told "$out/check.md" "$program" "${studio[@]}" "${question[@]}" --format markdown || checked=$?
[ "$checked" -gt 1 ] || "$program" "${studio[@]}" "${question[@]}" --quiet --format github 2>/dev/null || true

measured=0
told "$out/kpi.md" "$program" "${studio[@]}" report kpi "${asked[@]}" "${verdict[@]}" --format markdown || measured=$?
if [ "$measured" -le 1 ]; then
  "$program" "${studio[@]}" --quiet report kpi "${asked[@]}" --format json >"$kpis" 2>/dev/null
else
  kpis=
  printf '::error title=crops::%s\n' "$(annotation <"$out/kpi.md.said")"
fi

for part in check kpi; do
  [ ! -s "$out/$part.md" ] || { cat "$out/$part.md"; echo; }
  # an answer without a page says why on standard error
  [ -s "$out/$part.md" ] || printf '```text\n%s\n```\n\n' "$(cat "$out/$part.md.said")"
done >"$report"

cat "$report" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  printf 'report=%s\nkpis=%s\n' "$report" "$kpis" >>"$GITHUB_OUTPUT"
fi
[ "$checked" -ne 0 ] || exit "$measured"
exit "$checked"
