"""What punctuation between words looks like in prose and code: the set of joints that Joints.java knows. A joint is a run of
punctuation, six characters of it, with the kinds of the characters on both sides.

    joints.py CORPUS RESOURCE [FOLDER ...]

CORPUS: corpus.jsonl; run within the repository, whose files are code, as are those of the folders. Of these every second file is
left out by a hash of its name, to measure on.
"""

import collections
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import sysconfig

PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]+")
LONGEST, OFTEN, FILES, BITS, MOST_OF_A_FILE = 6, 2, 4, 1 << 16, 20_000
OF_OTHERS = {".pl", ".pm", ".pod", ".t", ".h", ".c", ".js", ".java", ".py", ".tcl", ".xml", ".rb", ".go", ".rs", ".ts", ".php", ".lua"}
SUFFIXES = (".java", ".md", ".sql", ".py", ".html", ".css", ".js", ".yml", ".xml", ".sh", ".json")


def kind(c):
    if c <= " ":
        return "_"
    return "A" if "A" <= c <= "Z" else "0" if "0" <= c <= "9" else "a"


def joints(text):
    for match in PUNCTUATION.finditer(text):
        begin, end = match.span()
        before = text[begin - 1] if begin else " "
        after = text[end] if end < len(text) else " "
        yield kind(before) + match.group()[:LONGEST] + kind(after)


def place(joint):
    mixed = 0
    for c in joint:
        mixed = (mixed * 31 + ord(c)) & 0xFFFFFFFF
    return (mixed * 0x9E3779B9 & 0xFFFFFFFF) >> 16


def code():
    top = subprocess.run(["git", "rev-parse", "--show-toplevel"], capture_output=True, text=True, check=True).stdout.strip()
    files = subprocess.run(["git", "ls-files"], cwd=top, capture_output=True, text=True, check=True).stdout.split()
    for name in files:
        if name.endswith(SUFFIXES) and "training" not in name and "/test/" not in name:
            yield (pathlib.Path(top) / name).read_text(errors="ignore")[:MOST_OF_A_FILE]
    for path in sorted(pathlib.Path(sysconfig.get_paths()["stdlib"]).glob("*.py")):
        yield path.read_text(errors="ignore")[:MOST_OF_A_FILE]


def is_learned(path):
    return hashlib.sha256(path.name.encode()).digest()[0] % 2 == 0


def in_folders(folders):
    """The joints that several files of the folders have."""
    files = collections.Counter()
    for folder in folders:
        for path in sorted(pathlib.Path(folder).rglob("*")):
            if path.suffix in OF_OTHERS and path.is_file() and is_learned(path):
                files.update(set(joints(path.read_text(errors="ignore")[:MOST_OF_A_FILE])))
    return [joint for joint, count in files.items() if count >= FILES]


def main():
    counts = collections.Counter()
    with open(sys.argv[1], encoding="utf-8", newline="\n") as file:
        for row in map(json.loads, file):
            if row["label"] == 0:
                counts.update(joints(row["text"]))
    for text in code():
        counts.update(joints(text))
    known = bytearray(BITS // 8)
    for joint, count in counts.items():
        if count >= OFTEN:
            known[place(joint) >> 3] |= 1 << (place(joint) & 7)
    others = in_folders(sys.argv[3:])
    for joint in others:
        known[place(joint) >> 3] |= 1 << (place(joint) & 7)
    pathlib.Path(sys.argv[2]).write_bytes(known)
    print(sum(count >= OFTEN for count in counts.values()), "joints,", len(others), "of other code,", sum(map(int.bit_count, known)), "bits")


if __name__ == "__main__":
    main()
