"""Writes structured texts for `NameTagger`: tables, JSON, SQL, logs, differences and configuration that name nobody and some that do,
pieces of program files, and sentences in twelve languages.

    structured.py TEMPLATES SOURCES COUNT SEED OUT.tsv

TEMPLATES: the folder of templates of ordinary texts in the benchmarks; every second of a file's is learned from, the others are left
for measuring. SOURCES: folders with program files, with `:` between them. OUT: in the form of `cascade_corpus.py`; texts whose people
are known have labels.
"""

import base64
import json
import pathlib
import random
import re
import sys
import zlib

from addresses import postcode
from generate import Writer, merged

HERE = pathlib.Path(__file__).parent
CHOICE = re.compile(r"\{([^{}]*\|[^{}]*)\}")
SLOT = re.compile(r"\{([A-Za-z]+)(?::([\d.]+))?\}")
REPEATED = re.compile(r"\*(\d+) (.*)")
LONGEST = 700
SHAPES = """AA-9999 9999-AA9 AAA99999 9A9-99 99-9999 AA99 9AA A99999 9999999A 99999999 99999 AA999999A A9999999 999-99-99 9999999-9 AAA-999
AA9999999 9999.99.99 A99_A9A9 AA9_9AA 99999-999 9-99-999999 AAA/9999 99AA99 A-99-9999 AA_9999 AAAA9 9999_AA aa-9999 hhhhhhhh hhhh-hhhh
A9A_9A9 SKU-99999 ART9999 B9999 REF-9999-99 INV-9999 TX99-9999 ID9999999 MX-99/9 99x99x99 LOT9999A M9999 G9-99-A""".split()
THINGS = """invoice device payment session message worker index cache article machine contract price rate event job task packet thread node
cluster volume pipeline stream account profile product category album station vehicle route lesson recipe camera valve bolt tile lamp
sample record block lease claim quote coupon room seat menu page form field graph matrix vector pixel frame""".split()
ADJECTIVES = "steel green small spare round flat black wooden plastic double long rear front blue heavy light dry fresh round-head frozen".split()
GOODS = """screw shelf cable pump filter hinge bracket washer nut monitor keyboard bearing ring gasket hose pipe sheet board chair desk
drill saw paint glue tape switch sensor fuse battery bulb pallet crate toner cartridge tray towel soap coffee tea rice flour oil""".split()
STATES = "open closed pending shipped paid failed active blocked OK ERROR WARN NEW DONE true false NULL A B C1 high low EUR USD kg pcs".split()
KEYS = """id code sku number type state status amount total price quantity qty weight size width height count rate level created updated
date due version hash path source target unit currency batch lot grade shelf bin warehouse region group tag note key value ratio mean
min max sum error duration bytes seq rank score step run seed""".split()
PERSONAL = [("name", "{P}"), ("customer", "{P}"), ("full_name", "{P}"), ("employee", "{P}"), ("contact", "{P}"), ("owner", "{P}"),
            ("first_name,last_name", "{F}\0{L}"), ("last_name,first_name", "{L}\0{F}"), ("address", "{A}"), ("street,city", "{S}\0{C}"),
            ("street,zip,city", "{S}\0{Z}\0{C}"), ("recipient", "{LF}"), ("ship_to", "{P}, {A}"), ("email", "{e}"), ("phone", "{ph}")]  # fmt: skip
