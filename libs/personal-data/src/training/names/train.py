"""Trains the head on prepared sets, measures it on held-out ones, and writes its weights.

    train.py FOLDER EPOCHS OUT.bin
"""

import pathlib
import struct
import sys

import numpy

from head import AXES, FEATURES, HIDDEN, REACH, SECOND, STATES, TAGS, Head, decode, log_softmax, spans, unpack
from prepare import ENTITIES
from words import LISTS, SHAPES

TRAIN = {"own": 1, "anon": 1, "wnut": 1, "plain": 0.35}  # share of the texts in an epoch
HELD_OUT = ["own-held-out", "anon-held-out", "wnut-test"]
PADDING = 3
BATCH = 32


class Set:
    def __init__(self, path):
        data = numpy.load(f"{path}.npz")
        self.bits, self.label, self.first = data["bits"], data["label"].astype(numpy.int64), data["first"]
        self.states = numpy.load(f"{path}.states.npy", mmap_mode="r")

    def project(self, mean, axes):
        """Keeps of the states only what they are along the axes."""
        parts = [(numpy.asarray(self.states[i : i + 8192], numpy.float32) - mean) @ axes.T for i in range(0, len(self.states), 8192)]
        self.states = numpy.concatenate(parts).astype(numpy.float16)

    def __len__(self):
        return len(self.first) - 1

    def text(self, i):
        a, b = self.first[i], self.first[i + 1]
        return self.states[a:b], self.bits[a:b], self.label[a:b]


def batch(texts, rng=None):
    """Texts one after the other with padding between; in training some of what the lists know is forgotten, since the
    generator's names are all in the lists, and people's are not."""
    states, bits, label, inside = [], [], [], []
    lists = sum(1 << (len(SHAPES) + i) for i in range(len(LISTS)))
    names = sum(1 << (len(SHAPES) + LISTS.index(n)) for n in ("given", "family", "city", "organization"))
    for s, b, l in texts:
        if rng is not None:
            roll = rng.random()
            if roll < 0.1:
                b = b & numpy.uint64(~lists & (1 << 64) - 1)
            elif roll < 0.45:
                b = b & numpy.uint64(~names & (1 << 64) - 1)
            b = numpy.where(rng.random(len(b)) < 0.1, b & numpy.uint64(~names & (1 << 64) - 1), b)
        states.append(s.astype(numpy.float32))
        bits.append(unpack(b))
        label.append(l)
        inside.append(numpy.ones(len(l), numpy.float32))
        for values, width in ((states, AXES), (bits, FEATURES)):
            values.append(numpy.zeros((PADDING, width), numpy.float32))
        label.append(numpy.full(PADDING, -1))
        inside.append(numpy.zeros(PADDING, numpy.float32))
    return [numpy.concatenate(v) for v in (states, bits, label, inside)]


def measure(head, name, data):
    counts = numpy.zeros((len(ENTITIES), 3))
    for i in range(len(data)):
        states, bits, label, inside = batch([data.text(i)])
        path, p = decode(head(states, bits, inside)[:-PADDING])
        want = {(k, a, b) for k, a, b, _ in spans([max(0, int(x)) for x in label[:-PADDING]], p)}
        got = {(k, a, b) for k, a, b, _ in spans(path, p)}
        unsure = {j for j, x in enumerate(label[:-PADDING]) if x == -1}
        got = {g for g in got if not unsure & set(range(g[1], g[2]))}
        for column, found in enumerate((want & got, got, want)):
            for k, *_ in found:
                counts[k, column] += 1
    told = []
    for k, (hit, found, there) in enumerate(counts):
        if there:
            p, r = hit / max(found, 1), hit / there
            told.append(f"{ENTITIES[k][:6]} {p:.3f}/{r:.3f}")
    print(name, " ".join(told), flush=True)


def fit_temperature(head, sets):
    logits, labels = [], []
    for data in sets:
        for i in range(len(data)):
            states, bits, label, inside = batch([data.text(i)])
            known = label >= 0
            logits.append(head(states, bits, inside)[known])
            labels.append(label[known])
    logits, labels = numpy.concatenate(logits), numpy.concatenate(labels)
    each = numpy.arange(len(labels))
    losses = {t: float(-log_softmax(logits / t)[each, labels].mean()) for t in (0.8, 1, 1.25, 1.5, 2, 2.5, 3)}
    print("temperature", losses)
    return min(losses, key=losses.get)


def principal(sample):
    """The mean, and the axes along which states differ most, scaled so that they differ by 1."""
    mean = sample.mean(0)
    values, vectors = numpy.linalg.eigh(numpy.cov((sample - mean).T))
    return mean, (vectors[:, -AXES:] / numpy.sqrt(values[-AXES:])).T.astype(numpy.float32)


def export(head, mean, axes, temperature, out):
    """Big-endian: the sizes as ints, then for each layer the bias as floats, and for each of its outputs a scale
    (float), then the weights as bytes, input by input. The axes and the temperature are folded in."""
    w1, b1, w2, b2, w3, b3 = head.weights
    w1 = numpy.concatenate([axes.T @ w1[:AXES], w1[AXES:]])
    layers = [(w1, b1 - mean @ w1[:STATES]), (w2, b2), (w3 / temperature, b3 / temperature)]
    with open(out, "wb") as file:
        file.write(struct.pack(">6i", STATES, FEATURES, REACH, HIDDEN, SECOND, TAGS))
        for weights, bias in layers:
            quantum = numpy.abs(weights).max(0) / 127
            file.write(bias.astype(">f4").tobytes() + quantum.astype(">f4").tobytes())
            file.write(numpy.rint(weights / quantum).astype(numpy.int8).tobytes())


def main(folder, epochs, out):
    folder, rng = pathlib.Path(folder), numpy.random.default_rng(5)
    sets = {name: Set(folder / name) for name in TRAIN if (folder / f"{name}.npz").exists()}
    held_out = {name: Set(folder / name) for name in HELD_OUT if (folder / f"{name}.npz").exists()}
    sample = numpy.concatenate([numpy.asarray(s.states[:: max(1, len(s.states) // 8000)], numpy.float32) for s in sets.values()])
    mean, axes = principal(sample)
    for data in [*sets.values(), *held_out.values()]:
        data.project(mean, axes)
    print("projected", flush=True)
    size = sum(int(len(s) * TRAIN[name]) for name, s in sets.items())
    head = Head(rng)
    steps = epochs * size // BATCH
    for epoch in range(epochs):
        order = [(n, i) for n, s in sets.items() for i in rng.choice(len(s), int(len(s) * TRAIN[n]), replace=False)]
        rng.shuffle(order)
        total = 0.0
        for at in range(0, len(order) - BATCH + 1, BATCH):
            texts = [sets[name].text(int(i)) for name, i in order[at : at + BATCH]]
            states, bits, label, inside = batch(texts, rng)
            rate = 2e-3 * min(1, (head.steps + 1) / 200) * (1 - head.steps / (steps + 1))
            total += head.learn(states, bits, inside, label, rate)
        print("epoch", epoch, total * BATCH / len(order), flush=True)
        if epoch % 4 == 3 or epoch == epochs - 1:
            for name, data in held_out.items():
                measure(head, name, data)
    temperature = fit_temperature(head, held_out.values())
    export(head, mean, axes, temperature, out)
    numpy.savez(out + ".npz", *head.weights, mean=mean, axes=axes)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
