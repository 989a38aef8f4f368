"""Runs sql/*.sql in Spark over the facts of many generated studios, and compares each figure with the table `kpis`.

facts_spark.py CROPS [STUDIOS [BRIEFS [KEEP]]]   1,000 studios of 12 briefs when left out
The facts of all studios lie in one set of tables, a column tells them apart: every figure is one query, whatever their number.
KEEP is a folder: facts that an earlier run left there, of as many briefs, are not made again.
Needs PyPI `pyspark` and Java; says so when they are absent.
"""
import concurrent.futures
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

PROJECT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "tests/it"))
import facts_sql  # noqa: E402

TODAY, PERIOD = "2026-03-20", "2026-Q1"
SETTINGS = {
    "calendars/main.yml": "crops: calendar/v1\nid: main\nweek: [mon, tue, wed, thu, fri]\nholidays: FR\n",
    "kinds/post.yml": "crops: kind/v1\nid: post\ntitle: Post\nworkflow: post\nlead_time: 5d\nintake: [message, tone]\n",
    "workflows/post.yml": "crops: workflow/v1\nid: post\ntitle: Post\nstages:\n  - {id: intake, class: queue, sla: 1d}\n"
    "  - {id: making, class: work}\n  - id: review\n    class: gate\n    sla: 1d\n"
    "    gate: {needs: [{role: creative-lead}], accepts: [claim], covers: content, on_reject: making}\n"
    "  - {id: delivered, class: done}\n  - {id: on-hold, class: hold}\n",
}
FIRST = 1_767_600_000  # 5 January 2026, in the morning


def brief(name, stage, chance):
    filled = "message: m\n" + ("tone: warm\n" if chance.random() < 0.5 else "")
    due = 10 + chance.randrange(18)
    return f"crops: brief/v1\nid: {name}\ntitle: {name}\nkind: post\nstage: {stage}\ndue: 2026-02-{due}\n{filled}"


def way(chance):
    """The stages of one brief: some go back, some wait, some are not there yet."""
    stages = ["intake", "making"]
    if chance.random() < 0.2:
        stages += ["on-hold", "making"]
    for _ in range(chance.randrange(3)):
        stages += ["review", "making"]
    return (stages + ["review", "delivered"])[: 2 + chance.randrange(len(stages) + 1)]


def generated(folder, number, briefs):
    """A studio with its history, the same for the same number."""
    chance = random.Random(number)
    settings = dict(SETTINGS)
    name = f"{number:012d}".replace("0", "a").replace("1", "b")
    settings["crops.yml"] = f"crops: studio/v1\nid: {name}\ntitle: S\nlanguage: en\ntimezone: Europe/Paris\ncalendar: main\n"
    moves = []
    for at in range(briefs):
        time_of = FIRST + chance.randrange(30 * 86_400)
        text_of = random.Random(chance.random())
        for stage in way(chance):
            moves.append((time_of, f"briefs/2026-01/post-{at:04d}/brief.yml", brief(f"post-{at:04d}", stage, text_of)))
            time_of += 30 + chance.randrange(5 * 86_400)
    stream = [(FIRST, list(settings.items()))] + [(when, [(path, text)]) for when, path, text in sorted(moves)]
    lines = []
    for when, files in stream:
        lines.append(f"commit refs/heads/main\ncommitter Nadia <nadia@lumen.example> {when} +0100\ndata 1\nm")
        for path, text in files:
            lines.append(f"M 644 inline {path}\ndata {len(text.encode())}\n{text}")
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", "."], cwd=folder, check=True)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input="\n".join(lines + [""]).encode(), check=True)


def export(crops, studio, into):
    line = [crops, "-C", studio, "--today", TODAY, "export", "facts", "--period", PERIOD, "--format", "csv"]
    subprocess.run([*line, "--into", into], check=True)


def exported(crops, place, number, briefs):
    """The facts of one studio; made in a folder beside it, so that what is there is whole."""
    into = place / f"facts-{briefs}-{number}"
    if not into.exists():
        with tempfile.TemporaryDirectory(dir=place) as making:
            studio, made = pathlib.Path(making) / "studio", pathlib.Path(making) / "facts"
            generated(studio, number, briefs)
            export(crops, studio, made)
            made.rename(into)
    return into


def gathered(places, table, into):
    """The files of one table of all studios in one file."""
    with open(into / f"{table}.csv", "w", encoding="utf-8", newline="") as out:
        for number, place in enumerate(places):
            with open(place / f"{table}.csv", encoding="utf-8", newline="") as file:
                head = file.readline()
                if number == 0:
                    out.write(head)
                shutil.copyfileobj(file, out)


def spark_over(folder):
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("facts").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.sql.shuffle.partitions", "4").config("spark.sql.session.timeZone", "UTC")
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for table, columns in facts_sql.schema(PROJECT / "sql").items():
        kinds = ", ".join(f"{name} {'STRING' if kind == 'TEXT' else kind}" for name, kind in columns)
        rows = spark.read.csv(str(folder / f"{table}.csv"), header=True, schema=kinds, escape='"', multiLine=True)
        rows.cache().createOrReplaceTempView(table)
    return lambda sql: [tuple(row) for row in spark.sql(sql).collect()]


def main(crops="target/release/crops", studios="1000", briefs="12", keep=None):
    try:
        import pyspark  # noqa: F401
    except ModuleNotFoundError:
        return print("skipped: Spark (no `pyspark` for python3)") or 0
    if not shutil.which("java"):
        return print("skipped: Spark (no Java)") or 0
    crops = str(pathlib.Path(crops).resolve())
    with tempfile.TemporaryDirectory() as temporary:
        gathering = pathlib.Path(temporary)
        place = pathlib.Path(keep) if keep else gathering
        place.mkdir(parents=True, exist_ok=True)
        begun = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            one = lambda number: exported(crops, place, number, int(briefs))
            places = list(pool.map(one, range(int(studios))))
        for table in facts_sql.schema(PROJECT / "sql"):
            gathered(places, table, gathering)
        made = time.monotonic()
        compared, found = facts_sql.differences(PROJECT / "sql", spark_over(gathering))
        print(f"spark: {studios} studios, {compared} figures, {len(found)} differences")
        print(f"exported in {made - begun:.0f} s, computed in {time.monotonic() - made:.0f} s")
        print("".join(f"  {line}\n" for line in found[:20]), end="")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
