"""Encoder features of a corpus, as Java sees them: for each window the mean vectors of each layer, for each sentence of a
window the mean of its tokens' vectors of the upper layers. Texts that were encoded before are taken from the cache.

    features.py JAR CORPUS CACHE [PART OF]    with encoder.py (the reference of the text encoder) on PYTHONPATH
"""

import hashlib
import json
import pathlib
import sys

import numpy

from encoder import Encoder

SENTENCE_LAYERS = (3, 4, 5)
FEWEST_TOKENS = 3


def key(text):
    return hashlib.sha1(text.encode()).hexdigest()


def sentences(text, tokens):
    """(from, to) in tokens: a sentence ends at a line break, or at . ! ? before a space."""
    begin = 0
    for at in range(1, len(tokens) + 1):
        ends = at == len(tokens)
        if not ends:
            gap = text[tokens.ends[at - 1] : tokens.starts[at]]
            ends = "\n" in gap or (gap != "" and text[tokens.ends[at - 1] - 1] in ".!?") or text[tokens.ends[at - 1] - 1] in "。！？"
        if ends:
            if at - begin >= FEWEST_TOKENS:
                yield begin, at
            begin = at


def encode(encoder, text, windows=24):
    means, parts, owner = [], [], []
    tokens = encoder.tokenizer.tokenize(text)
    from encoder import cuts

    for number, (begin, end) in enumerate(cuts(text, tokens)[:windows]):
        window = encoder._window(tokens, begin, end)
        means.append(window.means)
        for a, b in sentences(text, window.tokens):
            parts.append(window.states[list(SENTENCE_LAYERS), a:b].mean(axis=1))
            owner.append(number)
    shape = (len(SENTENCE_LAYERS), 384)
    return (
        numpy.array(means, dtype=numpy.float16).reshape(-1, 6, 384),
        numpy.array(parts, dtype=numpy.float16).reshape(-1, *shape),
        numpy.array(owner, dtype=numpy.int16),
    )


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
        numpy.savez(
            name,
            means=numpy.concatenate([m for m, _, _ in made]),
            parts=numpy.concatenate([p for _, p, _ in made]),
            owner=numpy.concatenate([o for _, _, o in made]),
            windows=numpy.array([len(m) for m, _, _ in made]),
            sentences=numpy.array([len(p) for _, p, _ in made]),
        )
        name.with_suffix(".keys").write_text("\n".join(batch))
        print(first + len(batch), "of", len(todo), flush=True)


if __name__ == "__main__":
    main()
