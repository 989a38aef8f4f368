#!/usr/bin/env bash
# How long does the program take to start, beside git? Prints both and their ratio; needs a release build.
set -e
cd "$(dirname "$0")/.."
crops=${1:-target/release/crops}
runs=${2:-200}
[ -x "$crops" ] || { echo "build first: cargo build --release"; exit 1; }

# Milliseconds a run, of so many runs.
measure() {
  local start end
  "$@" > /dev/null
  start=$(date +%s%N)
  for _ in $(seq "$runs"); do "$@" > /dev/null; done
  end=$(date +%s%N)
  echo $(( (end - start) / runs / 1000 ))
}

ours=$(measure "$crops" --version)
gits=$(measure git --version)
awk -v ours="$ours" -v gits="$gits" -v runs="$runs" 'BEGIN {
  printf "crops --version %.2f ms, git --version %.2f ms, ratio %.2f (%d runs each)\n", ours / 1000, gits / 1000, ours / gits, runs
}'
