"""Prints docs/benchmarks.md but for its comparisons, as report.sh asks: report.py CROPS [--quick]."""

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

# What each bench measures; its command is its heading.
BENCHES = {
    "load": "A studio in memory, by its number of briefs: listed, read without a cache, with one, and when the cache is written.",
    "load_ratio": "The same beside reading and parsing its files with an ordinary typed reader on one thread; memory at its most.",
    "yaml": "One record, by its size.",
    "plan": "Early and late dates and floats, without people, by the number of tasks; and again after one change.",
    "level": "Plans with people, inside the process, by the number of tasks and the effort.",
    "forecast": "Ten thousand runs of the same network on one thread, by the number of tasks.",
    "kpi": "`crops report kpi` as a whole process, by the number of briefs with five moves each, beside `git log --raw` of the same paths.",
}

ON_THE_SAMPLE = [
    ["--version"],
    ["check"],
    ["brief", "list"],
    ["request", "list"],
    ["campaign", "list"],
    ["plan", "discovery-box"],
    ["plan", "--people"],
    ["forecast"],
    ["calendar"],
    ["report", "kpi", "--period", "last-90d"],
    ["export", "events"],
]

ON_MANY = [["campaign", "list"], ["brief", "list", "--text", "zzzz"], ["brief", "show", "zzzz"]]

BRIEF = """\
crops: brief/v1
id: {id}
title: Visuel clé {number}
kind: visual
campaign: spring-launch
stage: production
requester: lea
owner: lea
priority: normal
due: 2027-03-15
objective: Reconnaître la gamme en rayon
audience: Urbains 25–34 ans
message: Le printemps commence ici         # three words at most on the packshot
channels: [ooh, social]
budget: 18000 EUR
"""

AROUND = {
    "crops.yml": "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: Bench\n",
    "team/lea.yml": "crops: person/v1\nid: lea\nname: Léa\nroles: [designer]\n",
    "workflows/standard.yml": "crops: workflow/v1\nid: standard\nstages: [{id: intake, class: queue}, "
                              "{id: production, class: work}, {id: delivered, class: done}]\n",
    "kinds/visual.yml": "crops: kind/v1\nid: visual\nworkflow: standard\n",
    "campaigns/spring-launch.yml": "crops: campaign/v1\nid: spring-launch\ntitle: Spring\nlaunch: 2027-03-29\n",
}


def machine():
    rust = subprocess.run(["rustc", "--version"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()[1]
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Rust {rust}{load}"


def rows(text):
    """Rows of divan's tree: name, fastest, median, slowest."""
    path = []
    for line in text.splitlines():
        columns = re.split(r"\s*│\s+", re.sub(r"^((?:[│ ] {2})*)([├╰]─ )?", lambda m: "\0" * (len(m[0]) // 3), line))
        name, *first = re.split(r"\s{2,}", columns[0], maxsplit=1)
        depth = name.count("\0")
        name = name.strip("\0 ")
        if not name or name.startswith("Timer"):
            continue
        path[depth:] = [name]
        if len(columns) >= 3 and first and re.match(r"[\d.]+ (ns|µs|ms|s)$", first[0].strip()):
            yield " ".join(path[1:]), first[0].strip(), columns[2].strip(), columns[1].strip()


def bench(name, quick):
    command = ["cargo", "bench", "--locked", "--bench", name]
    print(f"\n### `{' '.join(command)}`\n\n{BENCHES[name]}\n")
    if quick:
        command += ["--", "1000"] if name == "load_ratio" else ["--", "--sample-count", "1", "--sample-size", "1"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}")
    found = list(rows(done.stdout))
    if not found:
        print(f"```text\n{done.stdout.strip()}\n```")
        return
    print("| | Fastest | Median | Slowest |\n| --- | ---: | ---: | ---: |")
    for row in found:
        print("| " + " | ".join(row) + " |")
    # What a bench tells in a table of its own.
    own = [line for line in done.stdout.splitlines() if line.startswith("| ")]
    if own:
        print("\n" + "\n".join(own))


def timed(program, folder, arguments, runs, exits=0):
    took = []
    environment = {**os.environ, "CROPS_INDEX_DIR": os.path.join(folder, "..", "index")}
    for _ in range(runs + 1):
        began = time.perf_counter()
        done = subprocess.run([program, "-C", folder, "--today", TODAY, *arguments], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=environment)
        took.append((time.perf_counter() - began) * 1000)
        if done.returncode != exits:
            sys.exit(f"crops {' '.join(arguments)}: exit {done.returncode}\n{done.stderr.decode()}")
    # the first run writes the cache
    return statistics.median(took[1:]), max(took[1:])


def commands_head(title, said):
    print(f"\n## {title}\n\n{said}\n\n| Command | Median | Slowest |\n| --- | ---: | ---: |")


def row(name, median, worst):
    print(f"| `{name}` | {median:.1f} ms | {worst:.1f} ms |", flush=True)


def sample(program, runs):
    commands_head("On the sample studio", f"{runs} runs of each command on what `crops demo` made, whole process.")
    with tempfile.TemporaryDirectory() as folder:
        studio = os.path.join(folder, "studio")
        took = []
        for number in range(min(5, runs)):
            began = time.perf_counter()
            subprocess.run([program, "demo", f"{studio}{number or ''}", "--today", TODAY], check=True,
                           stdout=subprocess.DEVNULL)
            took.append((time.perf_counter() - began) * 1000)
        row("crops demo", statistics.median(took), max(took))
        for arguments in ON_THE_SAMPLE:
            row("crops " + " ".join(arguments), *timed(program, studio, arguments, runs))


def many(program, briefs, runs):
    commands_head(f"On {briefs:,} briefs", f"{runs} runs of each command, whole process, from the cache.")
    with tempfile.TemporaryDirectory() as folder:
        studio = pathlib.Path(folder, "studio")
        for path, text in AROUND.items():
            studio.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
            studio.joinpath(path).write_text(text)
        for number in range(briefs):
            name = f"visual-{number:06}"
            home = studio / f"briefs/{2017 + number % 120 // 12}-{number % 12 + 1:02}/{name}"
            home.mkdir(parents=True)
            home.joinpath("brief.yml").write_text(BRIEF.format(id=name, number=number))
        # a file touched a moment ago is read again
        time.sleep(2.5)
        for arguments in ON_MANY:
            exits = 3 if arguments[:2] == ["brief", "show"] else 0
            row("crops " + " ".join(arguments), *timed(program, str(studio), arguments, runs, exits))


def main(program, *options):
    quick = "--quick" in options
    program = str(pathlib.Path(program).resolve())
    print("# Measurements\n")
    print("Printed by `bash benches/report.sh`; times depend on the machine, and on what else runs on it.")
    if quick:
        print("\nA trial with the shortest runs: its figures say little.")
    print(f"\nMeasured on {machine()}.\n\n## By size")
    for name in BENCHES:
        bench(name, quick)
    sample(program, 3 if quick else 21)
    many(program, 1_000 if quick else 20_000, 3 if quick else 21)


if __name__ == "__main__":
    main(*sys.argv[1:])
