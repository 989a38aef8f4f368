#!/usr/bin/env python3
"""Which verdicts beside a brief are about what it says now, and which are signed? Without crops.

    python3 verify.py briefs/2026-11/hero-film-k3x9qa      what each verdict file there is about, and whose key signed it
    python3 verify.py --digest BRIEF.yml --covers title,proofs --asset ID=SHA256
    python3 verify.py --check vectors.json                 the vectors of the covered digest

Python 3.9 or later, nothing else; signatures are verified by `ssh-keygen` where there is one. The covered digest `v1` is
written again here from its definition (docs/decisions/0012-covered-digest.md), with a small reader of YAML 1.2.
"""
import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

MAX_BYTES = 1 << 20
MAX_NODES = 20000
MAX_DEPTH = 32
NOT_CONTENT = {"crops", "id", "kind", "stage", "owner", "who", "requester", "priority", "campaign", "deliverable", "due", "ref"}
UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
ESCAPES = dict(zip('0abt\tnvfre "/\\N_LP', '\0\a\b\t\t\n\v\f\r\x1b "/\\\x85\xa0\u2028\u2029'))
NULL = object()


class Refused(Exception):
    """What reads in two ways, or not at all, has no digest."""


def text(raw):
    if any(0xD800 <= ord(c) <= 0xDFFF for c in raw):
        raise Refused("half a character")
    return unicodedata.normalize("NFC", raw).rstrip(" \t\r\n")


class Node:
    """A value, and its size as if every alias were written out."""

    def __init__(self, value, nodes=1, size=0, height=0, merge=False):
        self.value, self.nodes, self.size, self.height, self.merge = value, nodes, size, height, merge


def scalar(raw, plain, tagged):
    value = text(raw)
    if plain and not tagged and raw in ("", "~", "null", "Null", "NULL"):
        return Node(NULL)
    return Node(value, size=len(value.encode("utf-8")), merge=plain and raw == "<<")


