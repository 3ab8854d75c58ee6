"""Brings corpora into the form of the generator.

    corpora.py FOLDER OUT      writes OUT/{wnut,anon,anon-held-out,plain}.jsonl

pii-anon-eval: rows whose id's CRC-32 is even train, the others are held out. It labels no places outside addresses, no beliefs,
ages or titles, and jobs only in part: where one may stand unlabelled is left out of training. Texts of instructions (T0,
self-instruct) have no labels: words that stand in lower case count as no name, those in capitals as unknown unless the corpus
has them in lower case more often.
"""

import collections
import json
import pathlib
import re
import sys
import zlib

from words import BIT, look

NAMES = {"PERSON_NAME": "PERSON", "ORGANIZATION_NAME": "ORGANIZATION", "STREET_ADDRESS": "ADDRESS", "JOB_TITLE": "JOB_TITLE",
         "NATIONALITY": "NRP"}  # fmt: skip
UNSURE = sum(BIT[b] for b in ("city", "country", "state", "nrp", "title", "job", "jobmod", "organization", "statecode"))


def rows(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def write(path, texts):
    with open(path, "w", encoding="utf-8") as out:
        for text in texts:
            out.write(json.dumps(text, ensure_ascii=False) + "\n")


def anon(row):
    spans = [{**s, "entity": NAMES[s["entity"]]} for s in row["spans"] if s["entity"] in NAMES]
    text = row["text"]
    inside = {i for s in row["spans"] for i in range(s["start"], s["end"])}
    unsure = [[w.start, w.end] for w in look(text) if w.bits & UNSURE and w.start not in inside]
    ages = re.finditer(r"\b\d{1,2}(?=[- ]year|[- ]y/?o| years old)", text)
    titles = [m for m in re.finditer(r"\b(Dr|Mr|Mrs|Ms|Prof|Hon)\.(?= )", text)]
    labelled = [("AGE", m.start(), m.end()) for m in ages] + [("TITLE", m.start(), m.end()) for m in titles]
    spans += [{"entity": e, "start": s, "end": t} for e, s, t in labelled if s not in inside]
    return {"text": text, "spans": spans, "unsure": unsure}


def held_out(row):
    return zlib.crc32(row["id"].encode()) % 2 == 1


def plain(texts):
    lower, capital = collections.Counter(), collections.Counter()
    cut = [(t, look(t)) for t in texts]
    for _, words in cut:
        for w in words:
            (lower if w.bits & BIT["LOWER"] else capital)[w.folded] += 1
    for text, words in cut:
        unsure = []
        for w in words:
            loud = w.bits & (BIT["TITLE"] | BIT["UPPER"] | BIT["MIXED"] | BIT["INITIAL"])
            named = w.bits & UNSURE and not w.bits & BIT["stop"]
            if w.bits & BIT["NUMBER"] or (loud or w.bits & BIT["LOWER_LINE"] and named) and lower[w.folded] <= 2 * capital[w.folded]:
                unsure.append([w.start, w.end])
        yield {"text": text, "spans": [], "unsure": unsure}


def main(folder, out):
    folder, out = pathlib.Path(folder), pathlib.Path(out)
    write(out / "wnut.jsonl", [r for r in rows(folder / "wnut17-ner.jsonl") if r["split"] == "train"])
    both = rows(folder / "pii-anon-eval.jsonl")
    write(out / "anon.jsonl", [anon(r) for r in both if not held_out(r)])
    write(out / "anon-held-out.jsonl", [anon(r) for r in both if held_out(r)])
    free = [r["text"][:700] for r in rows(folder / "injection-dev.jsonl") if r["source"] in ("t0", "selfinst")]
    write(out / "plain.jsonl", plain(free[:2500]))


if __name__ == "__main__":
    main(*sys.argv[1:])
