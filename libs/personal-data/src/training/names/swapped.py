"""Writes sentences in which words in capitals were replaced by others, so that `NameTagger` learns what the head makes of words that
few texts have: `swapped.py CORPUS.tsv VOCABULARY.txt COUNT OUT.tsv`, in the form of `cascade_corpus.py`."""

import base64
import random
import re
import sys

from gazetteer import FAMILY, GIVEN

WORD = re.compile(r"\b[A-Z][a-z]{2,}\b")


def main(corpus, vocabulary, count, out):
    rng = random.Random(4)
    words = open(vocabulary, encoding="utf-8").read().split()
    names = [n for table in (GIVEN, FAMILY) for of in table.values() for n in of if n.isascii() and len(n) > 3]

    def other(_):
        roll = rng.random()
        if roll < 0.4:
            return rng.choice(words).capitalize()
        if roll < 0.6:
            return rng.choice(names)
        if roll < 0.9:
            a, b = rng.choice(names), rng.choice(names)
            return a[: len(a) // 2 + 1] + b[len(b) // 2 :].lower()
        return "".join(rng.choice(words)[: rng.choice((2, 3, 4))] for _ in range(2)).capitalize()

    texts = []
    for line in open(corpus, encoding="utf-8"):
        split, name, _, text = line.rstrip("\n").split("\t")
        if split != "train" or name in ("languages", "programs"):
            continue
        text = base64.b64decode(text).decode()
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", text):
            if 25 < len(sentence) < 220 and WORD.search(sentence[1:]):
                texts.append(sentence)
    rng.shuffle(texts)
    with open(out, "w", encoding="utf-8") as file:
        for text in texts[: int(count)]:
            text = text[0] + WORD.sub(lambda m: other(m) if rng.random() < 0.75 else m.group(), text[1:])
            text = text.lower() if rng.random() < 0.15 else text
            file.write("\t".join(("train", "swapped", "?", base64.b64encode(text.encode()).decode())) + "\n")
    print(len(texts))


if __name__ == "__main__":
    main(*sys.argv[1:])
