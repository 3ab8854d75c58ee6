"""The texts of the gates that spare the encoder: own and public ones, documents with and without a planted request.

    gate_corpus.py DATA PROSE OUT     DATA: folder of the public corpora; PROSE: folder of other documents and source code,
                                      such as this repository and the library of Python; OUT: a line for each text:
                                      split, source, 1 for an attack, its provenance, the text and what was planted in it
                                      (both in base64)

`train` is learned from. Thresholds are set on `calibrate` (callers) and on `fold0` to `fold4` (documents): what is planted
there is learned from too, but each fold is estimated by what was learned without it, and no source of requests is in two
folds. Nothing is done with `held` but measuring; none of its sources is in another split.
"""

import base64
import json
import pathlib
import random
import sys
import zlib

import corpus
import planted

HERE = pathlib.Path(__file__).parent
LONGEST = 3000


def pieces(folder, pattern, size=1600, most=12):
    """Parts of files, as retrieval cuts them."""
    rng = random.Random(pattern)
    for path in sorted(folder.rglob(pattern)):
        if "target" in path.parts or path.stat().st_size > 400_000:
            continue
        text = path.read_text(encoding="utf-8", errors="ignore")
        parts = [text[i : i + size] for i in range(0, len(text), size)]
        for part in rng.sample(parts, min(most, len(parts))):
            if len(part) > 200:
                yield part


def some(rng, texts, count):
    texts = list(dict.fromkeys(texts))
    return rng.sample(texts, min(count, len(texts)))


def carriers(rows, data, prose, rng):
    """Documents by split."""
    public = {}
    for source, text in planted.documents(rows, data):
        public.setdefault(source, []).append(text)
    answers = [row["response"] for row in rows(data / "halueval-general.jsonl")]
    replies = [row["completion"] for row in rows(data / "xstest-human-annotations.jsonl")]
    judged = [row[key] for row in rows(data / "pandalm-human-pairwise.jsonl") for key in ("response1", "response2")]
    grammar = corpus.Grammar(random.Random(11), "words.txt", "documents.txt", "records.txt")
    grammar.made["BODY"] = lambda g: g.expand(g.rng.choice(g.kinds["body"]))
    own = [text for kind in ("document", "record", "body") for text in grammar.some(kind, 700)]
    tools = [as_json(rng, own) for _ in range(500)]
    return {
        "train": {
            "wnut": some(rng, public["wnut"], 900),
            "bbq": public["bbq"],
            "hellaswag": public["hellaswag"],
            "own": own,
            "tools": tools,
            "judged": [each for each in judged if len(each) > 60],
            "guides": some(rng, pieces(prose, "*.md"), 900),
            "java": some(rng, pieces(prose, "*.java", most=2), 500),
            "python": some(rng, pieces(prose, "[a-m]*.py", most=4), 900),
        },
        "calibrate": {
            "pii-anon": public["pii-anon"],
            "halueval": [each for each in answers if len(each) > 60],
        },
        "held": {
            "xstest": some(rng, [each for each in replies if len(each) > 60], 500),
            "python": some(rng, pieces(prose, "[n-z]*.py", most=3), 400),
            "text": some(rng, pieces(prose, "*.txt", most=3), 400),
        },
    }


def as_json(rng, texts):
    """What a tool may answer."""
    keys = rng.sample(["title", "body", "status", "summary", "note", "comment", "subject", "url", "id", "author"], 5)
    row = lambda: {key: rng.choice(texts)[:300] if rng.random() < 0.5 else rng.randint(1, 9999) for key in keys}
    return json.dumps({"results": [row() for _ in range(rng.randint(1, 4))]}, indent=rng.choice([None, 2]))


def requests(rows, data, rng):
    """What is planted, by split."""
    grammar = corpus.Grammar(random.Random(12), "words.txt", "attacks.txt", "payloads.txt", "documents.txt")
    own = {kind: list(grammar.some(kind, 1600)) for kind in ("task", "reader", "plain", "override", "forged", "tools")}
    dev = rows(data / "injection-dev.jsonl")
    pandalm = [row["instruction"] for row in rows(data / "pandalm-human-pairwise.jsonl")]
    short = lambda texts: [each.strip() for each in texts if 12 <= len(each) <= 300]
    return {
        "train": {
            **{"own:" + kind: texts for kind, texts in own.items()},
            "selfinst": short(row["text"] for row in dev if row["source"] == "selfinst"),
            "t0": short(row["text"] for row in dev if row["source"] == "t0"),
            "pandalm": short(pandalm),
            "mmlu": some(rng, short(row["question"] for row in rows(data / "mmlu.jsonl")), 700),
            "templates": some(rng, short(row["text"] for row in dev if row["source"].startswith("tmpl")), 300),
        },
        "calibrate": {
            "halueval": short(row["query"] for row in rows(data / "halueval-general.jsonl")),
            "userorient": short(row["text"] for row in dev if row["source"] == "userorient"),
            "xstest": short(row["prompt"] for row in rows(data / "xstest.jsonl")),
        },
        "held": {
            "held": (HERE / "grammar" / "held.txt").read_text().splitlines(),
            "truthfulqa": some(rng, short(row["question"] for row in rows(data / "truthfulqa.jsonl")), 250),
        },
    }


FOLDS = {"halueval": "fold0", "userorient": "fold1", "xstest": "fold2"}
PLANTED = {"train": 7000, "calibrate": 3000, "held": 900}
CALLERS_HELD = {"truthfulqa", "selfinst", "own:hr", "own:review", "own:split", "own:tools"}


def records(data, prose):
    rng = random.Random("gates")
    of_documents, of_requests = carriers(corpus.rows, data, prose, rng), requests(corpus.rows, data, rng)
    for split, sources in of_documents.items():
        for source, texts in sources.items():
            for text in texts:
                fold = f"fold{3 + zlib.crc32(text.encode()) % 2}" if split == "calibrate" else split
                yield fold, source, 0, "third", text[:LONGEST], ""
        kinds = list(of_requests[split])
        for _ in range(PLANTED[split]):
            kind = rng.choice(kinds)
            payload = rng.choice(of_requests[split][kind])
            source = rng.choice(list(sources))
            text = planted.put(rng, rng.choice(sources[source])[:LONGEST], payload)
            yield FOLDS.get(kind, split), f"planted:{kind}:{source}", 1, "third", text, payload
    for row in corpus.records(data):
        if row["provenance"] == "user":
            split = "held" if row["source"] in CALLERS_HELD else "calibrate"
            yield split, row["source"], row["label"], "user", row["text"], ""
    for row in corpus.rows(data / "xstest-human-annotations.jsonl"):
        yield "held", "xstest-answers", 0, "answer", row["completion"], ""
    for row in corpus.rows(data / "halueval-general.jsonl"):
        yield "calibrate", "halueval-answers", 0, "answer", row["response"], ""
    for row in corpus.rows(data / "pandalm-human-pairwise.jsonl"):
        yield "train", "pandalm-answers", 0, "answer", row["response1"], ""


def main():
    seen = set()
    with open(sys.argv[3], "w") as out:
        for split, source, label, provenance, text, payload in records(*map(pathlib.Path, sys.argv[1:3])):
            key = provenance, text
            if text.strip() and key not in seen:
                seen.add(key)
                coded = [base64.b64encode(each.encode()).decode() for each in (text, payload)]
                out.write("\t".join([split, source, str(label), provenance, *coded]) + "\n")


if __name__ == "__main__":
    main()
