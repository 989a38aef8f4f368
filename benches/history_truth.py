#!/usr/bin/env python3
"""Compares what crops says of generated histories with what their generator knows of them; ends with 1 where anything differs.

    python3 benches/history_truth.py --generator make_history.py [--cache DIR] [--sizes medium,large] [CROPS]

Every event of every brief; lead and cycle times made from the exported events, with their medians, means and counts;
how many moves never came to be official, of a sample of briefs. The histories are those of benches/history.py.
"""
import argparse
import collections
import datetime
import json
import os
import statistics
import subprocess
import sys
import tempfile

from history import generated

# Briefs whose own trail is asked for, evenly over all of them.
SAMPLE = 200
DELIVERED, BEGUN = "delivered", "in-progress"


def seconds(text):
    return int(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def said(crops, repository, *words):
    command = [crops, "-C", repository, *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def figures(moves):
    """Lead and cycle in seconds of what stands delivered, as the generator makes them, with the upper median."""
    lead, cycle = [], []
    for own in moves.values():
        if own[-1][0] != DELIVERED:
            continue
        end = own[-1][1]
        lead.append(end - own[0][1])
        begun = next((time for to, time in own if to == BEGUN), None)
        if begun is not None:
            cycle.append(end - begun)
    told = {}
    for name, all_of in (("lead", lead), ("cycle", cycle)):
        told[f"n_{name}"] = len(all_of)
        told[f"{name}_median_s"] = statistics.median_high(all_of)
        told[f"{name}_mean_s"] = sum(all_of) / len(all_of)
    return told


def compared(name, crops, repository):
    with open(os.path.join(os.path.dirname(repository), "truth.json"), encoding="utf-8") as file:
        truth = json.load(file)
    events = [json.loads(line) for line in said(crops, repository, "export", "events", "--format", "ndjson").splitlines()]
    got, moves = collections.Counter(), collections.defaultdict(list)
    for event in events:
        made, landed, time = (seconds(event[key]) for key in ("made", "landed", "time"))
        got[event["brief"], event["from"], event["to"], event["commit"], event["landing"], made, landed, time] += 1
        moves[event["brief"]].append((event["to"], time))
    want = collections.Counter(
        (brief, old, new, commit, landing, made, landed, time)
        for brief, told in truth["briefs"].items()
        for commit, landing, made, landed, old, new, _, time in told["events"])
    wrong = (want - got).total() + (got - want).total()
    known, own = truth["kpi_events"], figures(moves)
    wrong_figures = [key for key, value in known.items() if abs(own[key] - value) > 1e-6 * abs(value)]
    briefs = sorted(truth["briefs"])[:: max(1, len(truth["briefs"]) // SAMPLE)]
    wrong_trails = 0
    for brief in briefs:
        trail = json.loads(said(crops, repository, "trail", brief, "--format", "json"))
        superseded = sum(entry["what"] == "superseded" for entry in trail["data"]["entries"])
        wrong_trails += superseded != truth["briefs"][brief]["superseded"]
    print(f"{name}: {want.total():,} events, {wrong} unlike; {len(known)} figures, {len(wrong_figures)} unlike {wrong_figures}; "
          f"superseded moves of {len(briefs)} briefs, {wrong_trails} unlike")
    return wrong + len(wrong_figures) + wrong_trails


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--generator", required=True)
    parser.add_argument("--cache", default=os.path.join(tempfile.gettempdir(), "crops-histories"))
    parser.add_argument("--sizes", default="medium,large")
    parser.add_argument("crops", nargs="?", default="target/release/crops")
    asked = parser.parse_args()
    sizes = asked.sizes.split(",")
    return sum(compared(size, asked.crops, generated(asked.generator, size, asked.cache)) for size in sizes)


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
