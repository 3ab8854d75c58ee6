"""The head on the encoder for documents: it looks at each sentence beside the window that it stands in, so that a request
does not drown in what surrounds it. Where a text says what was planted in it, its sentences are told apart in training."""

import hashlib
import pathlib
import struct

import numpy
import torch

from ngrams import summed

COMPONENTS, UNITS, EPOCHS, ROUNDS, BATCH = 256, 32, 3, 2, 512
CONTEXT_LAYERS = (1, 3)  # of LAYERS in pieces.py
OVERLAP = 0.6


class Inputs:
    """The vectors of the pieces of those texts that have some, whitened in part."""

    def __init__(self, corpus, cache):
        self.has = numpy.zeros(corpus.count, dtype=bool)
        vectors, self.owner, spans = _cached(corpus, cache, self.has)
        self.planted = _planted(corpus, self.owner, spans)
        self.mean, self.deviation = vectors.mean(0), vectors.std(0) + 1e-6
        vectors -= self.mean
        vectors /= self.deviation
        some = vectors[numpy.random.default_rng(0).permutation(len(vectors))[:30000]]
        values, directions = numpy.linalg.eigh(some.T @ some / len(some))
        kept = (directions[:, -COMPONENTS:] * (values[-COMPONENTS:] + 1e-3) ** -0.25).astype(numpy.float32)
        reduced = vectors @ kept
        self.projection = kept / reduced.std()
        self.values = torch.from_numpy((reduced / reduced.std()).astype(numpy.float32))


def _cached(corpus, cache, has):
    place = {}
    for row, text in enumerate(corpus.rows):
        place.setdefault(hashlib.sha1(text["text"].encode()).hexdigest(), []).append(row)
    vectors, owners, spans = [], [], []
    for shard in sorted(pathlib.Path(cache).glob("*.npz")):
        data = numpy.load(shard)
        ends, window_ends = numpy.cumsum(data["of_rows"]), numpy.cumsum(data["of_means"])
        context = data["means"][:, CONTEXT_LAYERS]
        offsets = numpy.repeat(window_ends - data["of_means"], data["of_rows"])
        whole = numpy.concatenate([data["rows"], context[data["windows"] + offsets]], 1)
        for number, key in enumerate(shard.with_suffix(".keys").read_text().split()):
            begin, end = ends[number] - data["of_rows"][number], ends[number]
            for row in place.get(key, []) if end > begin else []:
                has[row] = True
                vectors.append(whole[begin:end].reshape(end - begin, -1))
                owners.append(numpy.full(end - begin, row))
                spans.append(data["spans"][begin:end])
    return numpy.concatenate(vectors).astype(numpy.float32), numpy.concatenate(owners), numpy.concatenate(spans)


def _planted(corpus, owner, spans):
    """Of each piece: 1 where it lies in what was planted, 0 beside it, -1 where that is not known, or both."""
    result = numpy.full(len(owner), -1)
    for number in numpy.flatnonzero(numpy.array(["payload" in row for row in corpus.rows])[owner]):
        row = corpus.rows[owner[number]]
        begin = row["text"].find(row["payload"])
        if begin >= 0:
            low, high = spans[number]
            inside = (min(high, begin + len(row["payload"])) - max(low, begin)) / max(1, high - low)
            result[number] = 1 if inside >= OVERLAP else 0 if inside <= 0 else -1
    return result


def train(corpus, inputs, keep):
    torch.manual_seed(0)
    chosen = numpy.flatnonzero(keep[inputs.owner])
    owner, x, planted = inputs.owner[chosen], inputs.values[chosen], inputs.planted[chosen]
    known = numpy.zeros(corpus.count, dtype=bool)
    known[owner[planted == 1]] = True
    y = numpy.where(known[owner], planted == 1, corpus.label[owner] == 1).astype(numpy.float32)
    used = ~known[owner] | (planted >= 0)
    weights, attack = corpus.weights * keep, corpus.label == 1
    weights = weights * numpy.where(attack, 0.8 * weights[~attack].sum() / weights[attack].sum(), 1)
    group = owner * 2 + (y == 1)
    share = used / numpy.maximum(1, numpy.bincount(group, weights=used, minlength=2 * corpus.count)[group])
    for _ in range(ROUNDS):
        each = torch.tensor(weights[owner] * share * numpy.where(known[owner] & (y == 0), 0.5, 1), dtype=torch.float32)
        head = _fit(x, torch.from_numpy(y), each / each.mean())
        with torch.no_grad():
            logits = head(x)[:, 0].numpy()
        best = numpy.full(2 * corpus.count, -numpy.inf)
        numpy.maximum.at(best, group, numpy.where(used, logits, -numpy.inf))
        soft = numpy.where(used, numpy.exp(numpy.minimum(0, logits - numpy.where(used, best[group], 0))), 0)
        # in what is known to be planted every sentence counts; else the one that looks most like it
        share = numpy.where(known[owner] & (y == 1), share, soft / numpy.bincount(group, weights=soft, minlength=2 * corpus.count)[group].clip(1e-9))
    return head


def _fit(x, y, weights):
    head = torch.nn.Sequential(
        torch.nn.Dropout(0.1), torch.nn.Linear(COMPONENTS, UNITS), torch.nn.ReLU(), torch.nn.Linear(UNITS, 1)
    )
    optimizer = torch.optim.AdamW(head.parameters(), lr=3e-3, weight_decay=1e-3)
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
    """As SentenceClassifier reads it: whitening and projection are part of the weights; of each layer the sentence, then
    of the context's layers the window."""
    state = {name: value.numpy() for name, value in head.state_dict().items()}
    weights = state["1.weight"] @ inputs.projection.T / inputs.deviation
    biases = state["1.bias"] - weights @ inputs.mean
    steps = numpy.abs(weights).max(1) / 32767
    with open(path, "wb") as out:
        out.write(struct.pack(">i", UNITS))
        for step, bias, row in zip(steps, biases, weights):
            out.write(struct.pack(">ff", step, bias) + numpy.round(row / step).astype(">i2").tobytes())
        out.write(struct.pack(">f", float(state["3.bias"][0])) + state["3.weight"][0].astype(">f4").tobytes())