TECHNICAL = """Index Scan using {plural}_{name}_idx on {plural} (cost=0.{num:2}..{num:4}.{num:2} rows={num:4} width={num:2})
Nested Loop Left Join (cost={dec:1.2}..{num:4}.{num:2} rows={num:3} width={num:2})
Bitmap Heap Scan on {name}_items {name} (cost={num:2}.{num:2}..{num:5}.{num:2})
Sort Key: {name}.created DESC
Sort Method: external merge Disk: {num:5}kB
Merge Cond: (a.id = b.{name}_id)
Filter: ((state)::text = 'OPEN'::text)
Rows Removed by Filter: {num:5}
Hash Cond: ({name}.id = x.{name}_id)
Parallel Seq Scan on {plural} (actual time={dec:1.3}..{dec:2.3} rows={num:5} loops=3)
Group Key: date_trunc('month'::text, booked)
Worker 0: Sort Method: quicksort Memory: {num:3}kB
JIT: Functions: {num:2} Options: Inlining false, Optimization false
ii lib{name}{num:1}:amd64 {version}-{num:1} amd64 {name} library
un {name}-doc <none> <none> (no description available)
Setting up {name}-common ({version}+deb12u{num:1}) ...
Unpacking lib{name}-dev:amd64 ({version}) over ({version}) ...
-rw-r--r-- 1 root root {num:6} Oct {num:1} 09:{num:2} {name}-{num:4}.tar.gz
drwxr-xr-x 4 www-data www-data 4096 Mar 2{num:1} 2021 {plural}
{ip} - - [0{num:1}/Nov/20{num:2}:1{num:1}:{num:2}:{num:2} +0100] "POST /{plural}/{num:4} HTTP/1.1" {num:3} {num:5} "-" "curl/{version}"
{ip} - admin [1{num:1}/Feb/2024:08:{num:2}:{num:2} +0000] "GET /static/{name}.css HTTP/2.0" 304 0 "https://{name}.example.org/" "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/{num:3}.0"
{iso} INFO [http-{num:1}] o.e.{name}.{Name}Service - Loaded {num:4} {plural} in {num:3} ms
{iso},{num:3} WARN {Name}Client:{num:3} Retry {num:1} of 5 after {num:4} ms: Connection reset
{iso}Z level=error msg="{name} not found" id={uuid} took={dec:1.3}s
Nov {num:2} 10:{num:2}:{num:2} host{num:1} kernel: [{num:5}.{num:6}] {name}0: link is up
Jun {num:1} 04:{num:2}:{num:2} db{num:1} systemd[1]: Started {Name} Daemon.
Caused by: java.lang.IllegalStateException: {Name} {num:3} is closed
	at org.example.{name}.{Name}Reader.next({Name}Reader.java:{num:3})
  File "/srv/{name}/{name}.py", line {num:3}, in load_{plural}
Traceback (most recent call last):
KeyError: '{name}_{num:3}'
goroutine {num:2} [running]: main.(*{Name}).Close(0xc000{hex:6})
{hex:12}   registry.example/{name}:{version}   "/bin/{name} serve"   {num:1} days ago   Up {num:2} hours   0.0.0.0:{num:4}->{num:4}/tcp
{name}-{hex:10}-{alnum:5}   1/1   Running   {num:1}   {num:2}d
NAME READY STATUS RESTARTS AGE
  Normal  Pulled  {num:2}m  kubelet  Container image "{name}:{version}" already present on machine
spec: {{ replicas: {num:1}, selector: {{ matchLabels: {{ app: {name} }} }} }}
        - name: {NAME}_TOKEN
          valueFrom: {{ secretKeyRef: {{ name: {name}-secret, key: token }} }}
metadata: {{ name: {name}, namespace: {plural}, labels: {{ app: {name} }} }}
kind: Service
  name: {name}-{num:1}
while IFS=, read -r {name} size; do [ "$size" -gt {num:4} ] && echo "${name}"; done < {plural}.csv
awk -F: '$3 > {num:4} {{ print $1 ":" $2 }}' /var/log/{name}.log | sort -u | head -{num:2}
find . -name '*.{name}' -mtime +{num:2} -exec rm -f {{}} \\; || true
set -eu; trap 'rm -rf "$TMP"' EXIT; TMP=$(mktemp -d)
grep -c -E '^[A-Z]{{2}}{num:1}' {name}.txt | xargs -n 1 printf '%05d\\n'
for f in *.{name}; do mv -n "$f" "${{f%.{name}}}.{num:2}"; done
@@ -{num:3},{num:1} +{num:3},{num:2} @@ void {name}_init(void)
-    if ({name}->size > {num:5}) return {num:2};
+    if ({name}->size > {num:6} && limit < {dec:2.2}) return -{num:2};
diff --git a/lib/{name}.go b/lib/{name}.go
index {hex:7}..{hex:7} 100644
 lib/{name}/{name}_test.go | {num:3} ++++++++---
 {num:2} files changed, {num:3} insertions(+), {num:2} deletions(-)
commit {hex:40}
    Bump {name} from {version} to {version} (#{num:4})
    0x{HEX:8}, 0x{HEX:8}, 0x{HEX:8}, 0x{HEX:8},
    0x{hex:2}, 0x{hex:2}, 0x{hex:2}, 0x{hex:2}, 0x{hex:2}, 0x{hex:2},
0000{hex:4}: {hex:4} {hex:4} {hex:4} {hex:4} {hex:4} {hex:4} {hex:4} {hex:4}  ..A.x.{hex:2}...
    {dec:1.4}, {dec:1.4}, -{dec:1.4}, {dec:2.4},
static final int {NAME}_MAX = {num:6};
    public Optional<{Name}> find{Name}(long id) {{ return {plural}.stream().filter(x -> x.id() == id).findFirst(); }}
const {name} = await db.{plural}.findOne({{ id: {num:5}, state: 'OPEN' }});
func (s *{Name}Server) List(ctx context.Context, n int) ([]{Name}, error) {{
class {Name}View(ListView): model = {Name}; paginate_by = {num:2}
export interface {Name}Props {{ id: number; width?: number; on{Name}: (x: {Name}) => void }}
let mut {name} = Vec::with_capacity({num:4}); {name}.push({Name} {{ id: {num:3} }});
#define {NAME}_SHIFT {num:1}
public readonly record struct {Name}Key(Guid Id, int Shard);
{name}.max.size={num:4}
[{name}.{plural}]
timeout = {num:2}
ExecStart=/usr/bin/{name} --config /etc/{name}/{name}.toml
  {name}: [{dec:1.2}, {dec:1.2}, {dec:1.2}]
<{name} id="{num:4}" ref="{alnum:8}"><qty>{num:2}</qty></{name}>
Position   Article       Description      Qty    Unit price     Amount
{num:2}   {code}   {goods}   {num:2}   {num:3}.{num:2}   {num:1},{num:3}.{num:2}
{date}  {goods}   {code}   -{num:2},{num:3}.{num:2}
Lot {code} of {goods}: {num:4} pieces, {dec:2.1} kg net, bin A{num:1}
WHERE code IN ('{code}', '{code}', '{code}') AND booked >= DATE '{date}'
SELECT {name}, sum(amount) FROM {plural} WHERE state = 'OPEN' GROUP BY 1 HAVING count(*) > {num:2};
ALTER TABLE {plural} ADD COLUMN {name}_code varchar({num:2}) NOT NULL DEFAULT '{code}';
UPDATE {plural} SET price = {num:3}.{num:2} WHERE sku = '{code}';
CREATE INDEX CONCURRENTLY {name}_idx ON {plural} USING gin (tags);
for row in rows[:{num:4}]: total += row.amount if row.amount > {num:5}.{num:2} else {num:2}
WHILE i IN (1, {num:2}, {num:3}) LOOP INSERT INTO {plural} VALUES (i, '{code}'); END LOOP;
Blood pressure {num:3}/{num:2} mmHg, pulse {num:2}, temperature 3{num:1}.{num:1}, fluids {num:4} ml in, {num:3} ml out
Let f(x) = {num:2}x^2 - {num:1}x + {num:3}; then f'({num:2}) = {num:4} and x > {dec:1.3}.""".split("\n")


