"""Prints docs/benchmarks.md from the output of `cargo bench` on stdin and from runs of the program: see report.sh."""

import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time

TODAY = "2026-11-21"
RUNS = 21

COMMANDS = [
    ["--version"],
    ["check"],
    ["brief", "list"],
    ["request", "list"],
    ["campaign", "list"],
    ["plan", "discovery-box"],
    ["report", "kpi", "--period", "last-90d"],
    ["export", "events"],
]


def machine():
    rust = subprocess.run(["rustc", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()[1]
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Rust {rust}{load}"


def benches(text):
    """Rows of divan's tree: name, fastest, median, slowest."""
    path = []
    for line in text.splitlines():
        columns = re.split(r"\s*│\s+", re.sub(r"^((?:[│ ] {2})*)([├╰]─ )?", lambda m: "\0" * (len(m[0]) // 3), line))
        name, *first = re.split(r"\s{2,}", columns[0], maxsplit=1)
        depth = name.count("\0")
        name = name.strip("\0 ")
        if not name or name.startswith("Timer") or name.startswith("Running"):
            continue
        path[depth:] = [name]
        if len(columns) >= 3 and first and re.match(r"[\d.]+ (ns|µs|ms|s)$", first[0].strip()):
            yield " ".join(path), first[0].strip(), columns[2].strip(), columns[1].strip()


def timed(program, folder, arguments):
    took = []
    for _ in range(RUNS):
        began = time.perf_counter()
        done = subprocess.run([program, "-C", folder, "--today", TODAY, *arguments], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        took.append((time.perf_counter() - began) * 1000)
        if done.returncode != 0:
            sys.exit(f"crops {' '.join(arguments)}: exit {done.returncode}\n{done.stderr.decode()}")
    return statistics.median(took), max(took)


def row(name, median, worst):
    print(f"| `{name}` | {median:.1f} ms | {worst:.1f} ms |")


def main(program):
    program = str(pathlib.Path(program).resolve())
    print("# Measurements\n")
    print("Printed by `benches/report.sh`; times depend on the machine, and on what else runs on it.\n")
    print(f"Measured on {machine()}.\n")
    rows = list(benches(sys.stdin.read()))
    if rows:
        print("## By size\n")
        print("| Benchmark | Fastest | Median | Slowest |\n| --- | ---: | ---: | ---: |")
    for name, fastest, median, slowest in rows:
        print(f"| {name} | {fastest} | {median} | {slowest} |")
    print(f"{chr(10) if rows else ''}## On the sample studio\n\n{RUNS} runs of each command, whole process.\n")
    print("| Command | Median | Slowest |\n| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        studio = os.path.join(folder, "studio")
        took = []
        for number in range(5):
            began = time.perf_counter()
            subprocess.run([program, "demo", f"{studio}{number or ''}", "--today", TODAY], check=True,
                           stdout=subprocess.DEVNULL)
            took.append((time.perf_counter() - began) * 1000)
        row("crops demo", statistics.median(took), max(took))
        for arguments in COMMANDS:
            row("crops " + " ".join(arguments), *timed(program, studio, arguments))


if __name__ == "__main__":
    main(sys.argv[1])
