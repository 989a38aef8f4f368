#!/usr/bin/env python3
"""How long crops takes to read a history, beside git itself: the table of docs/benchmarks.md.

    python3 benches/history.py --generator make_history.py [--cache DIR] [--sizes medium,large] [CROPS]
    python3 benches/history.py --repository REPO.git [CROPS]

The generator is the one of the reference cases; what it made is kept in the cache and made once.
Each figure is the least processor time (user and system) of a few runs, so that other work on the machine disturbs it
little; whole-process times of warm runs are wall clock. Beside it the ratio to `git log --raw` on the same paths, which
reads the same trees and no file. Memory is what the process has for itself: the most that `RssAnon` of /proc/PID/status
said while it ran, asked every few milliseconds; after it, with pages of files too, the most that it ever had (`VmHWM`).
Needs git and Python 3 on Linux, nothing else.
"""
import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

QUIET = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Run:
    def __init__(self, processor, wall, own, resident):
        self.processor, self.wall, self.own, self.resident = processor, wall, own, resident

    def memory(self):
        return f"{self.own // 1024} MB ({self.resident // 1024})"


def watched(process, ended):
    """The most memory of its own that a process had, in kilobytes, so far as it was seen."""
    most = 0
    while not ended.wait(0.003):
        try:
            with open(f"/proc/{process}/status") as status:
                told = re.search(r"RssAnon:\s+(\d+)", status.read())
        except OSError:
            break
        most = max(most, int(told.group(1)) if told else 0)
    return most


def once(arguments, environment=None, processors=None):
    """One run: seconds of processor, seconds, kilobytes of memory of its own and in all."""
    words = arguments if processors is None else ["taskset", "-c", processors] + arguments
    began = time.perf_counter()
    child = subprocess.Popen(words, env={**os.environ, **(environment or {})}, **QUIET)
    seen, ended = [], threading.Event()
    watch = threading.Thread(target=lambda: seen.append(watched(child.pid, ended)))
    watch.start()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    ended.set()
    watch.join()
    if status:
        sys.exit(f"error: `{' '.join(words)}` ended with {status}")
    return Run(usage.ru_utime + usage.ru_stime, wall, seen[0], usage.ru_maxrss)


def least(arguments, runs, environment=None, processors=None, before=None):
    found = []
    for _ in range(runs):
        if before:
            before()
        found.append(once(arguments, environment, processors))
    # time is disturbed by others and memory is not: the least of the one, the most of the other
    quickest = (min(getattr(run, name) for run in found) for name in ("processor", "wall"))
    return Run(*quickest, *(max(getattr(run, name) for run in found) for name in ("own", "resident")))


def generated(generator, size, cache):
    folder = os.path.join(cache, f"history-{size}-1")
    if not os.path.exists(os.path.join(folder, "truth.json")):
        shutil.rmtree(folder, ignore_errors=True)
        print(f"making {folder}", file=sys.stderr)
        subprocess.run([sys.executable, generator, "--size", size, "--seed", "1", "--out", folder], check=True, **QUIET)
    return os.path.join(folder, "repo.git")


def git(repository, *words):
    done = subprocess.run(["git", "-C", repository, *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def packs(repository):
    folder = os.path.join(repository, "objects", "pack")
    return sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))