NAMED = """apiVersion: v1
kind: {kind}
metadata:
  name: {name}
  labels: {{ app: {name}, tier: backend }}
spec:
  replicas: {num:1}
  template:
    spec:
      containers:
        - name: {name}
          image: registry.example.org/{name}:{version}
          ports: [{{ containerPort: {num:4}, name: http }}]
%%
kind: {kind}
metadata: 
  name: {name}
  namespace: {plural}
  annotations:
    checksum/config: {hex:40}
data:
  size: "{num:4}"
%%
services:
  {name}:
    image: {name}:{version}
    container_name: {name}-{num:1}
    environment:
      - {NAME}_PORT={num:4}
    networks: [{plural}]
%%
resource "cloud_{name}" "this" {{
  name = "{name}-{num:2}"
  size = {num:3}
  zone = "{alnum:2}-{num:1}"
  tags = {{ Name = "{name}" }}
}}
%%
name: {name}
on: push
jobs:
  {name}:
    runs-on: ubuntu-24.04
    steps:
      - name: check {plural}
        run: ./{name}.sh --limit {num:3}
%%
{name}.pool.size={num:3}
{name}.pool.timeout={num:5}
{name}.path=/srv/{name}/data-{num:4}
{name}.home=/opt/{name}
{name}.name={name}
%%
$ apt list --installed | grep {name}
lib{name}{num:1}/stable,now {version} amd64 [installed]
lib{name}-dev/stable,now {version} amd64 [installed]
%%
$ ps aux | grep {name}
root  {num:4}  0.{num:1}  1.2 {num:6} {num:5} ?  Ssl  Mar0{num:1}  12:{num:2} /usr/sbin/{name} -f
%%
run,seed,loss,width
{num:2},{num:8},{dec:1.4},{num:3}
{num:2},{num:8},{dec:1.4},{num:3}

sku,{name},{name}_code,bin
{code},{goods},{num:3},A{num:1}
{code},{goods},{num:3},A{num:1}
""".split("%%\n")


