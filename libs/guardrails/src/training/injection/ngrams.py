"""The n-gram classifiers: reads what InjectionFeatures wrote, trains, and writes the weights as Java reads them."""

import json
import struct

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import SGDClassifier

BUCKETS = 1 << 18
FAMILIES = None


def corpus(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file]


class Features:
    """Of each text: what the signals say (score, then families), and its windows as rows of hashed n-grams."""

    def __init__(self, path, count, families):
        raw = numpy.fromfile(path, dtype=">i4").astype(numpy.int32)
        at, width = 0, 1 + families
        self.signals = numpy.zeros((count, width), dtype=numpy.float32)
        self.owner, rows = [], []
        for text in range(count):
            self.signals[text] = raw[at : at + width].view(numpy.float32)
            blocks, at = raw[at + width], at + width + 1
            parts = []
            for _ in range(blocks):
                size = raw[at]
                parts.append(raw[at + 1 : at + 1 + size])
                at += 1 + size
            windows = [numpy.concatenate(parts[i : i + 2]) for i in range(max(1, len(parts) - 1))] if parts else []
            rows += windows
            self.owner += [text] * len(windows)
        assert at == len(raw), (at, len(raw))
        self.owner = numpy.array(self.owner)
        sizes = numpy.array([len(row) for row in rows])
        values = numpy.repeat(1 / numpy.sqrt(sizes), sizes).astype(numpy.float32)
        pointers = numpy.concatenate([[0], numpy.cumsum(sizes)])
        self.windows = csr_matrix((values, numpy.concatenate(rows), pointers), shape=(len(rows), BUCKETS))
        self.windows.sum_duplicates()

    def windows_of_texts(self):
        return numpy.bincount(self.owner, minlength=len(self.signals))


def train(windows, owner, labels, weights, rounds=2, alpha=2e-6, seed=0):
    """Weights and bias. An attack need not be one in each of its windows: after the first round, those that look most
    like one count."""
    share = 1 / numpy.bincount(owner, minlength=len(labels))[owner]
    y = labels[owner]
    for number in range(rounds):
        model = SGDClassifier(loss="log_loss", alpha=alpha, max_iter=6, tol=None, average=True, random_state=seed)
        model.fit(windows, y, sample_weight=weights[owner] * share * len(y) / weights.sum())
        scores = windows @ model.coef_[0]
        best = numpy.full(len(labels), -numpy.inf)
        numpy.maximum.at(best, owner, scores)
        soft = numpy.exp(numpy.minimum(0, scores - best[owner]))
        total = numpy.bincount(owner, weights=soft, minlength=len(labels))
        # of harmless texts every window counts, the worst most
        share = soft / total[owner]
    return model.coef_[0], float(model.intercept_[0])


def quantised(weights):
    step = float(numpy.quantile(numpy.abs(weights[weights != 0]), 0.9995)) / 127
    return numpy.clip(numpy.round(weights / step), -127, 127).astype(numpy.int8), step


def summed(logits, owner, count):
    """Of each text: the highest window, the mean of all, how many."""
    highest, total = numpy.full(count, -numpy.inf), numpy.bincount(owner, weights=logits, minlength=count)
    numpy.maximum.at(highest, owner, logits)
    windows = numpy.bincount(owner, minlength=count)
    return highest, total / numpy.maximum(1, windows), windows


def write(path, weights, bias):
    steps, step = quantised(weights)
    with open(path, "wb") as out:
        out.write(struct.pack(">ff", bias, step) + steps.tobytes())
    return steps * step