class Reader:
    """YAML 1.2, one document, into texts, lists, dicts and NULL."""

    def __init__(self, data):
        if len(data) > MAX_BYTES:
            raise Refused("more than 1 MiB")
        try:
            s = data.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("not UTF-8")
        self.s = (s[1:] if s.startswith("\ufeff") else s).replace("\r\n", "\n")
        if UNPRINTABLE.search(self.s):
            raise Refused("a character that is not allowed")
        self.i, self.depth, self.anchors = 0, 0, {}

    def fail(self, why):
        raise Refused("line %d: %s" % (self.s.count("\n", 0, self.i) + 1, why))

    def at(self, offset=0):
        return self.s[self.i + offset:self.i + offset + 1]

    def column(self):
        return self.i - (self.s.rfind("\n", 0, self.i) + 1)

    def blank_at(self, offset=0):
        return self.at(offset) in ("", " ", "\t", "\n")

    def marker(self):
        return self.column() == 0 and self.s[self.i:self.i + 3] in ("---", "...") and self.blank_at(3)

    def skip(self, flow=False):
        """Over blanks, comments and line ends; whether a line ended."""
        crossed = self.column() == 0
        while True:
            start = self.i
            while self.at() in (" ", "\t") and self.at():
                self.i += 1
            if self.at() == "#" and (self.i == 0 or self.s[self.i - 1] in " \t\n"):
                while self.at() not in ("", "\n"):
                    self.i += 1
            elif crossed and not flow and "\t" in self.s[start:self.i] and self.at() not in ("", "\n"):
                self.fail("a tab indents")
            if self.at() != "\n":
                return crossed
            self.i += 1
            crossed = True

    def document(self):
        self.skip()
        while self.at() == "%":
            self.i = (self.s + "\n").index("\n", self.i)
            self.skip()
        if self.marker() and self.at() == "-":
            self.i += 3
        root = self.block(-1)
        self.skip()
        while self.marker() and self.at() == ".":
            self.i += 3
            self.skip()
        if self.at():
            self.fail("more than one document, or a line that belongs nowhere")
        return root

    # ---- what stands on lines of its own

    def block(self, parent, beside_key=False, compact=False):
        """`beside_key`: on the line of a key no other key may begin, and a list may stand as far left as the key."""
        crossed = self.skip()
        start, line = self.i, crossed
        anchor, tagged, crossed_again = self.properties()
        crossed = crossed or crossed_again
        column = self.column()
        is_list = self.at() == "-" and self.blank_at(1)
        deep = column > parent or (beside_key and is_list and crossed and column == parent)
        if not self.at() or self.marker() or not (deep or not crossed):
            return self.named(anchor, scalar("", True, tagged))
        may_begin = crossed or compact
        if is_list and may_begin:
            return self.named(anchor, self.nest(lambda: self.list(column)), True)
        if (anchor or tagged) and not crossed_again and may_begin and self.is_key(start):
            self.i = start
            return self.nest(lambda: self.map(self.column()))
        if may_begin and (self.at() == "?" and self.blank_at(1) or self.is_key(self.i)):
            return self.named(anchor, self.nest(lambda: self.map(column)), True)
        if self.at() in ("|", ">"):
            return self.named(anchor, self.lines(parent, tagged))
        node = self.inline(parent, tagged, anchor, False)
        if self.at() == ":" and self.blank_at(1) and (line or not compact):
            self.fail("a key where none may be")
        return node

    def list(self, column):
        items = []
        while self.column() == column and self.at() == "-" and self.blank_at(1) and not self.marker():
            self.i += 1
            items.append(self.block(column, compact=True))
            self.skip()
        if self.at() and self.column() > column:
            self.fail("not indented as its neighbours")
        return self.listed(items)

    def map(self, column):
        pairs = []
        while self.at() and self.column() == column and not self.marker():
            if self.at() == "?" and self.blank_at(1):
                self.i += 1
                key, value = self.block(column, compact=True), Node(NULL)
                self.skip()
                if self.column() == column and self.at() == ":" and self.blank_at(1):
                    self.i += 1
                    value = self.block(column, compact=True)
            elif self.is_key(self.i):
                key = self.key(False)
                self.i += 1
                value = self.block(column, beside_key=True)
            else:
                self.fail("not a key")
            pairs.append((key, value))
            self.skip()
        if self.at() and self.column() > column:
            self.fail("not indented as its neighbours")
        return self.mapped(pairs)

    def is_key(self, start):
        here, anchors, depth = self.i, dict(self.anchors), self.depth
        self.i = start
        try:
            self.key(False)
            return self.at() == ":" and self.blank_at(1) and "\n" not in self.s[start:self.i]
        except Refused:
            return False
        finally:
            self.i, self.anchors, self.depth = here, anchors, depth

    def key(self, flow):
        anchor, tagged, _ = self.properties()
        if self.at() == ":" and (self.blank_at(1) or flow):
            return self.named(anchor, scalar("", True, tagged))
        node = self.inline(None, tagged, anchor, flow)
        while self.at() and self.at() in " \t":
            self.i += 1
        return node

    def lines(self, parent, tagged):
        """`|` and `>`. What is cut at the end of a text anyway is not told apart."""
        header = re.compile(r"([|>])([1-9]?[+-]?|[+-][1-9])[ \t]*(?:(?<=[ \t])#[^\n]*)?(?:\n|$)").match(self.s, self.i)
        if not header:
            self.fail("a block that begins badly")
        self.i = header.end()
        digit = re.sub("[+-]", "", header[2])
        indent = max(parent, 0) + int(digit) if digit else None
        rows = []
        while self.i < len(self.s):
            end = (self.s + "\n").index("\n", self.i)
            row = self.s[self.i:end]
            lead = len(row) - len(row.lstrip(" "))
            if row.strip(" ") and indent is None:
                if lead <= parent:
                    break
                indent = lead
            if row.strip(" ") and (lead < indent or (lead == 0 and self.marker())):
                break
            rows.append(row[indent:] if indent is not None else "")
            self.i = end + 1
        self.i = min(self.i, len(self.s))
        return scalar(self.fold(rows) if header[1] == ">" else "\n".join(rows), False, tagged)

    @staticmethod
    def fold(rows):
        out, breaks, before = "", 0, None
        for row in rows:
            if not row:
                breaks += 1
                continue
            more = row[0] in " \t"
            if before is None:
                out += "\n" * breaks
            elif more or before:
                out += "\n" * (breaks + 1)
            else:
                out += "\n" * breaks or " "
            out, breaks, before = out + row, 0, more
        return out + "\n" * (breaks + 1)

    # ---- what may stand in a line

    def properties(self):
        anchor, tagged, crossed = None, False, False
        while self.at() in ("&", "!") and self.at():
            word = re.compile(r"&[^\s,\[\]{}]+|!<[^>\s]*>|![^\s,\[\]{}]*").match(self.s, self.i)
            if not word:
                self.fail("an empty name")
            if word[0][0] == "&":
                anchor = word[0][1:]
            else:
                tagged = True
            self.i = word.end()
            if not self.blank_at() and self.at() not in ",]}":
                self.fail("a name that runs on")
            crossed = self.skip() or crossed
        return anchor, tagged, crossed

    def inline(self, parent, tagged, anchor, flow):
        c = self.at()
        if c == "*":
            name = re.compile(r"\*([^\s,\[\]{}]+)").match(self.s, self.i)
            if not name or anchor or tagged:
                self.fail("a bad alias")
            self.i = name.end()
            node = self.anchors.get(name[1])
            if node is None:
                self.fail("an alias of nothing")
            if self.depth + node.height > MAX_DEPTH:
                self.fail("too deep")
            return node
        if c == "[":
            return self.named(anchor, self.nest(self.flow_list), True)
        if c == "{":
            return self.named(anchor, self.nest(self.flow_map), True)
        if c == '"' or c == "'":
            return self.named(anchor, scalar(self.quoted(c, parent), False, tagged))
        return self.named(anchor, scalar(self.plain(parent, flow), True, tagged))

    def quoted(self, mark, parent):
        self.i += 1
        out = ""
        while self.at() != mark or (mark == "'" and self.at(1) == "'"):
            c = self.at()
            if not c or self.marker():
                self.fail("a quote that is not closed")
            if c == "'" and mark == "'":
                out, self.i = out + "'", self.i + 2
            elif c == "\\" and mark == '"' and self.at(1) == "\n":
                self.i += 2
                while self.at() and self.at() in " \t\n":
                    out += "\n" if self.at() == "\n" else ""
                    self.i += 1
            elif c == "\\" and mark == '"':
                out += self.escape()
            elif c in " \t\n":
                end = self.i
                while end < len(self.s) and self.s[end] in " \t\n":
                    end += 1
                run = self.s[self.i:end]
                self.i = end
                out += ("\n" * (run.count("\n") - 1) or " ") if "\n" in run else run
            else:
                out, self.i = out + c, self.i + 1
        self.i += 1
        return out

    def escape(self):
        c = self.at(1)
        length = {"x": 2, "u": 4, "U": 8}.get(c)
        if length is None:
            if c not in ESCAPES or not c:
                self.fail("an escape that nobody knows")
            self.i += 2
            return ESCAPES[c]
        digits = self.s[self.i + 2:self.i + 2 + length]
        if not re.fullmatch("[0-9a-fA-F]{%d}" % length, digits) or int(digits, 16) > 0x10FFFF:
            self.fail("an escape that is no character")
        self.i += 2 + length
        return chr(int(digits, 16))

    def plain(self, parent, flow):
        """`parent`: how far left its further lines may not begin; `None`: there are none."""
        stop = ",[]{}" if flow else ""
        first, then = self.at(), self.at(1)
        starts = first and first not in ",[]{}#&*!|>'\"%@`" and first not in " \t\n"
        if not starts or (first in "-?:" and (self.blank_at(1) or then in stop and then)):
            self.fail("a text that must be quoted")
        out = ""
        while True:
            begin = self.i
            while self.at() not in ("", "\n"):
                c = self.at()
                if c == ":" and (self.blank_at(1) or self.at(1) in stop) or c in stop and c:
                    break
                if c == "#" and self.s[self.i - 1] in " \t":
                    break
                self.i += 1
            out += self.s[begin:self.i].rstrip(" \t")
            end = begin + len(self.s[begin:self.i].rstrip(" \t"))
            if self.at() != "\n" or (parent is None and not flow):
                self.i = end if self.at() not in ("", "\n") or parent is None else self.i
                return out
            here, breaks = self.i, 0
            while self.at() and self.at() in " \t\n":
                breaks += self.at() == "\n"
                self.i += 1
            outside = not flow and self.column() <= parent
            if not self.at() or self.at() == "#" or self.marker() or outside or self.at() in stop:
                self.i = here
                return out
            if flow and self.at() == ":" and (self.blank_at(1) or self.at(1) in stop):
                self.i = here
                return out
            out += "\n" * (breaks - 1) or " "

    def flow_list(self):
        self.i += 1
        items = []
        self.skip(True)
        while self.at() != "]":
            explicit = self.at() == "?" and self.blank_at(1)
            if explicit:
                self.i += 1
                self.skip(True)
            item = self.key(True)
            self.skip(True)
            if self.at() == ":" or explicit:
                item = self.nest(lambda: self.mapped([(item, self.flow_value())]))
            items.append(item)
            self.separator("]")
        self.i += 1
        return self.listed(items)

    def flow_map(self):
        self.i += 1
        pairs = []
        self.skip(True)
        while self.at() != "}":
            if self.at() == "?" and self.blank_at(1):
                self.i += 1
                self.skip(True)
            key = self.key(True)
            self.skip(True)
            pairs.append((key, self.flow_value()))
            self.separator("}")
        self.i += 1
        return self.mapped(pairs)

    def flow_value(self):
        if self.at() != ":":
            return Node(NULL)
        self.i += 1
        self.skip(True)
        anchor, tagged, _ = self.properties()
        if self.at() in (",", "]", "}"):
            return self.named(anchor, scalar("", True, tagged))
        return self.inline(None, tagged, anchor, True)

    def separator(self, close):
        self.skip(True)
        if self.at() == ",":
            self.i += 1
            self.skip(True)
        elif self.at() != close:
            self.fail("neither a comma nor `%s`" % close)

    # ---- values with their sizes

    def nest(self, made):
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail("too deep")
        node = made()
        self.depth -= 1
        return node

    def named(self, anchor, node, nested=False):
        if anchor:
            self.anchors[anchor] = node
        return node

    def sized(self, value, children):
        nodes = 1 + sum(child.nodes for child in children)
        size = sum(child.size for child in children)
        height = 1 + max((child.height for child in children), default=0)
        if nodes > MAX_NODES or size > MAX_BYTES:
            self.fail("too large once aliases are written out")
        return Node(value, nodes, size, height)

    def listed(self, items):
        return self.sized([item.value for item in items], items)

    def mapped(self, pairs):
        value, seen = {}, set()
        for key, one in pairs:
            if key.merge:
                self.fail("the merge key <<")
            if not isinstance(key.value, str):
                self.fail("a key that is no text")
            if key.value in seen:
                self.fail("the key `%s` twice" % key.value)
            seen.add(key.value)
            if one.value is not NULL:
                value[key.value] = one.value
        return self.sized(value, [child for pair in pairs for child in pair])


