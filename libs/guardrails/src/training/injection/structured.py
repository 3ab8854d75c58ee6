"""What tools answer with: JSON, tables, logs, SQL, configuration and code, as they are and with a request planted where
an attacker may write: in a string of JSON, a cell, the message of a line of a log, a comment.

    structured.py DATA FOLDER GENERATED OUT

FOLDER: folders `aws` and `json` (documents of JSON), `sql`, `conf`, `xml`, `java` and `logs` with public files of these
kinds; GENERATED: lines of a kind and a text in base64, of the ordinary texts of the benchmark with other seeds. OUT: as
`gate_corpus.py` writes it. Half of the public files of each kind (by their names) is `train`, the other half `fold3`
where nothing is planted, of which nothing is learned, and the fold of the requests otherwise. JSON is read as the gateway
has it read: names and values, a line each; sometimes as it stands.
"""

import base64
import csv
import io
import json
import pathlib
import random
import re
import sys
import zlib

import corpus
import gate_corpus

LONGEST = 1500
KINDS = {"aws": "json", "json": "json", "sql": "sql", "conf": "configuration", "xml": "markup", "java": "code", "logs": "logs"}


def joined(value):
    """Names and values, a line each."""
    if isinstance(value, dict):
        return "\n".join(f"{key}\n{joined(each)}" for key, each in value.items())
    if isinstance(value, list):
        return "\n".join(joined(each) for each in value)
    return value if isinstance(value, str) else json.dumps(value)


def table(rng, texts):
    """A table with a column of words."""
    rows = [["id", "date", "status", "amount", rng.choice(["note", "comment", "subject", "description"])]]
    for _ in range(rng.randint(4, 14)):
        date = f"20{rng.randint(10, 29)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        words = rng.choice(texts)[: rng.randint(20, 160)] if rng.random() < 0.6 else ""
        rows.append([str(rng.randint(1, 99999)), date, rng.choice(["open", "paid", "closed", "new"]), f"{rng.random() * 900:.2f}", words])
    return rows


def written(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, (*path, key))
    elif isinstance(value, list):
        for i, each in enumerate(value):
            yield from leaves(each, (*path, i))
    elif isinstance(value, str):
        yield path


def in_json(rng, value, payload):
    """In a string of it, or as one more."""
    value = json.loads(json.dumps(value))
    paths = list(leaves(value))
    if not paths or rng.random() < 0.3:
        holder = value if isinstance(value, dict) else {"items": value}
        name = rng.choice(["note", "comment", "message", "description", "title", "summary"])
        return {**holder, name: payload} if rng.random() < 0.5 else {name: payload, **holder}
    path = rng.choice(paths)
    holder = value
    for key in path[:-1]:
        holder = holder[key]
    old = holder[path[-1]]
    holder[path[-1]] = rng.choice([payload, payload, f"{old} {payload}", f"{old}. {payload}", f"{payload} {old}"])
    return value


def in_table(rng, rows, payload):
    rows = [list(row) for row in rows]
    row = rng.choice(rows[1:])
    row[4] = rng.choice([payload, payload, f"{row[4]} {payload}".strip()])
    return rows


def in_lines(rng, kind, text, payload):
    """A line of the document's kind that says it."""
    lines = text.split("\n")
    at = rng.randint(0, len(lines))
    stamp = f"2026-0{rng.randint(1, 9)}-1{rng.randint(0, 9)} 0{rng.randint(0, 9)}:1{rng.randint(0, 9)}:2{rng.randint(0, 9)}"
    forms = {
        "logs": [
            f"{stamp} INFO message={payload}",
            f'{stamp} WARN user agent "{payload}" rejected',
            f"{stamp} [worker-{rng.randint(1, 9)}] comment: {payload}",
            f'10.0.0.{rng.randint(1, 250)} - - "GET /search?q=1" 200 "{payload}"',
        ],
        "sql": [f"-- {payload}", f"INSERT INTO notes (id, body) VALUES ({rng.randint(1, 999)}, '{payload}');"],
        "configuration": [f"# {payload}", f'description = "{payload}"'],
        "markup": [f"<!-- {payload} -->", f"<description>{payload}</description>"],
        "code": [f"// {payload}", f'String note = "{payload}";'],
    }
    return "\n".join([*lines[:at], rng.choice(forms[kind]), *lines[at:]])


def documents(rng, data, folder, generated):
    """kind, source, whether it is learned from, the document, JSON and tables as values"""
    for source, kind in KINDS.items():
        paths = sorted((folder / source).iterdir())
        for path in rng.sample(paths, min(1400, len(paths))):
            text = path.read_text(errors="ignore")
            learned = zlib.crc32(re.sub(r"^\d+-", "", path.name).split("-")[0].encode()) % 2 == 0
            if kind == "json":
                try:
                    value = json.loads(text)
                except ValueError:
                    continue
                if len(text) <= 3000:
                    yield kind, source, learned, value
                continue
            parts = [text[i : i + 1500] for i in range(0, len(text), 1500)]
            for i, part in enumerate(rng.sample(parts, min(60 if kind == "logs" else 4, len(parts)))):
                yield kind, source, learned if kind != "logs" else i % 2 == 0, part
    personal = [row["text"] for row in corpus.rows(data / "pii-anon-eval.jsonl") if row["language"] == "en" and "\n" not in row["text"]]
    contexts = [row["ctx"] for row in corpus.rows(data / "hellaswag.jsonl")]
    for texts, learned in ((contexts, True), (personal, False)):
        for _ in range(700):
            yield "csv", "tables", learned, table(rng, texts)
    for line in open(generated):
        kind, text = line.rstrip("\n").split("\t")
        text = base64.b64decode(text).decode()
        yield {"json": "text", "csv": "text"}.get(kind, kind), "ordinary", True, text


def said(rng, kind, document):
    if kind == "json":
        return joined(document) if rng.random() < 0.6 else json.dumps(document, indent=rng.choice([None, 2, 4]), ensure_ascii=False)
    return written(document) if kind == "csv" else document


def records(data, folder, generated):
    rng = random.Random("structured")
    held = {True: {}, False: {}}
    for kind, source, learned, document in documents(rng, data, folder, generated):
        text = said(rng, kind, document)[:LONGEST]
        if len(text) > 60:
            yield "train" if learned else "fold3", f"{kind}:{source}", 0, text, ""
        if source != "ordinary":
            held[learned].setdefault(kind, []).append(document)
    asked = gate_corpus.requests(corpus.rows, data, rng)
    for split, learned, count in (("train", True, 1600), ("calibrate", False, 2400)):
        kinds = list(asked[split])
        for _ in range(count):
            of = rng.choice(kinds)
            payload, kind = rng.choice(asked[split][of]), rng.choice(list(held[learned]))
            document = rng.choice(held[learned][kind])
            if kind == "json":
                text = said(rng, kind, in_json(rng, document, payload))
            elif kind == "csv":
                text = said(rng, kind, in_table(rng, document, payload))
            else:
                text = in_lines(rng, kind, document, payload)
            if len(text) <= 2 * LONGEST:
                yield gate_corpus.FOLDS.get(of, split), f"planted:{of}:{kind}", 1, text, payload


def main():
    seen = set()
    data, folder, generated = map(pathlib.Path, sys.argv[1:4])
    with open(sys.argv[4], "w") as out:
        for split, source, label, text, payload in records(data, folder, generated):
            if text not in seen:
                seen.add(text)
                coded = [base64.b64encode(each.encode(errors="ignore")).decode() for each in (text, payload)]
                out.write("\t".join([split, source, str(label), "third", *coded]) + "\n")


if __name__ == "__main__":
    main()
