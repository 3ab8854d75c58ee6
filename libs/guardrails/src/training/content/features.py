"""Runs the encoder once over the corpus and keeps what the heads see of each window.

    python3 features.py ENCODER.jar DATA OUT.npz
"""

import sys

import numpy

import corpus
from encoder import Encoder  # beside libs/text-embeddings; the same numbers as in Java

encoder = Encoder.from_jar(sys.argv[1])
rows = corpus.rows(sys.argv[2])
means, owner = [], []
for i, row in enumerate(rows):
    for window in encoder.encode(row["text"]):
        means.append(window.means.astype(numpy.float16))
        owner.append(i)
    if i % 1000 == 0:
        print(i, len(rows), flush=True)
numpy.savez(sys.argv[3], means=numpy.stack(means), owner=numpy.array(owner), rows=numpy.array(rows, dtype=object))
