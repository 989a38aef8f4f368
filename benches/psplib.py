#!/usr/bin/env python3
"""psplib.py CASES FOLDER SCHEDULES…: the table that benches/psplib.sh prints.

Every schedule is checked: each job after all it waits for, no resource over its capacity in any period. Over the
critical path is the figure that papers report of j60 and j120; over the best known, that of j30, whose optima are
known. A schedule that is made, or pressed together the other way, counts as one.
"""
import csv
import json
import os
import re
import subprocess
import sys


def table(lines, title, skip):
    at = next(number for number, line in enumerate(lines) if line.startswith(title)) + skip
    rows = []
    for line in lines[at:]:
        if line.startswith("*"):
            return rows
        rows.append([int(word) for word in line.split() if word.lstrip("-").isdigit()])
    return rows


class Project:
    def __init__(self, path):
        with open(path) as file:
            lines = file.read().splitlines()
        self.successors = [[job - 1 for job in row[3:]] for row in table(lines, "PRECEDENCE", 2)]
        rows = table(lines, "REQUESTS", 3)
        self.durations, self.requests = [row[2] for row in rows], [row[3:] for row in rows]
        self.capacities = table(lines, "RESOURCEAVAIL", 2)[0]

    def critical_path(self):
        tails = [0] * len(self.durations)
        # PSPLIB numbers a job after all it waits for.
        for job in reversed(range(len(tails))):
            tails[job] = self.durations[job] + max((tails[other] for other in self.successors[job]), default=0)
        return max(tails)

    def fault(self, start):
        if len(start) != len(self.durations) or min(start) < 0:
            return "one start for each job is needed"
        ends = [begin + length for begin, length in zip(start, self.durations)]
        for job, others in enumerate(self.successors):
            if any(start[other] < ends[job] for other in others):
                return "a job starts before job %d ends" % (job + 1)
        for period in range(max(ends)):
            running = [job for job in range(len(start)) if start[job] <= period < ends[job]]
            used = [sum(column) for column in zip(*(self.requests[job] for job in running))]
            if any(units > most for units, most in zip(used, self.capacities)):
                return "a resource is over its capacity in period %d" % period
        return None


def best_known(folder):
    """Of each file; a range is from the lower bound to it."""
    best = {}
    for at, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".csv"):
                with open(os.path.join(at, name), newline="") as file:
                    for row in csv.reader(file):
                        if row and row[0].endswith(".sm"):
                            best[row[0]] = int((row[7] if len(row) > 7 else row[1]).split("..")[-1])
    return best


def measured(cases, folder, schedules, projects, best):
    command = [cases, "psplib", "--schedules", schedules]
    output = subprocess.run([*command, *projects], stdout=subprocess.PIPE, check=True, text=True).stdout
    over_path, over_best, equal, seconds = 0.0, 0.0, 0, 0.0
    for path, line in zip(projects, output.splitlines(), strict=True):
        project, found, name = Project(path), json.loads(line), os.path.basename(path)
        wrong = project.fault(found["start"])
        if wrong or name not in best:
            sys.exit("%s: %s" % (path, wrong or "its best known makespan is in no CSV file of %s" % folder))
        length = max(begin + lasts for begin, lasts in zip(found["start"], project.durations))
        over_path += length / project.critical_path() - 1
        over_best += length / best[name] - 1
        equal += length <= best[name]
        seconds += found["seconds"]
    count = len(projects)
    return 100 * over_path / count, 100 * over_best / count, equal, seconds / count


def main(cases, folder, *budgets):
    sets = {}
    for at, _, names in os.walk(folder):
        for name in names:
            kind = re.match(r"(j30|j60|j90|j120)\d+_\d+\.sm$", name)
            if kind:
                sets.setdefault(kind[1], []).append(os.path.join(at, name))
    best, load = best_known(folder), os.getloadavg()[0]
    print("| Schedules | Set | Projects | over the critical path | over the best known | equal to it | seconds each | Command |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |")
    for budget in budgets:
        for kind, projects in sorted(sets.items(), key=lambda one: (len(one[0]), one[0])):
            over_path, over_best, equal, seconds = measured(cases, folder, budget, sorted(projects), best)
            print("| %s | %s | %d | %.3f %% | %.3f %% | %d | %.3f | `cases psplib --schedules %s %s*.sm` |" % (
                f"{int(budget):,}", kind, len(projects), over_path, over_best, equal, seconds, budget, kind), flush=True)
    print("\nEvery schedule was checked. One seed, one thread; load average %.1f at the start." % load)


if __name__ == "__main__":
    main(*sys.argv[1:])
