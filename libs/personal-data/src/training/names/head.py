"""The network on the encoder's vectors and the words' traits, how it learns, and how its answers become spans.

word input: states (along AXES) and traits of the words from 3 before to 3 after (7 * FEATURES bits)
  -> HIDDEN, relu -> words from 1 before to 1 after (3 * HIDDEN) -> SECOND, relu -> one score per tag (outside, begin, inside of each entity)

Plain numpy: forward, backward and Adam.
"""

import numpy

from prepare import ENTITIES
from words import FEATURES

HIDDEN, SECOND, REACH = 128, 64, 3
STATES = 3 * 384
AXES = 320  # of the states, in training; folded into the weights afterwards
TAGS = 1 + 2 * len(ENTITIES)
DROP = 0.2


def around(rows, reach):
    """Each row beside those before and after it; zeros beyond the ends."""
    padded = numpy.pad(rows, ((reach, reach), (0, 0)))
    return numpy.concatenate([padded[i : i + len(rows)] for i in range(2 * reach + 1)], 1)


def around_back(gradient, reach):
    """The gradient of the rows from that of each beside its neighbours."""
    width = gradient.shape[1] // (2 * reach + 1)
    n = len(gradient)
    padded = numpy.zeros((n + 2 * reach, width), gradient.dtype)
    for i in range(2 * reach + 1):
        padded[i : i + n] += gradient[:, i * width : (i + 1) * width]
    return padded[reach : reach + n]


def log_softmax(logits):
    shifted = logits - logits.max(1, keepdims=True)
    return shifted - numpy.log(numpy.exp(shifted).sum(1, keepdims=True))


class Head:
    def __init__(self, rng):
        sizes = [(AXES + (2 * REACH + 1) * FEATURES, HIDDEN), (3 * HIDDEN, SECOND), (SECOND, TAGS)]
        self.rng, self.steps = rng, 0
        self.weights = []
        for inputs, outputs in sizes:
            self.weights.append((rng.standard_normal((inputs, outputs)) * numpy.sqrt(2 / inputs)).astype(numpy.float32))
            self.weights.append(numpy.zeros(outputs, numpy.float32))
        self.moments = [(numpy.zeros_like(w), numpy.zeros_like(w)) for w in self.weights]

    def _dropped(self, values, train):
        if not train:
            return values, 1
        kept = (self.rng.random(values.shape, numpy.float32) >= DROP).astype(numpy.float32) / (1 - DROP)
        return values * kept, kept

    def _forward(self, states, bits, inside, train):
        w1, b1, w2, b2, w3, b3 = self.weights
        states, _ = self._dropped(states, train)
        x = numpy.concatenate([states, around(bits, REACH)], 1)
        h1 = numpy.maximum(x @ w1 + b1, 0) * inside[:, None]
        d1, k1 = self._dropped(h1, train)
        a = around(d1, 1)
        h2 = numpy.maximum(a @ w2 + b2, 0)
        d2, k2 = self._dropped(h2, train)
        return d2 @ w3 + b3, (x, h1, k1, a, h2, k2, d2)

    def __call__(self, states, bits, inside):
        """inside: 0 for the padding between texts, where hidden values are zero."""
        return self._forward(states, bits, inside, False)[0]

    def learn(self, states, bits, inside, label, rate):
        """One step of Adam on the cross-entropy of what is labelled; its mean."""
        logits, (x, h1, k1, a, h2, k2, d2) = self._forward(states, bits, inside, True)
        logp, known = log_softmax(logits), label >= 0
        g = numpy.exp(logp)
        g[numpy.arange(len(label)), numpy.maximum(label, 0)] -= 1
        g *= known[:, None] / known.sum()
        _, _, w2, _, w3, _ = self.weights
        g2 = (g @ w3.T) * k2 * (h2 > 0)
        g1 = around_back(g2 @ w2.T, 1) * k1 * (h1 > 0)
        self._step([x.T @ g1, g1.sum(0), a.T @ g2, g2.sum(0), d2.T @ g, g.sum(0)], rate)
        return float(-logp[known, label[known]].mean())

    def _step(self, gradients, rate, decay=1e-2):
        self.steps += 1
        for w, g, (m, v) in zip(self.weights, gradients, self.moments):
            m += 0.1 * (g - m)
            v += 0.001 * (g * g - v)
            m_hat, v_hat = m / (1 - 0.9**self.steps), v / (1 - 0.999**self.steps)
            w -= rate * (m_hat / (numpy.sqrt(v_hat) + 1e-8) + decay * w)


def unpack(bits):
    """(n,) uint64 -> (n, FEATURES) float32."""
    return ((bits[:, None] >> numpy.arange(FEATURES, dtype=numpy.uint64)) & numpy.uint64(1)).astype(numpy.float32)


def decode(logits):
    """The best allowed sequence of tags, and each entity's probability at each word."""
    logp = log_softmax(logits)
    n, tags = logp.shape
    inside = numpy.arange(2, tags, 2)
    score, back = logp[0].copy(), numpy.zeros((n, tags), numpy.int64)
    score[inside] = -1e9  # nothing begins inside
    for i in range(1, n):
        best = int(score.argmax())
        back[i] = best
        goes_on = numpy.where(score[inside] > score[inside - 1], inside, inside - 1)
        back[i, inside] = goes_on
        score = logp[i] + score[back[i]]
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
