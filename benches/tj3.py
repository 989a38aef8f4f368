#!/usr/bin/env python3
"""tj3.py CASES PLANS.py SIZE,… SEED…: the table that benches/tj3.sh prints.

Both programs plan the same portfolios, backward and with people, as whole processes, one after the other on the
same machine. Time is the median of several runs, memory the most that was resident. The lead of a campaign is its
launch less the start of its first task in calendar days, mean over campaigns; the mean start is the launch less the
start, over all tasks: less is later is better. TaskJuggler may split a task around another; crops never does.
"""
import csv
import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time


def run(command, folder, times):
    """Median seconds, most MB and the output of the last run."""
    seconds, out = [], b""
    for _ in range(times):
        begun = time.perf_counter()
        child = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        seconds.append(time.perf_counter() - begun)
        out = child.stdout
        if child.returncode:
            sys.exit("%s failed" % command[0])
    # Of a run of its own, started by a small program: a child of this one would count this one's memory.
    timed = subprocess.run(["/usr/bin/time", "-f", "%M", *command], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    most = int(timed.stderr.split()[-1]) / 1024
    return statistics.median(seconds), most, out


def leads(plan, start):
    launch, first, total = {}, {}, 0
    for task in plan["tasks"]:
        if "finish_before" in task:
            campaign, day = task["id"].split(".")[0], dt.date.fromisoformat(task["finish_before"])
            launch[campaign] = max(launch.get(campaign, day), day)
    for task in plan["tasks"]:
        campaign, day = task["id"].split(".")[0], start[task["id"]]
        first[campaign] = min(first.get(campaign, day), day)
        total += (launch[campaign] - day).days
    return sum((launch[c] - first[c]).days for c in launch) / len(launch), total / len(plan["tasks"])


def of_tj3(path):
    with open(path) as table:
        rows = list(csv.DictReader(table, delimiter=";"))
    return {row["Id"]: dt.date.fromisoformat(row["Start"][:10]) for row in rows if "." in row["Id"]}


def main(cases, plans, sizes, *seeds):
    cases, plans = os.path.abspath(cases), os.path.abspath(plans)
    load = os.getloadavg()[0]
    print("| Tasks | Seed | tj3 | crops | times faster | memory | lead | lead ratio | mean start | mean start ratio |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for tasks in map(int, sizes.split(",")):
        campaigns = tasks // 50
        for seed in seeds:
            with tempfile.TemporaryDirectory() as folder:
                subprocess.run([sys.executable, plans, "--campaigns", str(campaigns), "--tasks", "50", "--seed", seed,
                                "--out", folder], check=True, stdout=subprocess.DEVNULL)
                with open(folder + "/plan.json") as file:
                    plan = json.load(file)
                command = ["tj3", "--silent", "--no-color", "alap_res.tjp"]
                slow, much, _ = run(command, folder, 3 if tasks < 10000 else 1)
                fast, little, out = run([cases, "plan", "plan.json"], folder, 11)
                ours = {k: dt.date.fromisoformat(v["start"]) for k, v in json.loads(out)["tasks"].items()}
                (lead, mean), (their_lead, their_mean) = leads(plan, ours), leads(plan, of_tj3(folder + "/tasks.csv"))
            print("| %s | %s | %.2f s | %.1f ms | %.0f | 1/%.1f | %.1f / %.1f | %.3f | %.1f / %.1f | %.3f |" % (
                f"{tasks:,}", seed, slow, fast * 1e3, slow / fast, much / little, lead, their_lead, lead / their_lead,
                mean, their_mean, mean / their_mean), flush=True)
    print("\nWhole processes, reading included; crops with `--effort normal`; load average %.1f at the start." % load)


if __name__ == "__main__":
    main(*sys.argv[1:])
