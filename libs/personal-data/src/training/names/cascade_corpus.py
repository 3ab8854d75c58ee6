"""Writes the texts from which `NameTagger` learns what the head would say, and those on which the cascade is calibrated.

    cascade_corpus.py DATA OWN.jsonl SOURCES OUT.tsv

DATA: the folder of public corpora. OWN.jsonl: what `generate.py` wrote, with a seed other than the head's. SOURCES: a folder with
program texts and documentation, this repository say. Each line of OUT: split, set, labels (`ENTITY start end` with `;` between them, in
UTF-16 units, `-` where there are none), the text in base64.

Splits, by the CRC-32 of a row's id: `train`; `calibrate`, on which thresholds are chosen; `held-out`, on which nothing is. Of
pii-anon-eval rows with an even CRC train and calibrate, the others are held out; of WNUT its `train` and its `test`. No text of
truthfulqa, humaneval and the questions of xstest is learned from, nor any of the labelled sentences of the tests.
"""

import base64
import json
import pathlib
import random
import re
import sys
import zlib

NAMES = {"PERSON_NAME": "PERSON", "ORGANIZATION_NAME": "ORGANIZATION", "STREET_ADDRESS": "ADDRESS", "JOB_TITLE": "JOB_TITLE",
         "NATIONALITY": "NRP", "CORPORATION": "ORGANIZATION"}  # fmt: skip
LONGEST = 1500
LEARNED = 700  # characters of an unlabelled text that are learned from, so that there are more of them for the same time
FREE = [  # file, fields, most texts
    ("injection-dev", ["text"], 2600),
    ("jailbreak-prompts", ["text"], 379),
    ("halueval-general", ["query", "response"], 1037),
    ("pandalm-human-pairwise", ["instruction", "input", "response1"], 483),
    ("bigbench-hard", ["input"], 700),
    ("cyber-benign-frr", ["text"], 372),
    ("mmlu", ["question"], 1500),
    ("hellaswag", ["ctx"], 1400),
    ("xstest-human-annotations", ["completion"], 500),
    ("bbq", ["context"], 400),
    ("realtoxicityprompts", ["text"], 500),
    ("presidio-cases", ["text"], 700),
]
KEPT = [("truthfulqa", ["question"], 817), ("xstest", ["prompt"], 450), ("humaneval", ["prompt", "canonical_solution"], 164)]
PROGRAMS = {".java", ".py", ".md", ".yml", ".sql", ".html", ".js", ".sh", ".xml", ".css", ".properties"}


def rows(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def crc(key):
    return zlib.crc32(str(key).encode())


def spans(row):
    """The row's labels in UTF-16 units."""
    text = row["text"]
    units = lambda at: at + sum(c > "\uffff" for c in text[:at])
    return [(NAMES.get(s["entity"], s["entity"]), units(s["start"]), units(s["end"])) for s in row["spans"]]


def split(key):
    return "calibrate" if crc(f"split {key}") // 64 % 4 == 0 else "train"  # other bits than those that hold out


def labelled(data, own):
    for i, row in enumerate(rows(own)):
        yield split(f"own {i}"), "own", spans(row), row["text"]
    for row in rows(data / "pii-anon-eval.jsonl"):
        name = "anon" if row["language"] == "en" else "anon-other"
        held_out = crc(row["id"]) % 2 == 1
        yield "held-out" if held_out else split(row["id"]), name, spans(row), row["text"]
    for row in rows(data / "wnut17-ner.jsonl"):
        yield "held-out" if row["split"] == "test" else split(row["id"]), "wnut", spans(row), row["text"]


def free(data):
    for files, kept in ((FREE, False), (KEPT, True)):
        for file, fields, most in files:
            texts = [row.get(field) or "" for row in rows(data / f"{file}.jsonl") for field in fields]
            texts = sorted({t[:LONGEST] for t in texts if t.strip()}, key=crc)
            for text in texts[: most * len(fields)]:
                yield "held-out" if kept else split(text), file, None, text


def programs(sources):
    files = [p for p in pathlib.Path(sources).rglob("*") if p.suffix in PROGRAMS and not {"target", ".git", "training"} & set(p.parts)]
    for path in sorted(files, key=lambda p: crc(p.name))[:500]:
        text = path.read_text(encoding="utf-8", errors="replace")
        at = crc(path.name) % max(1, len(text) - LONGEST)
        yield split(path.name), "programs", None, text[at : at + LONGEST]


def languages(folder):
    for path in sorted(pathlib.Path(folder).glob("*.txt")):
        lines = [re.sub(r"[<\[{|}\]>]", " ", line) for line in path.read_text(encoding="utf-8").splitlines()]
        lines = [line.strip() for line in lines if len(line) > 20 and not line.startswith("#")]
        for line in lines[:400]:
            yield split(line), "languages", None, line


def main(data, own, sources, out):
    here = pathlib.Path(__file__).parent
    rng = random.Random(3)
    every = [*labelled(pathlib.Path(data), own), *free(pathlib.Path(data)), *programs(sources)]
    every += languages(here.parent / "injection" / "languages")
    with open(out, "w", encoding="utf-8") as file:
        for part, name, labels, text in every:
            if labels is None and part == "train" and len(text) > LEARNED:
                at = rng.randrange(len(text) - LEARNED)
                text = text[at : at + LEARNED]
            roll = rng.random() if part != "held-out" else 1
            if roll < 0.18:
                other = text.lower() if roll < 0.12 else text.upper()
                text = other if len(other) == len(text) else text
            told = "-" if not labels else ";".join(f"{e} {s} {t}" for e, s, t in labels)
            told = told if labels is not None else "?"
            file.write("\t".join((part, name, told, base64.b64encode(text.encode()).decode())) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
