"""Trains the heads on the encoder's vectors and writes them.

    python3 train_heads.py FEATURES.npz heads.bin

One network with one hidden layer on the means of three layers, an output for each label. RealToxicityPrompts is measured
out of fold (five folds); public harmless texts on the half that is held, which also sets the thresholds.
"""

import struct
import sys
from pathlib import Path

import numpy
import torch

import corpus

LAYERS = [3, 5, 6]
HIDDEN = 64
FALSE_ALARMS = 0.0018
EPOCHS = 40
torch.manual_seed(7)
torch.set_num_threads(1)


def fit(x, y, weight):
    mean, deviation = x.mean(0), x.std(0) + 1e-4
    x = (x - mean) / deviation
    net = torch.nn.Sequential(torch.nn.Dropout(0.2), torch.nn.Linear(x.shape[1], HIDDEN), torch.nn.ReLU(),
                              torch.nn.Dropout(0.4), torch.nn.Linear(HIDDEN, y.shape[1]))
    optimizer = torch.optim.AdamW(net.parameters(), lr=1.5e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, epochs=EPOCHS, steps_per_epoch=(len(x) + 255) // 256)
    for _ in range(EPOCHS):
        order = torch.randperm(len(x))
        for begin in range(0, len(x), 256):
            batch = order[begin:begin + 256]
            loss = torch.nn.functional.binary_cross_entropy_with_logits(net(x[batch]), y[batch] * 0.97 + 0.01, weight[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    net.eval()
    first, last = net[1], net[4]
    # the scaling of the input becomes part of the first layer
    w = first.weight.detach() / deviation
    b = first.bias.detach() - w @ mean
    return w, b, last.weight.detach(), last.bias.detach()


def apply(model, x):
    w, b, v, c = model
    return torch.relu(x @ w.T + b) @ v.T + c


def main(features, out):
    file = numpy.load(features, allow_pickle=True)
    rows, owner = list(file["rows"]), file["owner"]
    x = torch.tensor(file["means"][:, [k - 1 for k in LAYERS], :].reshape(len(owner), -1).astype(numpy.float32))
    count = numpy.bincount(owner)
    y = torch.zeros(len(owner), len(corpus.LABELS))
    weight = torch.ones_like(y)
    for i, o in enumerate(owner):
        row = rows[o]
        for label in row["labels"]:
            y[i, corpus.LABELS.index(label)] = 1
        if row["known"] is not None:
            for k, label in enumerate(corpus.LABELS):
                weight[i, k] = 2.0 if label in row["known"] else 0.0
    # what is insulting may also be said in anger, and so on: own templates say nothing against their neighbours
    near = {"threat", "insult", "severe_toxicity", "profanity", "identity_attack", "sexually_explicit", "flirtation"}
    for i, o in enumerate(owner):
        row = rows[o]
        if row["source"] == "own" and near & set(row["labels"]):
            for k, label in enumerate(corpus.LABELS):
                if label in near and label not in row["labels"]:
                    weight[i, k] = 0.3
    source = numpy.array([rows[o]["source"] for o in owner])
    held = numpy.array([rows[o]["held"] == 1 for o in owner])
    labelled = numpy.array([bool(rows[o]["labels"]) for o in owner])
    usable = ~held & ~(labelled & (count[owner] > 1))
    fold = numpy.array([hash_fold(rows[o]["text"]) for o in owner])
    scores = torch.full((len(owner), len(corpus.LABELS)), -99.0)
    for part in range(5):
        chosen = torch.tensor(usable & ~((source == "rtp") & (fold == part)))
        model = fit(x[chosen], y[chosen], weight[chosen])
        mine = torch.tensor((source == "rtp") & (fold == part))
        scores[mine] = apply(model, x[mine])
    chosen = torch.tensor(usable)
    model = fit(x[chosen], y[chosen], weight[chosen])
    rest = torch.tensor(source != "rtp")
    scores[rest] = apply(model, x[rest])
    by_row = numpy.full((len(rows), len(corpus.LABELS)), -99.0)
    numpy.maximum.at(by_row, owner, scores.numpy())
    harmless = numpy.array([not r["labels"] for r in rows])
    kept = numpy.array([r["held"] == 1 for r in rows])
    thresholds = numpy.maximum(numpy.quantile(by_row[harmless & kept], 1 - FALSE_ALARMS, axis=0), -0.5)
    print(dict(zip(corpus.LABELS, thresholds.round(2))))
    over = by_row >= thresholds
    for name in sorted({r["source"] for r in rows}):
        mine = numpy.array([r["source"] == name for r in rows]) & harmless & (kept | (name == "own"))
        if mine.any():
            print("harmless", name, mine.sum(), over[mine].any(1).mean().round(4),
                  dict(zip(corpus.LABELS, over[mine].mean(0).round(4))))
    for name in ("rtp", "own"):
        for label in corpus.LABELS:
            mine = numpy.array([r["source"] == name and label in r["labels"] for r in rows])
            if mine.any():
                k = corpus.LABELS.index(label)
                print(name, label, mine.sum(), "any", over[mine].any(1).mean().round(3), "itself", over[mine, k].mean().round(3))
    write(out, model, thresholds)


def hash_fold(text):
    import zlib
    return zlib.crc32(b"fold" + text.encode()) % 5


def write(out, model, thresholds):
    w, b, v, c = [t.numpy() for t in model]
    with open(out, "wb") as file:
        file.write(struct.pack(">4i", len(LAYERS), w.shape[1] // len(LAYERS), HIDDEN, len(corpus.LABELS)))
        file.write(struct.pack(f">{len(LAYERS)}i", *LAYERS))
        file.write(w.astype(">f2").tobytes() + b.astype(">f4").tobytes() + v.astype(">f4").tobytes() + c.astype(">f4").tobytes())
        file.write(thresholds.astype(">f4").tobytes())
    print(Path(out).stat().st_size, "bytes")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
