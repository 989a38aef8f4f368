"""Runs sql/*.sql over exported facts and compares each figure with the table `kpis`.

facts_sql.py SQL-FOLDER FACTS-FOLDER…    with SQLite, and with DuckDB where it is installed
Prints one line an engine: its name, studios, figures compared. Ends with 1 and a line a difference.
"""
import csv
import pathlib
import re
import sqlite3
import sys

SLACK = 1e-9
STATS = ("value", "n", "median", "mean", "p85")


def schema(folder):
    """The columns of each table and their types."""
    text = (folder / "schema.sql").read_text("utf-8")
    tables = re.findall(r"CREATE TABLE (\w+) \(\n(.*?)\n\);", text, re.S)
    return {table: [tuple(line.strip().rstrip(",").split()) for line in body.split("\n")] for table, body in tables}


def value(text, kind):
    if text == "":
        return None
    if kind == "BOOLEAN":
        return int(text == "true")
    return int(text) if kind == "BIGINT" else float(text) if kind == "DOUBLE" else text


def sqlite(folder, facts):
    base = sqlite3.connect(":memory:")
    base.executescript((folder / "schema.sql").read_text("utf-8"))
    for table, columns in schema(folder).items():
        holes = ", ".join("?" * len(columns))
        for place in facts:
            with open(place / f"{table}.csv", encoding="utf-8", newline="") as file:
                rows = csv.reader(file)
                assert next(rows) == [name for name, _ in columns], f"columns of {table}"
                typed = ([value(text, kind) for text, (_, kind) in zip(row, columns)] for row in rows)
                base.executemany(f"INSERT INTO {table} VALUES ({holes})", typed)
    return lambda sql: base.execute(sql).fetchall()


def duckdb(folder, facts):
    import duckdb as engine

    base = engine.connect()
    base.execute((folder / "schema.sql").read_text("utf-8"))
    for table in schema(folder):
        for place in facts:
            base.execute(f"COPY {table} FROM '{place / table}.csv' (FORMAT csv, HEADER true)")
    return lambda sql: base.execute(sql).fetchall()


def differences(folder, ask):
    """How many figures were compared, and a line for each that is not the same."""
    told = {(row[0], row[1]): row[2:] for row in ask(f"SELECT studio, kpi, {', '.join(STATS)} FROM kpis")}
    found, seen = [], set()
    for path in sorted(folder.glob("*.sql")):
        if path.stem == "schema":
            continue
        for studio, *figures in ask(path.read_text("utf-8").rstrip().rstrip(";")):
            seen.add((studio, path.stem))
            for stat, ours, theirs in zip(STATS, figures, told[studio, path.stem]):
                same = ours is theirs is None or None not in (ours, theirs) and abs(ours - theirs) <= SLACK
                if not same:
                    found.append(f"{path.stem} of {studio}: {stat} is {ours} in SQL, {theirs} in report kpi")
    found += [f"no SQL for {missing}" for missing in sorted(set(told) - seen)]
    return len(seen) * len(STATS), found


def main(sql, *facts):
    folder, facts = pathlib.Path(sql), [pathlib.Path(place) for place in facts]
    wrong = 0
    for name, engine in (("sqlite", sqlite), ("duckdb", duckdb)):
        try:
            ask = engine(folder, facts)
        except ModuleNotFoundError:
            print(f"{name}: not installed")
            continue
        compared, found = differences(folder, ask)
        print(f"{name}: {len(facts)} studios, {compared} figures")
        print("".join(f"  {line}\n" for line in found), end="")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
