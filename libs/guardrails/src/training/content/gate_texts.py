"""The texts of the gate that spares the encoder in answers: harmful ones, alone and within harmless answers, and
harmless prose.

    gate_texts.py DATA PROSE OUT     DATA: folder of the public corpora; PROSE: folder of other documents, such as this
                                     repository and the library of Python; OUT: as `gate_corpus.py` of the injection
                                     detector writes it

Harmful public texts are in five folds by themselves, also where they stand within an answer; own ones are learned from.
Harmless: `train` is learned from, `calibrate` is the held half, of answers of models (HaluEval, PandaLM) that nothing is
learned from. NotInject and XSTest are `held`.
"""

import base64
import json
import pathlib
import random
import re
import sys
import zlib

import corpus

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "injection"))
sys.modules["content_corpus"] = sys.modules.pop("corpus")
import corpus as injection_corpus  # noqa: E402
import gate_corpus  # noqa: E402
import planted  # noqa: E402

LONGEST = 3000


def sentences(text):
    return [each for each in re.split(r"(?<=[.!?])\s+", text) if each]


def within(rng, text, answers):
    """A text between sentences of an answer."""
    around = sentences(rng.choice(answers))
    at = rng.randint(0, min(len(around), 4))
    end = "" if text[-1] in ".!?\"'”" else "."
    return " ".join(around[max(0, at - 2) : at] + [text + end] + around[at : at + rng.randint(0, 3)])


def harmless(data, prose):
    """Documents and answers beyond the corpus of the heads: source, text."""
    rows = injection_corpus.rows
    for row in rows(data / "halueval-general.jsonl"):
        yield "halueval-answers", row["response"]
    for row in rows(data / "pandalm-human-pairwise.jsonl"):
        yield "pandalm-answers", row["response1"]
        yield "pandalm-answers", row["response2"]
    for row in rows(data / "pii-anon-eval.jsonl"):
        if row["language"] == "en":
            yield "pii-anon", row["text"]
    for source, text in planted.documents(rows, data):
        if source in ("hellaswag", "bbq"):
            yield source, text
    grammar = injection_corpus.Grammar(random.Random(31), "words.txt", "documents.txt", "records.txt", "benign.txt")
    grammar.made["BODY"] = lambda g: g.expand(g.rng.choice(g.kinds["body"]))
    for kind in ("document", "record", "body", "bank", "support", "hr", "legal", "it", "write", "ethics", "dialogue"):
        if kind in grammar.kinds:
            for text in grammar.some(kind, 700):
                yield "own-" + kind, text
    for text in gate_corpus.pieces(prose, "*.md", most=20):
        yield "guides", text
    rng = random.Random("prose")
    python = list(gate_corpus.pieces(prose, "*.py", most=2))
    for text in rng.sample(python, min(2500, len(python))):
        words = [each.strip() for each in re.findall(r'"""(.*?)"""', text, re.S) if len(each.split()) > 12]
        if words:
            yield "docstrings", "\n\n".join(words)


def records(data, prose):
    rng = random.Random("content")
    known = sys.modules["content_corpus"].rows(data)
    around = [row["response"] for row in injection_corpus.rows(data / "halueval-general.jsonl")]
    around = [text for text in around if not sys.modules["content_corpus"].half(text) and len(text) > 80]
    for row in known:
        source, text, label = row["source"], row["text"], int(bool(row["labels"]))
        if source == "rtp":
            fold = f"fold{zlib.crc32(text.encode()) % 5}"
            yield fold, "rtp", 1, text
            yield fold, "rtp-within", 1, within(rng, text, around)
            continue
        split = "train" if source == "own" or not row["held"] else "calibrate"
        split = "held" if source in ("notinject", "xstest") else split
        if source != "halueval":
            yield split, source, label, text[:LONGEST]
        if label and rng.random() < 0.4:
            yield "train", "own-within", 1, within(rng, text, around)
    for source, text in harmless(data, prose):
        answer = source in ("halueval-answers", "pandalm-answers")
        yield "calibrate" if answer and sys.modules["content_corpus"].half(text) else "train", source, 0, text[:LONGEST]


def main():
    seen = set()
    with open(sys.argv[3], "w") as out:
        for split, source, label, text in records(*map(pathlib.Path, sys.argv[1:3])):
            if text.strip() and text not in seen:
                seen.add(text)
                out.write("\t".join([split, source, str(label), "answer", base64.b64encode(text.encode()).decode(), ""]) + "\n")


if __name__ == "__main__":
    main()