class Filler:
    """Fills slots with what names nobody."""

    def __init__(self, rng):
        self.rng = rng
        self.thing = rng.choice(THINGS)

    def shaped(self, shape):
        rng, out = self.rng, {"9": "0123456789", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "h": "0123456789abcdef", "x": "abcdefghjkmnpqrstuvwxyz23456789"}
        return "".join(rng.choice(out.get(c, c)) for c in shape)

    def code(self):
        if self.rng.random() < 0.05:
            return postcode(self.rng)  # a code that looks like one
        return re.sub("_", " ", self.shaped(re.sub("(?<=[A-Za-z])(?=[a-z])", "", self.rng.choice(SHAPES))))

    def goods(self):
        rng = self.rng
        thing = rng.choice(GOODS)
        return rng.choice([thing, f"{rng.choice(ADJECTIVES)} {thing}", f"{rng.choice(GOODS)} {thing}", f"{thing}, {rng.choice(ADJECTIVES)}", thing.capitalize(),
                           f"{rng.choice(ADJECTIVES)} {thing} {rng.randint(2, 90)} mm".capitalize()])  # fmt: skip

    def value(self, slot, size):
        rng, n = self.rng, self.rng.randint
        count = int(float(size or 1))
        match slot:
            case "num":
                return str(n(1, 9)) + self.shaped("9" * (count - 1))
            case "hex" | "HEX":
                text = self.shaped("h" * count)
                return text.upper() if slot == "HEX" else text
            case "alnum":
                return self.shaped("x" * count)
            case "dec":
                whole, part = size.split(".")
                return self.value("num", whole) + "." + self.shaped("9" * int(part))
            case "uuid":
                return self.shaped("hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh")
            case "sku" | "code":
                return self.code()
            case "amount":
                return f"{n(100, 90000):,}.{n(0, 99):02}"
            case "version":
                return f"{n(0, 9)}.{n(0, 20)}.{n(0, 40)}"
            case "name":
                return self.thing
            case "Name":
                return self.thing.capitalize()
            case "NAME":
                return self.thing.upper()
            case "plural":
                return self.thing + "s"
            case "article" | "goods":
                return self.goods()
            case "analyte":
                return rng.choice("Sodium Potassium Glucose Urea Calcium Iron Zinc Ferritin".split())
            case "month":
                return rng.choice("January February April July September November".split())
            case "year":
                return str(n(1998, 2027))
            case "date":
                return f"{n(1998, 2027)}-{n(1, 12):02}-{n(1, 28):02}"
            case "time":
                return f"{n(0, 23):02}:{n(0, 59):02}:{n(0, 59):02}"
            case "iso":
                return self.value("date", "") + rng.choice(" T") + self.value("time", "")
            case "clf":
                return f"{n(1, 28):02}/May/{n(1998, 2027)}:{self.value('time', '')} +0200"
            case "ip":
                return f"10.{n(0, 255)}.{n(0, 255)}.{n(1, 254)}"
        return None

    def fill(self, template):
        return SLOT.sub(lambda m: self.value(m[1], m[2]) or m[0], template)

    def template(self, template):
        lines = []
        for line in template.rstrip().split("\n"):
            repeated = REPEATED.fullmatch(line)
            for _ in range(self.rng.randint(1, int(repeated[1])) if repeated else 1):
                lines.append(self.fill(repeated[2] if repeated else line))
        return "\n".join(lines) + "\n"

    def technical(self):
        rng = self.rng
        at = rng.randrange(len(TECHNICAL))
        lines = []
        while len(lines) < rng.randint(3, 12):
            at = at + rng.choice((0, 0, 1, 1, 1, -1)) if rng.random() < 0.85 else rng.randrange(len(TECHNICAL))
            lines.append(" " * rng.choice((0, 0, 2, 4)) + self.fill(TECHNICAL[at % len(TECHNICAL)]).replace("{{", "{").replace("}}", "}"))
        return "\n".join(lines)


