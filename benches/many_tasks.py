"""Plans one campaign of very many tasks with people, as a whole process, and prints how long it took and how much memory.

many_tasks.py CROPS [TASKS,…]   2,000, 10,000 and 20,000 tasks when left out
"""
import pathlib
import re
import subprocess
import sys
import tempfile

STAGES = (("brief", "work", "2d", "4h"), ("layout", "work", "3d", "10h"), ("retouch", "work", "2d", "6h"), ("review", "gate", "1d", "1h"),
          ("legal", "gate", "2d", None), ("approval", "gate", "2d", None), ("export", "work", "1d", "3h"), ("delivery", "work", "0.5d", "1h"))
PEOPLE = 60
# Whole processes; the first one of a size is not counted.
RUNS = 3


def studio(folder, tasks):
    """A campaign of so many tasks, eight to a deliverable, each second one waiting for another; people for half of them at once."""
    files = {
        "crops.yml": "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: S\ntimezone: Europe/Paris\ncalendar: paris\nmargin: 2d\n",
        "calendars/paris.yml": "crops: calendar/v1\nid: paris\nweek: [mon, tue, wed, thu, fri]\n"
                               "window: {from: \"09:00\", to: \"18:00\", lunch: 1h}\nholidays: FR\n",
    }
    stages = "".join(f"  - {{id: {name}, class: {kind}, role: {'lead' if kind == 'gate' else 'maker'}"
                     + (", gate: {needs: [{role: lead}], on_reject: layout}" if kind == "gate" else "") + "}\n"
                     for name, kind, _, _ in STAGES)
    files["workflows/w.yml"] = f"crops: workflow/v1\nid: w\nstages:\n{stages}  - {{id: delivered, class: done}}\n"
    works = ", ".join(f"{name}: {{duration: {days}" + (f", effort: {hours}" if hours else "") + "}" for name, _, days, hours in STAGES)
    files["kinds/k.yml"] = f"crops: kind/v1\nid: k\nworkflow: w\nstages: {{{works}}}\n"
    for number in range(PEOPLE):
        role = "lead" if number % 6 == 0 else "maker"
        files[f"team/p{number:02}.yml"] = f"crops: person/v1\nid: p{number:02}\nname: P{number:02}\nroles: [{role}]\n"
    lines = "".join(f"  - {{id: d{at:04}, kind: k" + (f", needs: [d{at - at % 40:04}]" if at % 2 and at % 40 else "") + "}\n"
                    for at in range(tasks // len(STAGES)))
    files["campaigns/c.yml"] = f"crops: campaign/v1\nid: c\ntitle: C\nlaunch: 2029-06-04\ndeliverables:\n{lines}"
    for path, text in files.items():
        folder.joinpath(path).parent.mkdir(parents=True, exist_ok=True)
        folder.joinpath(path).write_text(text)


def main(crops="target/release/crops", sizes="2000,10000,20000"):
    crops = str(pathlib.Path(crops).resolve())
    print("| Tasks | `crops plan c` | `crops plan c --people --effort quick` | `crops plan c --people` | Memory |\n| ---: | ---: | ---: | ---: | ---: |")
    for tasks in map(int, sizes.split(",")):
        with tempfile.TemporaryDirectory() as temporary:
            folder = pathlib.Path(temporary)
            studio(folder, tasks)
            cells = []
            for people in ([], ["--people", "--effort", "quick"], ["--people"]):
                line = ["/usr/bin/time", "-f", "%e %M", crops, "-C", temporary, "--today", "2027-01-04", "plan", "c", "--format", "csv", *people]
                found = []
                for _ in range(RUNS + 1):
                    said = subprocess.run(line, check=True, capture_output=True, text=True)
                    placed = sum(1 for row in said.stdout.splitlines() if re.search(r"20\d\d-\d\d-\d\d", row))
                    if placed < tasks:
                        sys.exit(f"{placed} of {tasks} tasks have a day")
                    found.append(tuple(map(float, said.stderr.split()[-2:])))
                seconds = sorted(one[0] for one in found[1:])[RUNS // 2]
                cells.append((seconds, found[-1][1] / 1024))
            times = " | ".join(f"{seconds:.2f} s" for seconds, _ in cells)
            print(f"| {tasks:,} | {times} | {cells[-1][1]:.0f} MB |", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
