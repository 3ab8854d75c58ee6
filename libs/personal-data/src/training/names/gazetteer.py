"""The word lists that the detector of names uses too (src/main/resources/.../names)."""

import pathlib
import unicodedata

RESOURCES = pathlib.Path(__file__).parents[2] / "main/resources/io/plumbline/personaldata/names/word"


def read(name):
    """[(class, [entries])] of a list; an underscore is a space."""
    rows = []
    for line in (RESOURCES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, *entries = line.split()
            rows.append((kind, [entry.replace("_", " ") for entry in entries]))
    return rows


def fold(word):
    """Lower case without accents: how words are looked up."""
    if word.isascii():
        return word.lower()
    kept = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in kept if unicodedata.category(c) != "Mn")


GIVEN, FAMILY = {}, {}
for _table, _name in ((GIVEN, "given-names.txt"), (FAMILY, "family-names.txt")):
    for kind, entries in read(_name):
        _table.setdefault(kind, []).extend(entries)
CITIES = [city for _, cities in read("cities.txt") for city in cities]
CITIES_OF = dict(read("cities.txt"))
TERMS = {}
for kind, entries in read("terms.txt"):
    TERMS.setdefault(kind, []).extend(entries)
COUNTRIES, STATES = TERMS["country"][:190], TERMS["state"]
KNOWN_ORGANIZATIONS = [o for _, entries in read("organizations.txt") for o in entries]
NATIONS = [q for q in TERMS["nrp"] if not q.endswith("s")]
