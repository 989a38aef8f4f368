#!/usr/bin/env python3
"""How long crops takes to read a history, beside git itself: python3 benches/history.py REPOSITORY [CROPS]

Prints the least processor time of three runs each, and the ratio to `git log --raw`, which reads the same trees and no content.
"""
import os
import resource
import subprocess
import sys


def best(arguments, runs=3):
    times = []
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times)


def main(repository, crops="target/release/crops"):
    git = ["git", "-C", repository]
    raw = best(git + ["log", "--raw", "--no-renames", "main"])
    commits = subprocess.run(git + ["rev-list", "--count", "main"], check=True, capture_output=True, text=True).stdout.strip()
    print(f"{commits} commits on {os.cpu_count()} processors")
    print(f"{'git log --raw':24} {raw * 1000:8.0f} ms   1.00")
    for name, arguments in [
        ("crops export events", ["export", "events"]),
        ("crops report kpi", ["report", "kpi"]),
    ]:
        took = best([crops, "-C", repository] + arguments)
        print(f"{name:24} {took * 1000:8.0f} ms   {took / raw:.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
