"""Cuts a text into words and says what can be seen of each: its shape, its line, and the lists that it is in.

The same as io.plumbline.personaldata.names.word.Words and Gazetteer; WordsTest holds both to the same answers.
"""

import unicodedata

from gazetteer import fold, read

SHAPES = """TITLE UPPER LOWER MIXED INITIAL NUMBER ALPHANUMERIC DIGITS2 DIGITS3 DIGITS4 DIGITS5 DIGITS6 DOT COMMA COLON DASH
APOSTROPHE QUOTE BRACKET AT SLASH BAR AMPERSAND HASH ASSIGN SYMBOL LINE_START LINE_END GLUED SENTENCE_START NON_LATIN ACCENTED
UPPER_LINE LOWER_LINE SHORT LONG SCRIPTS STREETLIKE FAMILYLIKE""".split()
LISTS = """given family city country state statecode nrp suffix orgword title job jobmod street prestreet unit weekday particle
cue agecue common stop organization""".split()
BIT = {name: 1 << i for i, name in enumerate(SHAPES + LISTS)}
FEATURES = len(BIT)
assert FEATURES <= 64

PUNCTUATION = {".": "DOT", ",": "COMMA", ":": "COLON", ";": "COMMA", "'": "APOSTROPHE", "\u2019": "APOSTROPHE", "`": "APOSTROPHE",
               '"': "QUOTE", "\u201c": "QUOTE", "\u201d": "QUOTE", "\u201e": "QUOTE", "(": "BRACKET", ")": "BRACKET", "[": "BRACKET",
               "]": "BRACKET", "{": "BRACKET", "}": "BRACKET", "<": "BRACKET", ">": "BRACKET", "@": "AT", "/": "SLASH", "\\": "SLASH",
               "|": "BAR", "&": "AMPERSAND", "#": "HASH", "=": "ASSIGN", "_": "ASSIGN", "!": "DOT", "?": "DOT"}  # fmt: skip
STREET_ENDINGS = ("strasse", "str", "straße", "weg", "gasse", "platz", "allee", "laan", "straat", "gatan", "gata", "vagen", "veien",
                  "gade", "vej", "katu", "tie", "gracht", "kade", "plein", "singel", "dijk", "damm", "ufer", "ring", "ulitsa")  # fmt: skip
FAMILY_ENDINGS = ("son", "sson", "sen", "ovic", "evic", "ovich", "ova", "eva", "ov", "ev", "ski", "ska", "sky", "cki", "enko", "chuk",
                  "opoulos", "akis", "dottir", "yan", "ian", "shvili", "adze", "escu", "eanu", "oglu", "stein", "berg", "mann", "meier",
                  "strom", "qvist", "gren", "lund", "inen", "nen", "ez", "elli", "etti", "ini", "ucci", "wala", "kar", "bala", "moto",
                  "mura", "yama", "gawa", "shima")  # fmt: skip
CONFUSABLE = dict(zip("аеорсухіјѕԁһңкмтвнАВЕКМНОРСТУХІЈЅοαεικνρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
                      "aeopcyxijsdhhkmtbhABEKMHOPCTYXIJSoaeikvptuxABEZHIKMNOPTYX"))  # fmt: skip


class Word:
    __slots__ = ("start", "end", "text", "folded", "bits")

    def __init__(self, start, end, text):
        self.start, self.end, self.text = start, end, text
        self.folded, self.bits = "", 0


def _joins(char):
    return unicodedata.category(char)[0] in "LNM"


def _ideograph(char):
    return "\u3400" <= char <= "\u4dbf" or "\u4e00" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def _unseen(char):
    return unicodedata.category(char) == "Cf"


def cut(text):
    """The words of a text: runs of letters, digits and marks; ideographs and signs one by one. Characters that nobody
    sees do not count."""
    words = []
    at, length = 0, len(text)
    while at < length:
        char = text[at]
        if char.isspace() or _unseen(char) or unicodedata.category(char) == "Cc":
            at += 1
        elif not _joins(char) or _ideograph(char):
            words.append(Word(at, at + 1, char))
            at += 1
        else:
            start, end, kept = at, at, []
            while at < length and (_unseen(text[at]) or _joins(text[at]) and not _ideograph(text[at])):
                if not _unseen(text[at]):
                    kept.append(text[at])
                    end = at + 1
                at += 1
            words.append(Word(start, end, "".join(kept)))
            at = max(at, end)
    return words


def _script(char):
    code = ord(char)
    if code < 0x250 or 0x1E00 <= code < 0x1F00:
        return 1
    return 2


def _clear(word):
    """A word of letters of several scripts as its reader sees it."""
    return "".join(CONFUSABLE.get(c, c) for c in word)


