"""How many documents are found less with the cascade at each threshold, and from which threshold on that is at most one in a
hundred with 95 % confidence: learn then test (Angelopoulos et al. 2021), with exact binomial p-values, from the safest
threshold to the boldest.

    gate_thresholds.py TEXTS ANSWERS ESTIMATES ENSEMBLE     what gate_corpus.py, GateAnswers and GateTraining wrote, and
                                                            ensemble.txt
"""

import json
import math
import sys

import numpy

MOST_WINDOWS, LOW, SURE, HARMLESS, USUAL, FEW = 4, 0.3, 0.95, -6.5, -3.6, 2  # as in InjectionDetector, SentenceClassifier
LOSS, DOUBT = 0.01, 0.05


class Documents:
    def __init__(self, texts, answers, estimates, ensemble):
        lines = [line.rstrip("\n").split("\t")[:3] for line in open(texts)]
        parts = {row["row"]: row["parts"] for row in map(json.loads, open(estimates))}
        weights = next(line for line in open(ensemble) if line.startswith("documents-encoder "))
        self.weights = [float(each) for each in weights.split()[1:]]
        self.all = []
        for row in map(json.loads, open(answers)):
            if parts.get(row["row"]):
                row["split"], row["source"], label = lines[row["row"]]
                row["attack"], row["windows"] = label == "1", row["windows"]
                row["estimates"] = [
                    max((p[2] for p in parts[row["row"]] if p[0] < w[1] and w[0] < p[1]), default=-9) for w in row["windows"]
                ]
                row["full"] = self.full(row)
                self.all.append(row)

    def weigh(self, row, highest, mean):
        w, windows = self.weights, min(math.log(max(1, row["ngramWindows"])), 5)
        signals, ngrams = min(row["signals"], 0.99), numpy.clip(row["highest"], -15, 15)
        most = numpy.clip(highest, -12, 12)
        odds = w[0] + w[1] * signals - w[2] * math.log1p(-signals) + w[3] * min(row["families"], 6) + w[4] * windows * signals
        odds += w[5] * ngrams + w[6] * max(0, ngrams) + w[7] * numpy.clip(row["mean"], -15, 15) + w[8] * windows
        odds += w[9] * most + w[10] * max(0, most) + w[11] * numpy.clip(mean, -12, 12) + w[12] * windows * max(0, most)
        return 1 / (1 + math.exp(-odds))

    def full(self, row):
        said = [piece[2] for window in row["windows"] for piece in window[4]]
        return row["whole"] if row["whole"] >= SURE or not said else self.weigh(row, max(said), sum(said) / len(said))

    def score(self, row, windows, beside):
        said = [piece[2] for i in windows for piece in row["windows"][i][4]]
        others = sum(len(window[4]) for i, window in enumerate(row["windows"]) if i not in windows)
        if not said:
            return row["whole"]
        if beside is None:
            below = [each for each in said if each < 0]
            beside = (sum(below) + USUAL * FEW) / (len(below) + FEW)
        return self.weigh(row, max(said), (sum(said) + beside * others) / (len(said) + others))

    def cascade(self, row, threshold):
        """Score and windows encoded."""
        order = [int(i) for i in numpy.argsort(row["estimates"])[::-1]]
        doubtful = [i for i in order if row["estimates"][i] >= threshold][:MOST_WINDOWS]
        if row["whole"] >= SURE or (not doubtful and row["whole"] < LOW):
            return row["whole"], 0
        asked = doubtful or order[:1]
        first = self.score(row, asked, HARMLESS)
        if first < 0.5:
            return first, len(asked)
        most = order[:MOST_WINDOWS]
        return self.score(row, most, None), len(most)


def at_most(count, of, share):
    logs = (math.lgamma(of + 1) - math.lgamma(i + 1) - math.lgamma(of - i + 1) + i * math.log(share) + (of - i) * math.log(1 - share) for i in range(count + 1))
    return sum(map(math.exp, logs))


def main():
    documents = Documents(*sys.argv[1:5])
    print("| split | threshold | attacks | lost at 0.5, p | lost at 0.75, p | false alarms without, with | windows encoded of harmless |")
    print("|---|---|---|---|---|---|---|")
    for split in ("fold", "held"):
        rows = [row for row in documents.all if row["split"].startswith(split)]
        attacks, harmless = [row for row in rows if row["attack"]], [row for row in rows if not row["attack"]]
        for threshold in numpy.arange(-3, -1.2, 0.1 if split == "fold" else 0.4):
            found = [documents.cascade(row, threshold)[0] for row in attacks]
            cells = []
            for least in (0.5, 0.75):
                lost = sum(row["full"] >= least > score for row, score in zip(attacks, found))
                cells.append(f"{lost}, {at_most(lost, len(attacks), LOSS):.3f}")
            clean = [documents.cascade(row, threshold) for row in harmless]
            alarms = sum(row["full"] >= 0.5 for row in harmless) / len(harmless), sum(score >= 0.5 for score, _ in clean) / len(harmless)
            share = sum(count for _, count in clean) / sum(len(row["windows"]) for row in harmless)
            print(f"| {split} | {threshold:.1f} | {len(attacks)} | {' | '.join(cells)} | {alarms[0]:.4f}, {alarms[1]:.4f} | {share:.3f} |")


if __name__ == "__main__":
    main()
