"""The network on the encoder's vectors and the words' traits, and how its answers become spans.

word input: states (3 * 384) and traits of the words from 3 before to 3 after (7 * FEATURES bits)
  -> HIDDEN, relu -> words from 1 before to 1 after (3 * HIDDEN) -> SECOND, relu -> one score per tag (outside, begin, inside of each entity)
"""

import numpy
import torch
from torch import nn

from prepare import ENTITIES
from words import FEATURES

HIDDEN, SECOND, REACH = 128, 64, 3
STATES = 3 * 384
AXES = 320  # of the states, in training; folded into the weights afterwards
TAGS = 1 + 2 * len(ENTITIES)


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(AXES + (2 * REACH + 1) * FEATURES, HIDDEN)
        self.second = nn.Linear(3 * HIDDEN, SECOND)
        self.last = nn.Linear(SECOND, TAGS)
        self.drop = nn.Dropout(0.2)

    def forward(self, states, bits, inside):
        """inside: 0 for the padding between texts, where hidden values are zero."""
        hidden = torch.relu(self.first(torch.cat([self.drop(states), around(bits, REACH)], 1))) * inside[:, None]
        hidden = torch.relu(self.second(self.drop(around(hidden, 1))))
        return self.last(self.drop(hidden))


def around(rows, reach):
    """Each row beside those before and after it; zeros beyond the ends."""
    padded = torch.nn.functional.pad(rows, (0, 0, reach, reach))
    return torch.cat([padded[i : i + len(rows)] for i in range(2 * reach + 1)], 1)


def unpack(bits):
    """(n,) uint64 -> (n, FEATURES) float32."""
    return ((bits[:, None] >> numpy.arange(FEATURES, dtype=numpy.uint64)) & numpy.uint64(1)).astype(numpy.float32)


def decode(logits):
    """The best allowed sequence of tags, and each entity's probability at each word."""
    logp = torch.log_softmax(torch.as_tensor(logits), 1).numpy()
    n, tags = logp.shape
    score, back = logp[0].copy(), numpy.zeros((n, tags), numpy.int64)
    score[2::2] = -1e9  # nothing begins inside
    for i in range(1, n):
        best = int(score.argmax())
        step = logp[i] + score[best]
        back[i] = best
        for tag in range(2, tags, 2):
            before = tag if score[tag] > score[tag - 1] else tag - 1
            step[tag] = logp[i, tag] + score[before]
            back[i, tag] = before
        score = step
    path = [int(score.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    p = numpy.exp(logp)
    return path[::-1], p[:, 1::2] + p[:, 2::2]


def spans(path, probability):
    """[(entity, from, to, score)] in words; the score is the least probability of its words."""
    out = []
    for i, tag in enumerate(path):
        if tag % 2 == 1:
            out.append([(tag - 1) // 2, i, i + 1])
        elif tag and out:
            out[-1][2] = i + 1
    return [(k, a, b, float(probability[a:b, k].min())) for k, a, b in out]