class Lists:
    """Which lists a word or a run of up to four words is in."""

    def __init__(self):
        self.entries = {}
        for name, kind in (("given-names.txt", "given"), ("family-names.txt", "family"), ("cities.txt", "city"),
                           ("organizations.txt", "organization"), ("terms.txt", None)):  # fmt: skip
            for row, entries in read(name):
                for entry in entries:
                    self._add(entry, BIT[kind or row])

    def _add(self, entry, bit):
        parts = tuple(fold(w.text) for w in cut(entry))
        for n in range(1, len(parts)):
            self.entries.setdefault(parts[:n], 0)
        self.entries[parts] = self.entries.get(parts, 0) | bit

    def mark(self, words):
        for i in range(len(words)):
            bits = self.entries.get((words[i].folded,))
            if bits is None:
                continue
            words[i].bits |= bits
            parts = (words[i].folded,)
            for j in range(i + 1, min(i + 4, len(words))):
                parts += (words[j].folded,)
                bits = self.entries.get(parts)
                if bits is None:
                    break
                for k in range(i, j + 1):
                    words[k].bits |= bits


_LISTS = []


def look(text):
    """The words of a text with all that is seen of them."""
    if not _LISTS:
        _LISTS.append(Lists())
    words = cut(text)
    for word in words:
        word.bits = _shape(word)
    _LISTS[0].mark(words)
    for word in words:
        if word.bits & BIT["statecode"] and not word.bits & BIT["UPPER"]:
            word.bits &= ~BIT["statecode"]
    _lines(text, words)
    return words


def _shape(word):
    text = word.text
    if not _joins(text[0]):
        word.folded = text
        return BIT[PUNCTUATION.get(text, "DASH" if unicodedata.category(text) == "Pd" else "SYMBOL")]
    scripts = {_script(c) for c in text if c.isalpha()}
    bits = 0
    if len(scripts) > 1:
        bits |= BIT["SCRIPTS"]
        text = _clear(text)
    word.folded = fold(text)
    digits = sum(c.isdigit() for c in text)
    letters = sum(c.isalpha() for c in text)
    upper = sum(c.isupper() for c in text)
    lower = sum(c.islower() for c in text)
    if digits:
        bits |= BIT["ALPHANUMERIC"] if letters else BIT["NUMBER"]
        bits |= BIT["DIGITS" + str(min(6, max(2, digits)))]
    if letters and upper + lower:
        if upper == 0:
            bits |= BIT["LOWER"]
        elif upper == 1 and lower == 0 and digits == 0:
            bits |= BIT["INITIAL"]
        elif lower == 0:
            bits |= BIT["UPPER"]
        elif upper == 1 and text[0].isupper():
            bits |= BIT["TITLE"]
        else:
            bits |= BIT["MIXED"]
    if 2 in scripts and len(scripts) == 1:
        bits |= BIT["NON_LATIN"]
    elif not word.text.isascii():
        bits |= BIT["ACCENTED"]
    if len(text) <= 2:
        bits |= BIT["SHORT"]
    elif len(text) >= 9:
        bits |= BIT["LONG"]
    if len(text) > 4:
        folded = word.folded
        if any(folded.endswith(e) and len(folded) > len(e) + 2 for e in STREET_ENDINGS):
            bits |= BIT["STREETLIKE"]
        if any(folded.endswith(e) and len(folded) > len(e) + 1 for e in FAMILY_ENDINGS):
            bits |= BIT["FAMILYLIKE"]
    return bits


def _lines(text, words):
    """What depends on the words before and after."""
    upper, lower = BIT["UPPER"] | BIT["INITIAL"] | BIT["TITLE"] | BIT["MIXED"], BIT["LOWER"] | BIT["MIXED"] | BIT["TITLE"]
    first = 0
    for i, word in enumerate(words):
        gap = text[words[i - 1].end : word.start] if i else "\n"
        if "\n" in gap:
            word.bits |= BIT["LINE_START"] | BIT["SENTENCE_START"]
            if i:
                words[i - 1].bits |= BIT["LINE_END"]
                _whole_line(words[first:i], upper, lower)
            first = i
        elif not gap:
            word.bits |= BIT["GLUED"]
        elif words[i - 1].bits & BIT["DOT"]:
            word.bits |= BIT["SENTENCE_START"]
    if words:
        words[-1].bits |= BIT["LINE_END"]
        _whole_line(words[first:], upper, lower)


def _whole_line(line, upper, lower):
    seen = 0
    for word in line:
        seen |= word.bits
    bit = 0
    if not seen & lower and seen & BIT["UPPER"]:
        bit = BIT["UPPER_LINE"]
    elif not seen & upper and seen & BIT["LOWER"]:
        bit = BIT["LOWER_LINE"]
    if bit:
        for word in line:
            word.bits |= bit
