"""Which sources are left out together, what each model learns from, and how much each text counts."""

import collections

import numpy

FOLDS = [
    ["inthewild", "frr", "own:bank"],
    ["cyberseceval", "mmlu", "own:ethics"],
    ["extraction", "t0", "own:secrets", "own:documents"],
    ["templates", "embedded", "notinject", "own:flood"],
    ["xstest", "truthfulqa", "hn", "own:persona", "own:dialogue", "own:short"],
    ["selfinst", "halueval", "halueval-answers", "own:split", "own:manyshot", "planted:request"],
    ["hellaswag", "bbq", "pandalm", "own:support", "own:tools"],
    ["pii-anon", "wnut", "humaneval", "own:mode", "own:legal", "own:paste"],
    ["own:world", "own:hr", "own:suppression", "own:safe"],
    ["own:it", "own:hidden-task", "own:hidden-plain", "own:write", "planted:task", "planted:plain"],
    ["own:look", "own:hidden-reader", "own:hidden-tools", "own:review", "planted:reader"],
    ["own:promptwork", "own:extraction", "own:airel"],
    ["own:ask", "own:override", "own:hidden-override", "own:aboutattacks", "planted:override"],
    ["own:forged", "own:hidden-forged", "own:records"],
]

# Requests to a model: harmless from a caller, out of place in a document. The documents' models learn nothing from them.
REQUESTS = """truthfulqa own:ask own:promptwork selfinst t0 halueval pandalm humaneval own:paste hn notinject
own:it""".split()

# Only the documents' models learn from these.
DOCUMENTS = ["wnut", "bbq", "own:records"]

MOST_OF_A_SOURCE = 900
BOOST = {"inthewild": 2, "cyberseceval": 2, "extraction": 3, "notinject": 3, "frr": 1.5, "xstest": 3}


class Corpus:
    def __init__(self, rows):
        self.rows, self.count = rows, len(rows)
        self.source = numpy.array([row["source"] for row in rows])
        self.label = numpy.array([row["label"] for row in rows])
        self.third = numpy.array([row["provenance"] == "third" for row in rows])
        sizes = collections.Counter(zip(self.source, self.label))
        self.weights = numpy.array(
            [min(1, MOST_OF_A_SOURCE / sizes[key]) * BOOST.get(key[0], 1) for key in zip(self.source, self.label)]
        )
        carrier = numpy.array([row.get("carrier", "") for row in rows])
        self.fold, self.carried = numpy.full(self.count, -1), numpy.full(self.count, -1)
        for number, sources in enumerate(FOLDS):
            self.fold[numpy.isin(self.source, sources)] = number
            self.carried[numpy.isin(carrier, sources)] = number
        assert (self.fold >= 0).all(), set(self.source[self.fold < 0])

    def left(self, number):
        """Which texts have nothing of the sources of a fold, whole or as the document in which something is planted."""
        return (self.fold != number) & (self.carried != number)

    def learned_from(self, kind):
        """Which texts the callers' or the documents' models learn from."""
        if kind == "callers":
            return ~self.third | ((self.label == 0) & ~numpy.isin(self.source, DOCUMENTS))
        return self.third | (self.label == 1) | ((self.label == 0) & ~numpy.isin(self.source, REQUESTS))

    def judged(self, kind):
        """Which texts the ensemble of a kind is fitted on and measured by."""
        if kind == "callers":
            return self.learned_from(kind)
        return self.third | (self.learned_from(kind) & (self.label == 0))
