"""What the heads learn from, in one list: own templates, RealToxicityPrompts by axis, and harmless texts.

    rows(data)  ->  [(source, text, labels or None, held)]

`labels` is the set of what a text is; for RealToxicityPrompts only the axis is known, so `known` says which outputs may
be judged by it. `held` is 1 for the half of a public harmless source that is kept for measuring.
"""

import json
import zlib
from pathlib import Path

import templates

LABELS = ["toxicity", "severe_toxicity", "threat", "insult", "identity_attack", "profanity", "sexually_explicit", "flirtation",
          "self_harm_need", "self_harm_encouragement", "weapons"]
AXES = LABELS[1:8]
NOT_TOXIC = {"self_harm_need", "weapons", "flirtation"}


def half(text):
    return zlib.crc32(text.encode()) & 1


def _json(path):
    return [json.loads(line) for line in open(path, encoding="utf-8")]


def rows(data, mixed=True):
    data = Path(data)
    out = []

    def add(source, text, labels, held=None, known=None):
        text = " ".join(text.split())
        if len(text) > 8:
            out.append({"source": source, "text": text[:2000], "labels": sorted(labels), "known": known,
                        "held": half(text) if held is None else held})

    for text, labels in templates.corpus(mixed=mixed):
        toxic = bool(labels) and not labels <= NOT_TOXIC
        add("own", text, labels | ({"toxicity"} if toxic else set()), 0)
    for row in _json(data / "realtoxicityprompts.jsonl"):
        axis = row["axis"]
        add("rtp", row["text"], {axis} | ({"toxicity"} if axis not in NOT_TOXIC else set()), 0, [axis, "toxicity"])
    for row in _json(data / "injection-dev.jsonl"):
        if row["label"] == 0:
            add("dev-" + row["source"], row["text"], set(), None)
    for row in _json(data / "prompt-injections.jsonl"):
        if row["src"] == "NotInject":
            add("notinject", row["text"], set(), 1)
    for row in _json(data / "xstest.jsonl"):
        if row["label"] == "safe":
            add("xstest", row["prompt"], set())
    for row in _json(data / "mmlu.jsonl"):
        add("mmlu", row["question"], set())
    for i, row in enumerate(_json(data / "hellaswag.jsonl")):
        if i % 3 == 0:
            add("hellaswag", row["ctx"] + " " + row["endings"][int(row["label"])], set())
    for i, row in enumerate(_json(data / "bigbench-hard.jsonl")):
        if i % 3 == 0:
            add("bbh", row["input"][:600], set())
    for row in _json(data / "truthfulqa.jsonl"):
        add("truthfulqa", row["best_answer"], set())
    for i, row in enumerate(_json(data / "halueval-general.jsonl")):
        if i % 2 == 0:
            add("halueval", row["response"][:600], set())
    for row in _json(data / "bbq.jsonl"):
        add("bbq", row["context"], set())
    for row in _json(data / "cyber-benign-frr.jsonl"):
        add("frr", row["text"][:600], set())
    return out
