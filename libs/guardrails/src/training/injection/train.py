"""Trains the injection classifiers and says how well they do on sources left out.

    train.py WORK RESOURCES     WORK: corpus.jsonl, features.bin (InjectionFeatures), cache (features.py) and pieces
                                (pieces.py); RESOURCES: folder injection of the weights

Scores of sources left out are kept in WORK and not made again.
"""

import pathlib
import sys

import numpy

import encoder_heads
import ensemble
import ngrams
import sentence_head
from groups import FOLDS, Corpus

FAMILIES, TELLING = 16, 0.18


def kept(path, make):
    if not path.exists():
        numpy.savez(path, **make())
    return numpy.load(path)


def ngram_scores(corpus, features, kind, resource):
    learned = corpus.learned_from(kind)

    def fit(keep):
        chosen, rows = numpy.flatnonzero(keep), keep[features.owner]
        place = numpy.full(corpus.count, -1)
        place[chosen] = numpy.arange(len(chosen))
        labels, weights = corpus.label[chosen], corpus.weights[chosen].copy()
        weights[labels == 1] *= 0.8 * weights[labels == 0].sum() / weights[labels == 1].sum()
        return ngrams.train(features.windows[rows], place[features.owner[rows]], labels, weights)

    highest, mean = numpy.zeros(corpus.count), numpy.zeros(corpus.count)
    for number in range(len(FOLDS)):
        held = corpus.fold == number
        weights, bias = fit(learned & corpus.left(number))
        steps, step = ngrams.quantised(weights)
        h, m, _ = ngrams.summed(features.windows @ (steps * step) + bias, features.owner, corpus.count)
        highest[held], mean[held] = h[held], m[held]
    ngrams.write(resource, *fit(learned))
    return {"highest": highest, "mean": mean}


def encoder_scores(corpus, head, given, kind, resource):
    learned = corpus.learned_from(kind) & given.has
    head.write(resource, given, head.train(corpus, given, learned))
    highest, mean = numpy.full(corpus.count, -numpy.inf), numpy.zeros(corpus.count)
    for number in range(len(FOLDS)):
        held = (corpus.fold == number) & given.has
        h, m = head.scores(corpus, given, head.train(corpus, given, learned & corpus.left(number)))
        highest[held], mean[held] = h[held], m[held]
    return {"highest": highest, "mean": mean, "has": given.has}


def main():
    work, resources = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    corpus = Corpus(ngrams.corpus(work / "corpus.jsonl"))
    features = ngrams.Features(work / "features.bin", corpus.count, FAMILIES)
    signals, families, rows = features.signals[:, 0], (features.signals[:, 1:] > TELLING).sum(1), {}
    models = {
        "documents": ("ngram/ngrams-documents.bin", sentence_head, "pieces", "encoder/sentences.bin"),
        "callers": ("ngram/ngrams.bin", encoder_heads, "cache", "encoder/encoder.bin"),
    }
    for kind, (of_words, head, cache, of_sense) in models.items():
        of_ngrams = kept(work / f"ngrams-{kind}.npz", lambda: ngram_scores(corpus, features, kind, resources / of_words))
        of_encoder = kept(
            work / f"encoder-{kind}.npz",
            lambda: encoder_scores(corpus, head, head.Inputs(corpus, work / cache), kind, resources / of_sense),
        )
        scores = (of_ngrams["highest"], of_ngrams["mean"]), features.windows_of_texts()
        alone = ensemble.inputs(signals, families, *scores)
        together = ensemble.inputs(signals, families, *scores, (of_encoder["highest"], of_encoder["mean"]))
        judged = corpus.judged(kind) & of_encoder["has"]
        print(f"\n{kind}\n")
        print(ensemble.table(corpus, judged, *(ensemble.left_out(corpus, kind, judged, each) for each in (alone, together))))
        rows[kind] = ensemble.fit(corpus, kind, judged, alone)
        rows[f"{kind}-encoder"] = ensemble.fit(corpus, kind, judged, together)
    ensemble.write(resources / "ensemble.txt", rows)


if __name__ == "__main__":
    main()
