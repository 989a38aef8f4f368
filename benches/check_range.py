"""Judges a pull request of a few briefs in a large studio: warm, the median of some runs, and that it is red, then green.

check_range.py CROPS [BRIEFS [CHANGED]]   20,000 briefs of which 20 change when left out
"""
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

FIRST = 1_767_600_000
POLICY = {
    "crops.yml": "crops: studio/v1\nid: 7h2kq9vd3mxa\ntitle: S\nlanguage: en\ntimezone: Europe/Paris\nforge: {kind: github, repository: 55, name: lumen/studio}\n",
    "kinds/video.yml": "crops: kind/v1\nid: video\ntitle: Video\nworkflow: standard\n",
    "team/ines.yml": "crops: person/v1\nid: ines\nname: Ines\nemails: [ines@lumen.example]\nroles: [creative-lead]\naccounts: [{forge: github, id: 5}]\n",
    "team/nadia.yml": "crops: person/v1\nid: nadia\nname: Nadia\nemails: [nadia@lumen.example]\nroles: [traffic]\n",
    "workflows/standard.yml": "crops: workflow/v1\nid: standard\ntitle: Standard\nstages:\n"
    "  - {id: intake, title: Intake, class: queue, role: traffic}\n"
    "  - {id: review, title: Review, class: gate, role: creative-lead, gate: {needs: [{role: creative-lead}], accepts: [forge], covers: content}}\n"
    "  - {id: delivered, title: Delivered, class: done}\n",
}


def brief(number, stage):
    path = f"briefs/2026-{number % 9 + 1:02}/film-{number:06}/brief.yml"
    return path, f"crops: brief/v1\nid: film-{number:06}\ntitle: Film {number}\nkind: video\nstage: {stage}\nowner: nadia\n"


def commit(ref, at, files, parent=None):
    lines = [f"commit {ref}\ncommitter Nadia <nadia@lumen.example> {FIRST + 3600 * at} +0100\ndata 1\nm\n"]
    if parent:
        lines.append(f"from {parent}\n")
    for path, text in files:
        lines.append(f"M 644 inline {path}\ndata {len(text.encode())}\n{text}\n")
    return "".join(lines)


def main(crops="target/release/crops", briefs="20000", changed="20"):
    crops, briefs, changed = str(pathlib.Path(crops).resolve()), int(briefs), int(changed)
    some = range(0, briefs, max(1, briefs // changed))[:changed]
    with tempfile.TemporaryDirectory() as temporary:
        studio = pathlib.Path(temporary) / "studio.git"
        subprocess.run(["git", "init", "-q", "--bare", "-b", "main", studio], check=True)
        main_line = "refs/heads/main"
        stream = commit(main_line, 0, list(POLICY.items()) + [brief(n, "intake") for n in range(briefs)])
        stream += commit(main_line, 1, [brief(n, "review") for n in range(briefs)])
        stream += commit("refs/heads/request", 2, [brief(n, "delivered") for n in some], main_line)
        # what others landed meanwhile: the merge has to be made
        stream += commit(main_line, 3, [brief(some[0] + 1, "delivered")])
        subprocess.run(["git", "fast-import", "--quiet"], cwd=studio, input=stream.encode(), check=True)
        head = subprocess.run(["git", "rev-parse", "request"], cwd=studio, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
        review = {"id": 1, "user": {"login": "ines", "id": 5, "type": "User"}, "state": "APPROVED", "commit_id": head, "body": "",
                  "submitted_at": "2026-02-01T10:00:00Z", "pull_request_url": "https://api.github.com/repos/lumen/studio/pulls/42"}
        told = pathlib.Path(temporary) / "reviews.json"
        told.write_text(json.dumps([review]))
        environment = dict(os.environ, CROPS_INDEX_DIR=str(pathlib.Path(temporary) / "index"))
        line = [crops, "-C", studio, "--today", "2026-03-20", "--format", "json", "check", "--range", "main..request"]

        def judge(more):
            begun = time.monotonic()
            said = subprocess.run(line + more, stdout=subprocess.PIPE, env=environment)
            return time.monotonic() - begun, json.loads(said.stdout)

        first, red = judge([])
        runs = [judge(["--reviews", str(told)]) for _ in range(9)]
        waits, left = len(red["findings"]), {len(said["findings"]) for _, said in runs}
        middle = statistics.median(seconds for seconds, _ in runs)
        print(f"{changed} of {briefs} briefs: first {first * 1000:.0f} ms, then {middle * 1000:.0f} ms; {waits} gates wait, {'none' if left == {0} else sorted(left)} after the review")
    return 0 if waits == changed and left == {0} else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
