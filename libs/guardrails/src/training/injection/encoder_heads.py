"""The head on the encoder for callers: it looks at the mean vectors of windows."""

import hashlib
import pathlib
import struct

import numpy
import torch

from ngrams import summed

COMPONENTS, UNITS, EPOCHS, ROUNDS, BATCH = 256, 32, 4, 2, 256
WINDOW_LAYERS = (2, 3, 4, 5)


class Inputs:
    """The vectors of the windows of all texts, whitened in part; which text each belongs to."""

    def __init__(self, corpus, cache):
        vectors, self.owner = _cached(corpus, cache)
        self.has = numpy.ones(corpus.count, dtype=bool)
        self.mean, self.deviation = vectors.mean(0), vectors.std(0) + 1e-6
        vectors = (vectors - self.mean) / self.deviation
        some = vectors[numpy.random.default_rng(0).permutation(len(vectors))[:30000]]
        values, directions = numpy.linalg.eigh(some.T @ some / len(some))
        kept = directions[:, -COMPONENTS:] * (values[-COMPONENTS:] + 1e-3) ** -0.25
        reduced = vectors @ kept
        self.projection = (kept / reduced.std()).astype(numpy.float32)
        self.values = torch.from_numpy((reduced / reduced.std()).astype(numpy.float32))


def _cached(corpus, cache):
    place, vectors, first = {}, [], 0
    for shard in sorted(pathlib.Path(cache).glob("*.npz")):
        data = numpy.load(shard)
        vectors.append(data["means"][:, WINDOW_LAYERS])
        for key, size in zip(shard.with_suffix(".keys").read_text().split(), data["windows"]):
            place[key] = (first, first + size)
            first += size
    rows, owner = [], []
    for number, row in enumerate(corpus.rows):
        begin, end = place[hashlib.sha1(row["text"].encode()).hexdigest()]
        rows += range(begin, end)
        owner += [number] * (end - begin)
    chosen = numpy.concatenate(vectors)[numpy.array(rows)]
    return chosen.reshape(len(rows), -1).astype(numpy.float32), numpy.array(owner)


def train(corpus, inputs, keep):
    torch.manual_seed(0)
    chosen = numpy.flatnonzero(keep[inputs.owner])
    owner, x = inputs.owner[chosen], inputs.values[chosen]
    y = torch.tensor(corpus.label[owner], dtype=torch.float32)
    weights, attack = corpus.weights * keep, corpus.label == 1
    weights = weights * numpy.where(attack, 0.8 * weights[~attack].sum() / weights[attack].sum(), 1)
    share = 1 / numpy.bincount(owner, minlength=corpus.count)[owner]
    for _ in range(ROUNDS):
        each = torch.tensor(weights[owner] * share, dtype=torch.float32)
        head = _fit(x, y, each / each.mean())
        with torch.no_grad():
            logits = head(x)[:, 0].numpy()
        best = numpy.full(corpus.count, -numpy.inf)
        numpy.maximum.at(best, owner, logits)
        soft = numpy.exp(numpy.minimum(0, logits - best[owner]))
        share = soft / numpy.bincount(owner, weights=soft, minlength=corpus.count)[owner]
    return head


def _fit(x, y, weights):
    head = torch.nn.Sequential(
        torch.nn.Dropout(0.1), torch.nn.Linear(COMPONENTS, UNITS), torch.nn.ReLU(), torch.nn.Linear(UNITS, 1)
    )
    optimizer = torch.optim.AdamW(head.parameters(), lr=2e-3, weight_decay=1e-3)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1, 0.05, EPOCHS * (len(x) // BATCH))
    head.train()
    for _ in range(EPOCHS):
        order = torch.randperm(len(x))
        for first in range(0, len(x) - BATCH + 1, BATCH):
            part = order[first : first + BATCH]
            loss = torch.nn.functional.binary_cross_entropy_with_logits(head(x[part])[:, 0], y[part], weight=weights[part])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return head.eval()


def scores(corpus, inputs, head):
    with torch.no_grad():
        return summed(head(inputs.values)[:, 0].numpy(), inputs.owner, corpus.count)[:2]


def write(path, inputs, head):
    """As EncoderClassifier reads it: whitening and projection are part of the weights."""
    state = {name: value.numpy() for name, value in head.state_dict().items()}
    weights = state["1.weight"] @ inputs.projection.T / inputs.deviation
    biases = state["1.bias"] - weights @ inputs.mean
    steps = numpy.abs(weights).max(1) / 32767
    with open(path, "wb") as out:
        out.write(struct.pack(">iii", len(WINDOW_LAYERS), WINDOW_LAYERS[0] + 1, UNITS))
        for step, bias, row in zip(steps, biases, weights):
            out.write(struct.pack(">ff", step, bias) + numpy.round(row / step).astype(">i2").tobytes())
        out.write(struct.pack(">f", float(state["3.bias"][0])) + state["3.weight"][0].astype(">f4").tobytes())
