"""Compares exported facts as Parquet with the same as CSV, in DuckDB.

facts_parquet.py SQL-FOLDER FACTS-FOLDER…    each folder holds <table>.csv and <table>.parquet
Prints tables and rows compared. Ends with 1 and a line a difference.
"""
import pathlib
import sys

from facts_sql import differences, schema

TYPES = {"TEXT": "VARCHAR"}


def table(base, name, columns, places):
    """What is wrong with one table; it stays in the base, filled from Parquet."""
    base.execute(f"CREATE TEMP TABLE of_csv AS SELECT * FROM {name}")
    for place in places:
        base.execute(f"COPY of_csv FROM '{place / name}.csv' (FORMAT csv, HEADER true)")
        told = base.execute(f"DESCRIBE SELECT * FROM '{place / name}.parquet'").fetchall()
        wanted = [(column, TYPES.get(kind, kind)) for column, kind in columns]
        if [row[:2] for row in told] != wanted:
            yield f"{name} of {place.name}: columns {told}"
            return
        base.execute(f"INSERT INTO {name} SELECT * FROM '{place / name}.parquet'")
    for one, other in ((name, "of_csv"), ("of_csv", name)):
        for row in base.execute(f"SELECT * FROM {one} EXCEPT ALL SELECT * FROM {other}").fetchall():
            yield f"{name}: only in {one}: {row}"
    base.execute("DROP TABLE of_csv")


def main(sql, *facts):
    try:
        import duckdb
    except ModuleNotFoundError:
        print("duckdb: not installed")
        return 0
    folder, places = pathlib.Path(sql), [pathlib.Path(place) for place in facts]
    base = duckdb.connect()
    base.execute((folder / "schema.sql").read_text("utf-8"))
    tables = schema(folder)
    found = [line for name, columns in tables.items() for line in table(base, name, columns, places)]
    ask = lambda text: base.execute(text).fetchall()
    compared, wrong = differences(folder, ask)
    rows = sum(ask(f"SELECT count(*) FROM {name}")[0][0] for name in tables)
    print(f"duckdb: {len(tables)} tables, {rows} rows, {compared} figures")
    print("".join(f"  {line}\n" for line in found + wrong), end="")
    return 1 if found or wrong or not rows else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
