"""Encoder features of a corpus, as Java sees them: for each window the mean vectors of each layer. Texts that were encoded
before are taken from the cache.

    features.py JAR CORPUS CACHE [PART OF]    with encoder.py (the reference of the text encoder) on PYTHONPATH
"""

import hashlib
import json
import pathlib
import sys

import numpy

from encoder import Encoder, cuts


def key(text):
    return hashlib.sha1(text.encode()).hexdigest()


def encode(encoder, text, windows=24):
    tokens = encoder.tokenizer.tokenize(text)
    means = [encoder._window(tokens, begin, end).means for begin, end in cuts(text, tokens)[:windows]]
    return numpy.array(means, dtype=numpy.float16).reshape(-1, 6, 384)


def main():
    jar, corpus, cache = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    part, of = (int(sys.argv[4]), int(sys.argv[5])) if len(sys.argv) > 4 else (0, 1)
    cache.mkdir(exist_ok=True)
    known = {name for shard in cache.glob("*.keys") for name in shard.read_text().split()}
    with open(corpus, encoding="utf-8", newline="\n") as file:
        texts = {key(text): text for text in (json.loads(line)["text"] for line in file)}
    todo = [k for i, k in enumerate(sorted(texts)) if k not in known and i % of == part]
    encoder = Encoder.from_jar(jar)
    for first in range(0, len(todo), 1000):
        batch = todo[first : first + 1000]
        made = [encode(encoder, texts[k]) for k in batch]
        name = cache / f"{batch[0]}-{part}"
        numpy.savez(name, means=numpy.concatenate(made), windows=numpy.array([len(each) for each in made]))
        name.with_suffix(".keys").write_text("\n".join(batch))
        print(first + len(batch), "of", len(todo), flush=True)


if __name__ == "__main__":
    main()