KINDS = ["{code}", "{code}", "{goods}", "{num:2}", "{num:4}", "{num:6}", "{num:3}.{num:2}", "{dec:1.4}", "{date}", "{iso}", "{amount}", "{uuid}",
         "{hex:8}", "{version}", "{name}", "-{num:3}.{num:2}", "{num:1}.{num:1}%"]  # fmt: skip


def table(rng):
    """A table as rows in one of several forms, with the slots of `generate.py` where it has people."""
    filler = Filler(rng)
    columns = [(key, rng.choice(STATES) if rng.random() < 0.15 else rng.choice(KINDS)) for key in rng.sample(KEYS, rng.randint(2, 6))]
    if rng.random() < 0.4:
        for column in rng.sample(PERSONAL, rng.choice((1, 1, 2, 3))):
            columns.insert(rng.randint(0, len(columns)), column)
    names = [key for keys, _ in columns for key in keys.split(",")]
    rows = []
    for _ in range(rng.randint(2, 9)):
        cells = [cell for _, kind in columns for cell in filler.fill(kind).split("\0")]
        rows.append([rng.choice(STATES) if cell in STATES else cell for cell in cells])
    return written(rng, names, rows)


def written(rng, names, rows):
    form = rng.randrange(10)
    quoted = lambda cell: cell if re.fullmatch(r"-?[\d.]+", cell) else f'"{cell}"'
    if form < 4:
        sep = [",", ";", "\t", " | "][form]
        lines = [] if rng.random() < 0.3 else [sep.join(names)]
        quote = rng.random() < 0.3
        return "\n".join(lines + [sep.join(quoted(c) if quote or sep in c else c for c in row) for row in rows])
    if form < 6:
        made = [", ".join(f'"{k}": {quoted(c)}' for k, c in zip(names, row)) for row in rows]
        return "[" + ",\n ".join("(" + m + ")" for m in made).replace("(", "\1").replace(")", "\2") + "]" if form == 4 else "\n".join("\1" + m + "\2" for m in made)
    if form == 6:
        sql = lambda cell: cell if re.fullmatch(r"-?[\d.]+", cell) else f"'{cell}'"
        return f"INSERT INTO {rng.choice(THINGS)}s ({', '.join(names)}) VALUES\n" + ",\n".join("  (" + ", ".join(map(sql, row)) + ")" for row in rows) + ";"
    if form == 7:
        return "\n".join(f"2025-0{rng.randint(1, 9)}-1{rng.randint(0, 9)} 0{rng.randint(0, 9)}:1{rng.randint(0, 9)}:00 INFO " + " ".join(f"{k}={quoted(c)}" for k, c in zip(names, row)) for row in rows)
    if form == 8:
        return "\n".join("- " + "\n  ".join(f"{k}: {c}" for k, c in zip(names, row)) for row in rows)
    return "\n".join("\n".join(f"{rng.choice('+-')} {k} = {quoted(c)}" for k, c in zip(names, row)) for row in rows)


