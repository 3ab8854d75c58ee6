"""Lists the words that `KnownWords` knows: those of the encoder's vocabulary, and those in capitals of texts that are learned from.

    vocabulary.py ENCODER_JAR CORPUS.tsv OUT.txt      CORPUS: of cascade_corpus.py
"""

import base64
import collections
import json
import re
import sys
import zipfile

MOST = 28_000


def main(jar, corpus, out):
    with zipfile.ZipFile(jar) as archive:
        name = next(n for n in archive.namelist() if n.endswith("tokenizer.json"))
        pieces = json.loads(archive.read(name))["model"]["vocab"]
    words = dict.fromkeys(w for w in pieces if w.isalpha() and len(w) > 1 and w.isascii())
    counts = collections.Counter()
    for line in open(corpus, encoding="utf-8"):
        split, _, _, text = line.rstrip("\n").split("\t")
        if split == "train":
            counts.update(set(w.lower() for w in re.findall(r"\b[^\W\d_]{3,}\b", base64.b64decode(text).decode())))
    for word, count in counts.most_common():
        if count > 1 and len(words) < MOST:
            words.setdefault(word)
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(words) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
