#!/usr/bin/env python3
"""Writes NOTICE.md: what is linked into the binary, and under which licence.

    python3 scripts/notices.py           writes NOTICE.md
    python3 scripts/notices.py --check   exits 1 when NOTICE.md is out of date

Crates that only build or test (proc macros, build scripts, dev-dependencies) are not linked and not listed.
Python 3 and cargo; nothing else.
"""

import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent

HEAD = """\
# Notices

`crops` is under the MIT licence (see `LICENSE`). The binary contains the works below.
This file is written by `scripts/notices.py`; run it after changing a dependency.

## Libraries in C, built from the sources inside their crates

| Library | Licence | Comes with |
| --- | --- | --- |
| libgit2 | GPL-2.0-only with a linking exception | libgit2-sys |
| xdiff, inside libgit2 | LGPL-2.1-or-later | libgit2-sys |
| PCRE2, inside libgit2 | BSD-3-Clause with an exemption for binaries | libgit2-sys |
| llhttp, inside libgit2 | MIT | libgit2-sys |
| zlib | Zlib | libz-sys |

libgit2's linking exception, from its `COPYING`:

> In addition to the permissions in the GNU General Public License, the authors give you unlimited permission to link
> the compiled version of this library into combinations with other programs, and to distribute those combinations
> without any restriction coming from the use of this file. (The General Public License restrictions do apply in other
> respects; for example, they cover modification of the file, and distribution when not linked into a combined
> executable.)

Their sources, unmodified, are in the crates named above (`cargo vendor` fetches them all); `cargo build` links them
again after any change to them.

## Crates

Where a crate offers a choice, it is used under the MIT licence if that is one of them. Those of features that are off by
default are named as well.
The full texts are in each crate's package.

| Crate | Version | Licence |
| --- | --- | --- |
"""


def metadata():
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]
    return json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)


def in_program():
    """Names and versions without what dev-dependencies alone switch on: the metadata has their features too."""
    command = ["cargo", "tree", "--edges", "normal", "--target", "all", "--all-features", "--locked",
               "--prefix", "none", "--format", "{p}"]
    lines = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    return {tuple(line.split()[:2]) for line in lines if line.strip()}


def linked(data):
    """Packages reached from ours by ordinary dependencies, not through a proc macro."""
    kept = in_program()
    packages = {package["id"]: package for package in data["packages"]}
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    root = data["resolve"]["root"]
    seen, todo = set(), [root]
    while todo:
        here = todo.pop()
        macro = any("proc-macro" in target["kind"] for target in packages[here]["targets"])
        if here in seen or macro:
            continue
        seen.add(here)
        for dependency in nodes[here]["deps"]:
            if any(kind["kind"] is None for kind in dependency["dep_kinds"]):
                todo.append(dependency["pkg"])
    # what has no source is ours
    found = (packages[p] for p in seen if packages[p]["source"])
    return sorted((p for p in found if (p["name"], "v" + p["version"]) in kept), key=lambda p: (p["name"], p["version"]))


def notices():
    rows = (f"| {p['name']} | {p['version']} | {(p['license'] or 'see its package').replace('/', ' OR ')} |\n"
            for p in linked(metadata()))
    return HEAD + "".join(rows)


def main(arguments):
    path = ROOT / "NOTICE.md"
    text = notices()
    if arguments == ["--check"]:
        current = path.exists() and path.read_text(encoding="utf-8") == text
        if not current:
            print("NOTICE.md is out of date: run python3 scripts/notices.py", file=sys.stderr)
        return 0 if current else 1
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
