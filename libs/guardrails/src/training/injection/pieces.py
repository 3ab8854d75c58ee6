"""Encoder features of the sentences of documents, as PieceReader.java sees them: of each piece of each window the mean
vectors of its tokens, and where it stands. Texts that were encoded before are taken from the cache.

    pieces.py JAR CORPUS CACHE    with encoder.py (the reference of the text encoder) on PYTHONPATH
"""

import json
import pathlib
import sys

import numpy

from encoder import Encoder, cuts
from features import key
from groups import Corpus

FEWEST, MOST = 5, 48  # tokens of a piece
LAYERS = (2, 3, 4, 5)
WINDOWS = 16
OF_A_SOURCE = 300


def boundaries(text, tokens):
    """Where pieces end, in tokens: after a sentence or a line, and where markup begins or ends."""
    ends, begin, count = [], 0, len(tokens)
    for at in range(1, count + 1):
        if at == count or at - begin >= MOST or (at - begin >= FEWEST and _ends(text, tokens, at)):
            if at == count and at - begin < FEWEST and ends:
                ends.pop()
            ends.append(at)
            begin = at
    return ends


def _ends(text, tokens, at):
    last, first = text[tokens.ends[at - 1] - 1], text[tokens.starts[at]]
    gap = text[tokens.ends[at - 1] : tokens.starts[at]]
    if "\n" in gap or last in '<>|{}"' or first in '<>|{}"':
        return True
    return (last in ".!?:;" and gap != "") or last in "。！？…"


def encode(encoder, text):
    tokens = encoder.tokenizer.tokenize(text)
    rows, spans, windows, means = [], [], [], []
    for number, (begin, end) in enumerate(cuts(text, tokens)[:WINDOWS]):
        window = encoder._window(tokens, begin, end)
        means.append(window.means[LAYERS, :])
        at = 0
        for to in boundaries(text, window.tokens):
            rows.append(window.states[LAYERS, at:to].mean(axis=1))
            spans.append((window.tokens.starts[at], window.tokens.ends[to - 1]))
            windows.append(number)
            at = to
    shape = (-1, len(LAYERS), 384)
    return (
        numpy.array(rows, dtype=numpy.float16).reshape(shape),
        numpy.array(means, dtype=numpy.float16).reshape(shape),
        numpy.array(spans, dtype=numpy.int32).reshape(-1, 2),
        numpy.array(windows, dtype=numpy.int32),
    )


def wanted(corpus):
    """Texts of third parties, and some of each other source that the documents' models learn from."""
    some, count = [], {}
    for number, learned in enumerate(corpus.learned_from("documents")):
        source = corpus.source[number], corpus.label[number]
        count[source] = count.get(source, 0) + 1
        if learned and (corpus.third[number] or count[source] <= OF_A_SOURCE):
            some.append(number)
    return some


def main():
    jar, path, cache = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    cache.mkdir(exist_ok=True)
    with open(path, encoding="utf-8", newline="\n") as file:
        corpus = Corpus([json.loads(line) for line in file])
    known = {name for shard in cache.glob("*.keys") for name in shard.read_text().split()}
    texts = {key(corpus.rows[i]["text"]): corpus.rows[i]["text"] for i in wanted(corpus)}
    todo = sorted(set(texts) - known)
    encoder = Encoder.from_jar(jar)
    for first in range(0, len(todo), 1000):
        batch = todo[first : first + 1000]
        rows, means, spans, windows = zip(*(encode(encoder, texts[k]) for k in batch))
        numpy.savez(
            cache / batch[0],
            rows=numpy.concatenate(rows),
            means=numpy.concatenate(means),
            spans=numpy.concatenate(spans),
            windows=numpy.concatenate(windows),
            of_rows=numpy.array([len(each) for each in rows]),
            of_means=numpy.array([len(each) for each in means]),
        )
        (cache / batch[0]).with_suffix(".keys").write_text("\n".join(batch))
        print(first + len(batch), "of", len(todo), flush=True)


if __name__ == "__main__":
    main()
