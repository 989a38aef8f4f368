"""Checks a studio of very many briefs and verdicts, cold and with what was kept, and one brief with very many verdicts.

verdicts.py CROPS [BRIEFS] [VERDICTS]   20,000 briefs with two verdicts each, and 10,000 verdicts on one, when left out
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

STUDIO = pathlib.Path(__file__).parent.parent / "tests/studios/lumen"
BRIEF = """crops: brief/v1
id: {id}
title: Film {number}
kind: video
campaign: spring-launch
stage: {stage}
owner: omar
message: Le printemps commence ici
audience: Urbains 25–34 ans
channels: [tv, social]
due: 2026-12-18
objective: |
  Faire savoir que le printemps commence ici,
  et nulle part ailleurs.
"""
VERDICT = """crops: approval/v1
id: {id}
studio: {studio}
subject: {brief}
stage: review
verdict: {verdict}
digest: v1:sha256:{digest:064x}
covers: [title, message]
by: ines
at: 2026-11-19T16:44:00+01:00
evidence: {{kind: claim}}
"""
DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def crockford(number, length):
    return "".join(DIGITS[number >> 5 * at & 31] for at in reversed(range(length)))


def verdict(folder, studio, brief, number, word):
    name = crockford(number, 8)
    text = VERDICT.format(id=f'"{name}"', studio=studio, brief=brief, verdict=word, digest=number)
    (folder / f"review.ines.{name}.yml").write_text(text)


def fill(root, briefs, many):
    studio = next(line.split()[1] for line in (root / "crops.yml").read_text().splitlines() if line.startswith("id:"))
    for number in range(briefs + 1):
        brief = f"film-{crockford(number, 6)}"
        folder = root / f"briefs/2026-{number % 12 + 1:02}/{brief}"
        (folder / "approvals").mkdir(parents=True)
        stage = "review" if number in (0, briefs) else "delivered"
        (folder / "brief.yml").write_text(BRIEF.format(id=brief, number=number, stage=stage))
        for at in range(many if number == briefs else 2):
            word = "approve" if at % 2 else "reject"
            verdict(folder / "approvals", studio, brief, number * 2 + at, word)
    return f"film-{crockford(briefs, 6)}"


def timed(crops, root, words):
    """Wall clock, both processors together, exit code."""
    begun, used = time.monotonic(), os.times()
    done = subprocess.run([crops, "-C", root, "--today", "2026-11-20", *words], stdout=subprocess.PIPE)
    now = os.times()
    spent = now.children_user + now.children_system - used.children_user - used.children_system
    return time.monotonic() - begun, spent, done.returncode


def main(crops="target/release/crops", briefs="20000", many="10000"):
    crops = str(pathlib.Path(crops).resolve())
    with tempfile.TemporaryDirectory() as temporary:
        root = pathlib.Path(temporary) / "studio"
        shutil.copytree(STUDIO, root)
        brief = fill(root, int(briefs), int(many))
        for words in (["init", "-q", "-b", "main"], ["config", "gc.auto", "0"], ["add", "--all"]):
            subprocess.run(["git", *words], cwd=root, check=True)
        who = ["-c", "user.name=Nadia", "-c", "user.email=nadia@lumen.example"]
        subprocess.run(["git", *who, "commit", "-q", "-m", "The studio"], cwd=root, check=True)
        os.environ["CROPS_INDEX_DIR"] = str(pathlib.Path(temporary) / "index")
        for name, words in (
            ("check, cold", ["check"]),
            ("check, kept", ["check"]),
            ("check, kept", ["check"]),
            ("show the brief with many verdicts", ["brief", "show", brief]),
            ("approve it", ["approve", brief, "--by", "ines", "--dry-run"]),
        ):
            taken, spent, code = timed(crops, root, words)
            print(f"{name}: {taken:.2f} s ({spent:.2f} s of processors), exit {code}", flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