def people(rng, template, language):
    """A text from a template with slots for people, which are told by their names in braces."""
    text, spans = Writer(rng, language).write(template)
    return text.replace("\1", "{").replace("\2", "}"), merged(text, spans)


def sentence(rng, lines):
    language, template = rng.choice(lines).split(" ", 1)
    while CHOICE.search(template):
        template = CHOICE.sub(lambda m: rng.choice(m[1].split("|")), template)
    return people(rng, template, language)


def units(text, spans):
    at = lambda place: place + sum(c > "\uffff" for c in text[:place])
    return ";".join(f"{label} {at(start)} {at(end)}" for start, end, label in spans) or "-"


def cut(rng, text):
    at = rng.randrange(len(text) - LONGEST) if len(text) > LONGEST else 0
    return text[at : at + LONGEST]


def texts(rng, templates, sources, count):
    ordinary = []
    for path in sorted(pathlib.Path(templates).glob("*.txt")):
        ordinary += re.split(r"(?m)^%%\n", path.read_text(encoding="utf-8"))[::2]
    files = [p for folder in sources.split(":") for p in pathlib.Path(folder).rglob("*") if p.is_file() and 400 < p.stat().st_size < 400_000]
    files.sort(key=lambda p: zlib.crc32(p.name.encode()))
    lines = [line for line in (HERE / "templates_sentences.txt").read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    lines, more = lines[: lines.index("= with numbers and places")], lines[lines.index("= with numbers and places") + 1 :]
    for i in range(count):
        roll = rng.random()
        if roll < 0.14:
            yield "ordinary", cut(rng, "".join(Filler(rng).template(rng.choice(ordinary)) for _ in range(2))), None
        elif roll < 0.30:
            yield "technical", cut(rng, Filler(rng).technical()), None
        elif roll < 0.58:
            text, spans = people(rng, table(rng), rng.choice("en en en de fr es it nl".split()))
            if len(text) > LONGEST:
                text = text[: text.rindex("\n", 0, LONGEST)] if "\n" in text[:LONGEST] else text[:LONGEST]
            yield "tables", text, [s for s in spans if s[1] <= len(text)]
        elif roll < 0.72:
            try:
                text = files[i % len(files)].read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            yield "files", cut(rng, text), None
        else:
            made = [sentence(rng, lines) for _ in range(rng.choice((1, 1, 1, 2, 3)))]
            text, spans = "", []
            for one, of in made:
                spans += [[s + len(text), e + len(text), label] for s, e, label in of]
                text += one + rng.choice((" ", "\n"))
            yield "sentences", text.rstrip(), spans
    for i in range(count // 12):
        filler = Filler(rng)
        text = filler.fill(rng.choice(NAMED).replace("{kind}", rng.choice(["Deployment", "Service", "ConfigMap", "Job", "Secret", "Ingress"])))
        yield "configuration", cut(rng, text.replace("{{", "{").replace("}}", "}")), None
        text, spans = sentence(rng, more)
        yield "sentences", text, spans


def main(templates, sources, count, seed, out):
    rng = random.Random(int(seed))
    seen = set()
    with open(out, "w", encoding="utf-8") as file:
        for name, text, spans in texts(rng, templates, sources, int(count)):
            if text in seen or not text.strip():
                continue
            seen.add(text)
            part = "calibrate" if zlib.crc32(text.encode()) // 64 % 4 == 0 else "train"
            told = "?" if spans is None else units(text, spans)
            file.write("\t".join((part, name, told, base64.b64encode(text.encode("utf-8", "replace")).decode())) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
