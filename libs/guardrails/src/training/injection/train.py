"""Trains the injection classifiers and says how well they do on sources left out.

    train.py WORK RESOURCES     WORK: corpus.jsonl, features.bin (InjectionFeatures) and cache (features.py);
                                RESOURCES: folder of the weights

Scores of sources left out are kept in WORK and not made again.
"""

import pathlib
import sys

import numpy

import encoder_heads
import ensemble
import ngrams
from groups import FOLDS, Corpus

FAMILIES = 15


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
        weights, bias = fit(learned & ~held)
        steps, step = ngrams.quantised(weights)
        h, m, windows = ngrams.summed(features.windows @ (steps * step) + bias, features.owner, corpus.count)
        highest[held], mean[held] = h[held], m[held]
    ngrams.write(resource, *fit(learned))
    return {"highest": highest, "mean": mean, "windows": windows}


def encoder_scores(corpus, cache, kind, resource):
    given, learned = encoder_heads.Inputs(corpus, cache), corpus.learned_from(kind)
    encoder_heads.write(resource, given, encoder_heads.train(corpus, given, learned))
    highest, mean = numpy.zeros(corpus.count), numpy.zeros(corpus.count)
    for number in range(len(FOLDS)):
        held = corpus.fold == number
        h, m = encoder_heads.scores(corpus, given, encoder_heads.train(corpus, given, learned & ~held))
        highest[held], mean[held] = h[held], m[held]
    return {"highest": highest, "mean": mean}


def main():
    work, resources = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    corpus = Corpus(ngrams.corpus(work / "corpus.jsonl"))
    features = ngrams.Features(work / "features.bin", corpus.count, FAMILIES)
    signals, rows = features.signals[:, 0], {}
    for kind, suffix in (("callers", ""), ("documents", "-documents")):
        of_ngrams = kept(work / f"ngrams-{kind}.npz", lambda: ngram_scores(corpus, features, kind, resources / f"ngrams{suffix}.bin"))
        of_encoder = kept(work / f"encoder-{kind}.npz", lambda: encoder_scores(corpus, work / "cache", kind, resources / f"encoder{suffix}.bin"))
        scores = (of_ngrams["highest"], of_ngrams["mean"]), of_ngrams["windows"]
        alone = ensemble.inputs(signals, *scores)
        together = ensemble.inputs(signals, *scores, (of_encoder["highest"], of_encoder["mean"]))
        print(f"\n{kind}\n")
        print(ensemble.table(corpus, kind, ensemble.left_out(corpus, kind, alone), ensemble.left_out(corpus, kind, together)))
        rows[kind] = ensemble.fit(corpus, kind, corpus.judged(kind), alone)
        rows[f"{kind}-encoder"] = ensemble.fit(corpus, kind, corpus.judged(kind), together)
    ensemble.write(resources / "ensemble.txt", rows)


if __name__ == "__main__":
    main()
