"""The ensemble: a logistic regression on scores that the layers gave to sources they had not learned from."""

import collections

import numpy
from sklearn.linear_model import LogisticRegression

MOST_NGRAMS, MOST_ENCODER, MOST_WINDOWS, MOST_FAMILIES = 15, 12, 5, 6
HARMLESS = 2.0
SHIFT = {"callers": 0.2, "documents": -0.4}


def inputs(signals, families, ngrams, windows, encoder=None):
    """As Ensemble.java makes them."""
    capped = numpy.minimum(signals, 0.99)
    said = numpy.minimum(families, MOST_FAMILIES)
    highest, mean = (numpy.clip(each, -MOST_NGRAMS, MOST_NGRAMS) for each in ngrams)
    long = numpy.minimum(numpy.log(numpy.maximum(1, windows)), MOST_WINDOWS)
    columns = [capped, -numpy.log(1 - capped), said, long * capped, highest, numpy.maximum(highest, 0), mean, long]
    if encoder is not None:
        highest, mean = (numpy.clip(numpy.nan_to_num(each, neginf=-8), -MOST_ENCODER, MOST_ENCODER) for each in encoder)
        columns += [highest, numpy.maximum(highest, 0), mean, long * numpy.maximum(highest, 0)]
    return numpy.stack(columns, 1)


def fit(corpus, kind, keep, columns):
    """Sources count by the root of their size, own ones half; harmless texts twice as much as attacks."""
    sizes = collections.Counter(zip(corpus.source[keep], corpus.label[keep]))
    weights = numpy.array([1 / numpy.sqrt(max(1, sizes[key])) for key in zip(corpus.source, corpus.label)])
    weights = weights * keep * numpy.where(numpy.char.startswith(corpus.source, "own"), 0.5, 1)
    harmless = corpus.label == 0
    weights[harmless] *= HARMLESS * weights[~harmless].sum() / weights[harmless].sum()
    model = LogisticRegression(C=0.3, max_iter=500)
    model.fit(columns[keep], corpus.label[keep], sample_weight=weights[keep] * keep.sum() / weights[keep].sum() / 50)
    return numpy.concatenate([model.intercept_ + SHIFT[kind], model.coef_[0]])


def probability(row, columns):
    return 1 / (1 + numpy.exp(-(row[0] + columns @ row[1:])))


def left_out(corpus, kind, judged, columns):
    """Of each text the probability by an ensemble that did not see its source either."""
    result = numpy.zeros(corpus.count)
    for number in range(corpus.fold.max() + 1):
        held = corpus.fold == number
        result[held] = probability(fit(corpus, kind, judged & corpus.left(number), columns), columns[held])
    return result


def interval(hits, of):
    """Wilson's, 95 %."""
    z, share = 1.959964, hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * numpy.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return middle - half, middle + half


def table(corpus, judged, alone, together):
    lines = ["| source | texts | without encoder | with encoder | 95 % | at 0.75 |", "|---|---|---|---|---|---|"]
    for label, name in ((1, "attacks"), (0, "harmless")):
        for source in sorted(set(corpus.source), key=lambda each: (each.startswith("own"), each)):
            q = judged & (corpus.source == source) & (corpus.label == label)
            if not q.any():
                continue
            low, high = interval((together[q] >= 0.5).sum(), q.sum())
            lines.append(
                f"| {name}: {source} | {q.sum()} | {numpy.mean(alone[q] >= 0.5):.3f} | {numpy.mean(together[q] >= 0.5):.3f} "
                f"| {max(0, low):.3f} to {high:.3f} | {numpy.mean(together[q] >= 0.75):.3f} |"
            )
    return "\n".join(lines)


def write(path, rows):
    with open(path, "w") as out:
        out.write("// Bias; signals, -log(1 - signals), families of signals, signals by log of windows; n-grams: highest, its positive\n")
        out.write("// part, mean, log of windows; encoder: highest, its positive part, mean, positive part by log of windows.\n")
        out.write("// Written by src/training/injection.\n")
        for name, row in rows.items():
            out.write(name + " " + " ".join(f"{each:.4f}" for each in row) + "\n")