def measured(name, repository, crops, runs):
    """Rows of the table, and the seconds a commit costs."""
    commits = int(git(repository, "rev-list", "--count", "main"))
    raw = ["git", "-C", repository, "log", "--raw", "--no-renames", "main", "--", "briefs"]
    base = least(raw, runs)
    rows = [(f"{name}: `git log --raw -- briefs`, {commits:,} commits", base.processor, 1.0, "")]
    index = tempfile.mkdtemp(prefix="crops-index-")
    kept = {"CROPS_INDEX_DIR": index}

    def forget():
        shutil.rmtree(index, ignore_errors=True)

    events = [crops, "-C", repository, "export", "events"]
    one = least(events, runs, {**kept, "RAYON_NUM_THREADS": "1"}, before=forget)
    rows.append((f"{name}: cold, one thread (`export events`)", one.processor, one.processor / base.processor, one.memory()))
    two = least(events, runs, {**kept, "RAYON_NUM_THREADS": "2"}, before=forget)
    rows.append((f"{name}: cold, two threads, wall clock", two.wall, two.wall / base.wall, two.memory()))
    brief = brief_of(repository)
    question = [crops, "-C", repository, "trail", brief]
    if subprocess.run(question, env={**os.environ, **kept}, **QUIET).returncode:
        question = [crops, "-C", repository, "brief", "show", brief]
    for words in (question, events, [crops, "-C", repository, "report", "kpi"]):
        once(words, kept)
        warm = least(words, 5 * runs, kept)
        shown = " ".join("ID" if word == brief else word for word in words[3:])
        rows.append((f"{name}: warm, whole process (`{shown}`)", warm.wall, None, warm.memory()))
    rows.append(appended(name, repository, question, kept, index, runs))
    size = sum(os.path.getsize(os.path.join(index, file)) for file in os.listdir(index))
    rows.append((f"{name}: packs {packs(repository) >> 20} MB, index {size >> 20} MB", None, None, ""))
    forget()
    return rows, (one.processor / commits)


def appended(name, repository, question, kept, index, runs):
    """The same question after a thousand new commits: asked first as of the thousandth commit before the tip."""
    before = git(repository, "rev-list", "--first-parent", "--skip=1000", "-1", "main")
    state = tempfile.mkdtemp(prefix="crops-older-")
    shutil.rmtree(index)
    older = {"CROPS_INDEX_DIR": state}
    once(question[:3] + ["--as-of", before, "export", "events"], older)
    shutil.rmtree(index, ignore_errors=True)

    def back():
        shutil.rmtree(index, ignore_errors=True)
        shutil.copytree(state, index)

    new = least(question, runs, kept, before=back)
    shutil.rmtree(state)
    return (f"{name}: a thousand landings on a warm index", new.processor, None, new.memory())


def brief_of(repository):
    paths = git(repository, "ls-tree", "-r", "--name-only", "main", "--", "briefs").splitlines()
    named = [found.group(1) for found in (re.fullmatch(r"briefs/[^/]+/([a-z0-9-]+)/brief\.yml", path) for path in paths) if found]
    return named[len(named) // 2]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("crops", nargs="?", default="target/release/crops")
    parser.add_argument("--generator")
    parser.add_argument("--repository")
    parser.add_argument("--sizes", default="medium,large")
    parser.add_argument("--cache", default=os.path.join(tempfile.gettempdir(), "crops-histories"))
    parser.add_argument("--runs", type=int, default=3)
    wish = parser.parse_args()
    crops = os.path.abspath(wish.crops)
    if wish.repository:
        wanted = [("it", wish.repository)]
    elif wish.generator and os.path.exists(wish.generator):
        wanted = [(size, generated(wish.generator, size, wish.cache)) for size in wish.sizes.split(",")]
    else:
        sys.exit("error: name the generator of the reference cases (--generator) or a repository (--repository)")
    print(f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f} at the start.\n")
    print("| What | Time | Beside git | Memory: own (in all) |\n| --- | ---: | ---: | ---: |")
    costs = []
    for name, repository in wanted:
        rows, cost = measured(name, repository, crops, wish.runs)
        costs.append(cost)
        for what, seconds, ratio, memory in rows:
            shown = "" if seconds is None else f"{seconds * 1000:,.0f} ms"
            print(f"| {what} | {shown} | {'' if ratio is None else f'{ratio:.2f}'} | {memory} |")
    if len(costs) == 2:
        print(f"| a commit, {wanted[1][0]} against {wanted[0][0]} | | {costs[1] / costs[0]:.2f} | |")


if __name__ == "__main__":
    main()
