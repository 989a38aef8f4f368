#!/usr/bin/env bash
# Keeps one comment of a pull request at what the report says: the one that carries our mark, or a new one.
# Reads REPOSITORY (owner/name), NUMBER, REPORT (a file), CROPS_DIRECTORY, and GH_TOKEN through `gh`.
# A token that may not write comments is a warning: the report is in the summary of the job too.
set -euo pipefail

[ -s "$REPORT" ] || exit 0
# one comment for each studio of the repository; a mark cannot hold what would end it
studio=$(printf '%s' "${CROPS_DIRECTORY:-.}" | tr -c 'A-Za-z0-9._/' '_')
mark="<!-- crops report of $studio -->"
body=$(mktemp)
trap 'rm -f "$body"' EXIT
# forges refuse a comment above 65,536 characters
{ echo "$mark"; head -c 60000 "$REPORT" | iconv -c -f UTF-8 -t UTF-8; } >"$body"

say() { gh api "$@" >/dev/null || echo "::warning title=crops::The comment could not be written; the report is in the summary of the job."; }

old=$(MARK=$mark gh api --paginate "repos/$REPOSITORY/issues/$NUMBER/comments" \
  --jq '.[] | select(.body | startswith(env.MARK)) | .id' 2>/dev/null | head -n 1) || old=
if [ -n "$old" ]; then
  say --method PATCH "repos/$REPOSITORY/issues/comments/$old" --field "body=@$body"
else
  say --method POST "repos/$REPOSITORY/issues/$NUMBER/comments" --field "body=@$body"
fi
