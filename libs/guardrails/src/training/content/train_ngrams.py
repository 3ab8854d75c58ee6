"""Trains the n-gram stage and writes it, with the lexicon, as one table of hashes.

    python3 train_ngrams.py DATA content.bin

Per label and sentence a logistic regression with L1 on counts of words, pairs of words and kinds of lexicon words,
divided by the square root of their number. Public harmless texts of the half that is held are for measuring and for the thresholds.
"""

import struct
import sys
from collections import Counter
from pathlib import Path

import numpy
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import corpus
import words

LABELS = ["threat", "insult", "identity_attack", "severe_toxicity", "sexually_explicit", "self_harm_need",
          "self_harm_encouragement", "weapons"]
KINDS = {k: words.hash_of("#" + str(k)) for k in (words.IDENTITY, words.INSULT, words.PROFANITY)}
SHORT = 10  # a sentence with fewer features counts as if it had so many
FALSE_ALARMS = 0.001  # per label, of held harmless texts


def features(sentence, lexicon):
    hashes = [words.hash_of(w) for w in sentence]
    out = list(hashes)
    out += [words.pair(a, b) for a, b in zip(hashes, hashes[1:])]
    for w, h in zip(sentence, hashes):
        entry = lexicon.get(h) or lexicon.get(words.hash_of(w.translate(words.LEET)))
        if entry:
            out.append(KINDS[entry[0]])
    return out


def matrix(sentences, lexicon, index=None):
    """One row for each sentence; features that fewer than three sentences have are left out."""
    found = [features(s, lexicon) for s in sentences]
    if index is None:
        seen = Counter(f for each in found for f in set(each))
        index = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= 3))}
    rows, columns, values = [], [], []
    for i, each in enumerate(found):
        weight = 1 / max(len(each), SHORT) ** 0.5
        for f in each:
            j = index.get(f)
            if j is not None:
                rows.append(i)
                columns.append(j)
                values.append(weight)
    return csr_matrix((values, (rows, columns)), shape=(len(found), len(index))), index


def train(data, out):
    lexicon = words.lexicon(Path(data) / "toxicity-words.csv")
    # RealToxicityPrompts teaches words nothing but its own news; it is here for measuring.
    rows = [r for r in corpus.rows(data, mixed=False) if "flirtation" not in r["labels"]]
    sentences, owner = [], []
    for i, row in enumerate(rows):
        for sentence in words.words(row["text"]):
            sentences.append(sentence)
            owner.append(i)
    owner = numpy.array(owner)
    held = numpy.array([r["held"] == 1 for r in rows])
    rtp = numpy.array([r["source"] == "rtp" for r in rows])
    taught = ~held[owner] & ~rtp[owner]
    _, index = matrix([s for s, t in zip(sentences, taught) if t], lexicon)
    x, _ = matrix(sentences, lexicon, index)
    models, scores = [], numpy.full((len(rows), len(LABELS)), -99.0)
    for k, label in enumerate(LABELS):
        y = numpy.array([label in rows[i]["labels"] for i in owner])
        model = LogisticRegression(penalty="l1", solver="liblinear", C=3.0, intercept_scaling=10, class_weight={0: 1, 1: 2})
        model.fit(x[taught], y[taught])
        numpy.maximum.at(scores[:, k], owner, model.decision_function(x))
        models.append(model)
    harmless = numpy.array([not r["labels"] for r in rows])
    thresholds = [max(numpy.quantile(scores[harmless & held, k], 1 - FALSE_ALARMS), 0.0) for k in range(len(LABELS))]
    print(dict(zip(LABELS, numpy.round(thresholds, 2))))
    over = scores >= numpy.array(thresholds)
    for source in sorted({r["source"] for r in rows}):
        mine = numpy.array([r["source"] == source for r in rows]) & harmless & (held | (source == "own"))
        if mine.any():
            print("harmless", source, mine.sum(), round(over[mine].any(axis=1).mean(), 4))
    for source in ("rtp", "own"):
        for label in corpus.LABELS:
            mine = numpy.array([r["source"] == source and label in r["labels"] for r in rows])
            if mine.any():
                print(source, label, mine.sum(), round(over[mine].any(axis=1).mean(), 3))
    write(out, index, models, thresholds, lexicon)


def write(out, index, models, thresholds, lexicon):
    weights = numpy.stack([m.coef_[0] for m in models], axis=1)
    scales = numpy.abs(weights).max(axis=0) / 127
    packed = numpy.rint(weights / scales).astype(numpy.int8)
    entries = {}
    for feature, j in index.items():
        if packed[j].any():
            entries[feature] = [packed[j].tobytes(), 0, 0]
    prefixes = set()
    for key, (category, severity, parts) in lexicon.items():
        entry = entries.setdefault(key, [bytes(8), 0, 0])
        entry[1], entry[2] = category, round((severity - 1) * 100)
        h = words.hash_of(parts[0])
        for part in parts[1:]:
            prefixes.add(h)
            h = words.pair(h, words.hash_of(part))
    for key in prefixes:
        entries.setdefault(key, [bytes(8), 0, 0])[1] |= 16  # a phrase may go on from here
    with open(out, "wb") as file:
        file.write(struct.pack(">I", len(models)))
        for model, scale, threshold in zip(models, scales, thresholds):
            file.write(struct.pack(">fff", model.intercept_[0], scale, threshold))
        file.write(struct.pack(">3q", *[h - (1 << 64) if h >> 63 else h for h in (KINDS[1], KINDS[2], KINDS[3])]))
        file.write(struct.pack(">I", len(entries)))
        for key in sorted(entries):
            weight, kind, severity = entries[key]
            file.write(struct.pack(">Q8sBB", key, weight, kind, severity))
    print(len(entries), "entries", Path(out).stat().st_size, "bytes")


if __name__ == "__main__":
    train(sys.argv[1], sys.argv[2])
