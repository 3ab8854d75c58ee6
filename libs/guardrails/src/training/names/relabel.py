"""Gives the unknown words of unlabelled texts the labels that a trained head is sure of.

    relabel.py FOLDER SET HEAD.npz OUT      writes FOLDER/OUT.npz; the states are SET's
"""

import pathlib
import sys

import numpy

from head import Head, decode, spans
from train import PADDING, Set, batch

SURE, SURELY_NOTHING = 0.9, 0.95


def main(folder, name, weights, out):
    folder, saved = pathlib.Path(folder), numpy.load(weights)
    head = Head(numpy.random.default_rng(0))
    head.weights = [saved[f"arr_{i}"] for i in range(6)]
    data = Set(folder / name)
    data.project(saved["mean"], saved["axes"])
    labels = data.label.copy()
    for i in range(len(data)):
        states, bits, label, inside = batch([data.text(i)])
        path, p = decode(head(states, bits, inside)[:-PADDING])
        known = label[:-PADDING].copy()
        nothing = p.sum(1) < 1 - SURELY_NOTHING
        known[(known == -1) & nothing] = 0
        for kind, a, b, score in spans(path, p):
            if score >= SURE and (label[a:b] == -1).any():
                known[a:b] = 2 + 2 * kind
                known[a] = 1 + 2 * kind
        labels[data.first[i] : data.first[i + 1]] = known
    numpy.savez(folder / f"{out}.npz", bits=data.bits, label=labels.astype(numpy.int8), first=data.first)
    print((data.label == -1).sum(), "unknown before,", (labels == -1).sum(), "after,", (labels > 0).sum(), "named")


if __name__ == "__main__":
    main(*sys.argv[1:])