def read(data):
    tree = Reader(data).document().value
    if not isinstance(tree, dict):
        raise Refused("no keys at the top")
    return tree


# ---- the covered digest

def holds_null(value):
    if isinstance(value, list):
        return any(item is NULL or holds_null(item) for item in value)
    return isinstance(value, dict) and any(holds_null(one) for one in value.values())


def by_units(key):
    return key.encode("utf-16-be")


def canonical(value):
    """RFC 8785 (JCS), for texts, lists and dicts."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "[%s]" % ",".join(map(canonical, value))
    return "{%s}" % ",".join("%s:%s" % (canonical(key), canonical(value[key])) for key in sorted(value, key=by_units))


def form(tree, covers, assets):
    covers = sorted({text(word) for word in ([covers] if isinstance(covers, str) else covers)}, key=by_units)
    if not covers:
        raise Refused("nothing is covered")
    all_of_it = "content" in covers
    keys = {key for key in covers if key not in ("content", "proofs")}
    if all_of_it:
        keys |= {key for key in tree if key not in NOT_CONTENT and not key.startswith("x-") and key != "proofs"}
    values = {key: tree[key] for key in keys if key in tree}
    if holds_null(values):
        raise Refused("an empty item in a list")
    made = {"covers": covers, "format": "crops-digest-v1", "values": values}
    if all_of_it or "proofs" in covers:
        made["proofs"] = sorted({hash_of(proof, assets) for proof in proofs(tree)})
    return canonical(made).encode("utf-8")


def proofs(tree):
    listed = tree.get("proofs", [])
    if not isinstance(listed, list):
        raise Refused("`proofs` is no list")
    return listed


def hash_of(proof, assets):
    if not isinstance(proof, dict) or not isinstance(proof.get("asset"), str):
        raise Refused("a proof without an asset")
    found = assets.get(proof["asset"])
    if not isinstance(found, str) or not re.fullmatch("[0-9a-fA-F]{64}", found):
        raise Refused("no hash of the proof `%s`" % proof["asset"])
    return found.lower()


def digest(data, covers, assets):
    return "v1:sha256:" + hashlib.sha256(form(read(data), covers, assets)).hexdigest()


# ---- verdicts beside a brief

def studio_of(folder):
    for place in [folder, *folder.parents]:
        if (place / "crops.yml").is_file():
            return place
    raise SystemExit("no crops.yml above %s" % folder)


def records(folder):
    for file in sorted(folder.glob("**/*.yml")):
        try:
            yield read(file.read_bytes())
        except (Refused, OSError) as why:
            print("%s: not read (%s)" % (file, why), file=sys.stderr)


def keys(studio):
    """The lines for `ssh-keygen`, as the files at hand list them: whoever judges a pull request takes them from its base."""
    people = [*records(studio / "team")]
    people += [one for party in records(studio / "parties") for one in party.get("approvers", [])]
    for person in people:
        for key in person.get("keys", []):
            yield '%s namespaces="approval.v1@crops" %s' % (person.get("id"), key.get("ssh"))


def signed(verdict, file, allowed):
    signature = Path("%s.sig" % file)
    if not signature.is_file() or signature.is_symlink():
        return "unsigned"
    words = ["ssh-keygen", "-Y", "verify", "-f", allowed, "-I", verdict.get("by", ""), "-n", "approval.v1@crops", "-s", str(signature)]
    try:
        answer = subprocess.run(words, input=file.read_bytes(), capture_output=True)
    except OSError:
        return "signed, and no ssh-keygen here that could verify it"
    return "signed by %s" % verdict.get("by") if answer.returncode == 0 else "a signature that does not hold"


def verdicts(folder):
    folder = Path(folder).resolve()
    studio = studio_of(folder)
    brief = (folder / "brief.yml").read_bytes()
    own = read(brief).get("id")
    assets = {one.get("id"): one.get("sha256") for one in records(studio / "assets")}
    fresh = 0
    with tempfile.NamedTemporaryFile("w", suffix=".allowed", encoding="utf-8") as allowed:
        allowed.write("".join(line + "\n" for line in keys(studio)))
        allowed.flush()
        for file in sorted((folder / "approvals").glob("*.yml")):
            try:
                verdict = read(file.read_bytes())
                now = digest(brief, verdict.get("covers", []), assets)
            except Refused as why:
                print("%s: %s" % (file.name, why))
                continue
            is_about = verdict.get("digest") == now and verdict.get("subject") == own
            fresh += is_about
            about = "of what the brief says now" if is_about else "of something else"
            print("%s: %s by %s, %s, %s" % (file.name, verdict.get("verdict"), verdict.get("by"), about, signed(verdict, file, allowed.name)))
    return 0 if fresh else 1


def check(path):
    wrong = 0
    vectors = json.loads(Path(path).read_text(encoding="utf-8"))["vectors"]
    for vector in vectors:
        data = vector["brief"].encode("utf-8") if "brief" in vector else base64.b64decode(vector["brief_base64"])
        try:
            found = digest(data, vector["covers"], vector["assets"])
        except Refused:
            found = "error"
        if found != vector["expected"]:
            wrong += 1
            print("%s: %s" % (vector["name"], found))
    print("%d vectors, %d wrong" % (len(vectors), wrong))
    return 1 if wrong else 0


def main(words):
    if len(words) == 2 and words[0] == "--check":
        return check(words[1])
    if len(words) >= 4 and words[0] == "--digest" and words[2] == "--covers":
        assets = dict(word.split("=", 1) for word in words[4:] if "=" in word)
        covers = words[3] if words[3] == "content" else words[3].split(",")
        print(digest(Path(words[1]).read_bytes(), covers, assets))
        return 0
    if len(words) == 1 and not words[0].startswith("-"):
        return verdicts(words[0])
    print(__doc__)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Refused as why:
        sys.exit("no digest: %s" % why)
