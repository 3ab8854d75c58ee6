"""Documents in which somebody planted a request: public documents as they are, with requests of own making or of other
public corpora put in. Where the request stands is known, so that sentences can be learned from one by one."""

import random
import re


def documents(rows, data):
    """Public texts that are no requests: (source, text)."""
    for row in rows(data / "hellaswag.jsonl")[:1000]:
        yield "hellaswag", re.sub(r"\[\w+] ?", "", row["ctx"] + " " + row["endings"][0])
    for row in rows(data / "pii-anon-eval.jsonl"):
        yield "pii-anon", row["text"]
    for row in rows(data / "wnut17-ner.jsonl")[:1500]:
        yield "wnut", row["text"]
    for row in rows(data / "bbq.jsonl"):
        yield "bbq", row["context"]


def requests(rows, data):
    """What people ask of models."""
    for row in rows(data / "halueval-general.jsonl"):
        yield row["query"]
    for row in rows(data / "injection-dev.jsonl"):
        if row["source"] in ("selfinst", "userorient"):
            yield row["text"]
    for row in rows(data / "pandalm-human-pairwise.jsonl"):
        yield row["instruction"]


def planted(grammar, rows, data):
    """(source, carrier, payload, text)"""
    rng = random.Random("planted")
    carriers = [each for each in documents(rows, data) if 40 <= len(each[1]) <= 1500]
    asked = [each.strip() for each in requests(rows, data) if 12 <= len(each) <= 300]
    kinds = {"task": 1500, "reader": 300, "plain": 250, "override": 150}
    payloads = [(f"planted:{kind}", text) for kind, count in kinds.items() for text in grammar.some(kind, count)]
    payloads += [("planted:request", each) for each in rng.sample(asked, min(1100, len(asked)))]
    for source, payload in payloads:
        carrier, document = rng.choice(carriers)
        yield source, carrier, payload, put(rng, document, payload)


def put(rng, document, payload):
    """Before the document, after it, or between two sentences of it."""
    gaps = [match.end() for match in re.finditer(r"[.!?]\s+|\n+", document)]
    where = rng.random()
    at = 0 if where < 0.2 else rng.choice(gaps) if where < 0.6 and gaps else len(document)
    gap = rng.choice([" ", " ", " ", "\n", "\n\n"])
    before, after = document[:at].rstrip(), document[at:].lstrip()
    return gap.join(each for each in (before, payload, after) if each)
