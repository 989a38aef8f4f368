"""Tells the history of very many briefs that all change in one commit, cold and warm, and that none is lost.

many_briefs.py CROPS [BRIEFS]   100,000 briefs when left out
"""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

FIRST = 1_767_600_000
SETTINGS = "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: S\nlanguage: en\ntimezone: Europe/Paris\n"


def stream(briefs):
    for at, stage in enumerate(("intake", "making")):
        yield f"commit refs/heads/main\ncommitter Nadia <nadia@lumen.example> {FIRST + 3600 * at} +0100\ndata 1\nm\n"
        yield f"M 644 inline crops.yml\ndata {len(SETTINGS)}\n{SETTINGS}\n"
        for number in range(briefs):
            text = f"crops: brief/v1\nid: b-{number:06}\ntitle: B\nkind: x\nstage: {stage}\n"
            path = f"briefs/2026-{number % 9 + 1:02}/b-{number:06}/brief.yml"
            yield f"M 644 inline {path}\ndata {len(text)}\n{text}\n"


def main(crops="target/release/crops", briefs="100000"):
    crops, briefs = str(pathlib.Path(crops).resolve()), int(briefs)
    with tempfile.TemporaryDirectory() as temporary:
        studio = pathlib.Path(temporary) / "studio.git"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", studio], check=True)
        text = "".join(stream(briefs)).encode()
        subprocess.run(["git", "fast-import", "--quiet"], cwd=studio, input=text, check=True)
        environment = dict(os.environ, CROPS_INDEX_DIR=str(pathlib.Path(temporary) / "index"))
        lost = 0
        for name in ("cold", "warm"):
            begun = time.monotonic()
            line = [crops, "-C", studio, "--today", "2026-03-20", "export", "events"]
            said = subprocess.run(line, check=True, stdout=subprocess.PIPE, env=environment).stdout
            lost += 2 * briefs - said.count(b"\n")
            print(f"{name}: {said.count(10)} events of {briefs} briefs in {time.monotonic() - begun:.1f} s")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
