"""Makes what the head is trained on: for each word its bits, its vectors and its label.

    prepare.py ENCODER_JAR OUT ROWS.jsonl...      rows: {"text", "spans"[, "unsure": [[start, end]]]}

Writes OUT.npz: bits (n,) uint64, label (n,) int8 (-1 = unknown), first (texts + 1,), and OUT.states.npy (n, 3 * 384) float16:
the mean of each word's pieces after layers 3, 4 and 5.
"""

import json
import sys

import numpy

from encoder import Encoder
from words import look

LAYERS = (3, 4, 5)
ENTITIES = ["PERSON", "LOCATION", "ORGANIZATION", "ADDRESS", "NRP", "JOB_TITLE", "TITLE", "AGE", "ZIP_CODE"]


def vectors(encoder, text, words):
    """(words, 3 * 384): the mean over the pieces that lie in each word; zero where there is none."""
    sums = numpy.zeros((len(words), len(LAYERS) * 384), numpy.float32)
    counts = numpy.zeros(len(words), numpy.float32)
    at = 0
    for window in encoder.encode(text):
        states = numpy.concatenate([window.states[layer - 1] for layer in LAYERS], axis=1)
        for token, start in enumerate(window.tokens.starts):
            while at < len(words) and words[at].end <= start:
                at += 1
            if at < len(words) and words[at].start <= start:
                sums[at] += states[token]
                counts[at] += 1
    return sums / numpy.maximum(counts, 1)[:, None]


def labels(words, spans, unsure):
    out = numpy.zeros(len(words), numpy.int8)
    for span in spans:
        kind = ENTITIES.index(span["entity"])
        begun = False
        for i, word in enumerate(words):
            if word.start < span["end"] and word.end > span["start"]:
                out[i] = 2 + 2 * kind if begun else 1 + 2 * kind
                begun = True
    for start, end in unsure:
        for i, word in enumerate(words):
            if word.start < end and word.end > start and out[i] == 0:
                out[i] = -1
    return out


def main(jar, out, files):
    encoder = Encoder.from_jar(jar)
    bits, label, states, first = [], [], [], [0]
    for file in files:
        for line in open(file, encoding="utf-8"):
            row = json.loads(line)
            words = look(row["text"])
            if not words:
                continue
            bits.extend(word.bits for word in words)
            label.append(labels(words, row["spans"], row.get("unsure", ())))
            states.append(vectors(encoder, row["text"], words).astype(numpy.float16))
            first.append(first[-1] + len(words))
    numpy.savez(out + ".npz", bits=numpy.array(bits, numpy.uint64), label=numpy.concatenate(label), first=numpy.array(first))
    numpy.save(out + ".states.npy", numpy.concatenate(states))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
