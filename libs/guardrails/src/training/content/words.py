"""Words as ContentWords.java reads them, and the lexicon made of the MIT-licensed list of Surge AI.

A word is letters and digits, with apostrophes dropped and with `*`, `@`, `$`, `!` where they stand for letters.
"""

import csv
import itertools
import re
import unicodedata

MASK64 = (1 << 64) - 1
OFFSET, PRIME = 0xCBF29CE484222325, 0x100000001B3
LEET = str.maketrans("013457@$!", "oieastasi")
IDENTITY, INSULT, PROFANITY = 1, 2, 3

# Words of the list that mean something harmless as often; they count in no text by themselves.
COMMON = set("""69 anal bates bbc bender bondage boob breasts butt cock crotch crow crows cum dick dipstick dix domination dong
dyke erotic escort eunuch fecal finger genitals hardcore hoe hoes homo homos hooker incest intercourse klan knob ladyboy
lolita masturbate negro negroes nipple nipples nude nudity orgasm orgy paedophile panties penis peter playboy porn porno
fed niger shi orgasms pornography rape raping rapist sack sambo sex sexual sexuality sexually sexy sheet slit snatch sperm suck sucks tart tramp
tranny twinkie vagina viagra wang xx xxx buttermilk nuggets flamer flamers jiggs jigger coon coons spook spooks nip mong
mongrel coot cooties hustler forked fook greaser gyp hoar cholo coolie abbie abeed boner booty bugger bishes caca cack diddle
dolt douche fux feg fugger groper higga higger jigga jim knickers kkk molester muff negroid nicker nonce nobs pedo pedos
punani puta queers ramrod rectum redskin scut shet shat shylock sissy slag spanking sphincter spick spik swine tosser twink
weenie weiner whoar wop homosexual lesbian gay gays lesbians bisexual queer tit tits anus testicles testicle scrotum semen
organ hard horny blow horn arse ass aborigine blacky blacks chink cracker crap damn hell loin loins lust pee poop urine turd
fart fat ugly gash prick beaver bang gangbang doggo clitoris labia vulva genital ejaculate ejaculation masturbation condom
lube bdsm fetish kinky strip stripper topless thong lingerie bra busty camel jockey hooters milf trouser""".split())
KEPT = set("asshole bastard bitch bullshit fuck fucked fucking goddamn shit shits shitty whore slutty titties".split())
MASKED = """fuck fucking fucked fucker fuckers motherfucker motherfucking shit bullshit shitty bitch bitches cunt asshole
assholes nigger niggers nigga faggot faggots dickhead pussy whore slut bastard goddamn""".split()
OWN = {  # what the list lacks
    ("kys",): (INSULT, 2.6), ("dumbass",): (INSULT, 1.6), ("jackass",): (INSULT, 1.4), ("asshole",): (INSULT, 2.0),
    ("moron",): (INSULT, 1.2), ("imbecile",): (INSULT, 1.2), ("scumbag",): (INSULT, 1.8), ("dipshit",): (INSULT, 1.8),
    ("shithead",): (INSULT, 2.0), ("son", "of", "a", "bitch"): (INSULT, 2.2), ("piece", "of", "shit"): (INSULT, 2.4),
    ("go", "fuck", "yourself"): (INSULT, 2.8), ("fuck", "you"): (INSULT, 2.6), ("fuck", "off"): (INSULT, 2.4),
    ("wtf",): (PROFANITY, 1.2), ("stfu",): (PROFANITY, 2.0),
}
CATEGORIES = {
    "racial / ethnic slurs": IDENTITY, "sexual orientation / gender": IDENTITY, "religious offense": PROFANITY,
    "mental disability": INSULT, "physical disability": INSULT, "physical attributes": INSULT, "political": IDENTITY,
    "other / general insult": INSULT, "animal references": INSULT, "sexual anatomy / sexual acts": PROFANITY,
    "bodily fluids / excrement": PROFANITY,
}


def is_common(word):
    """Whether the word, or what it is the plural of, is as often harmless."""
    return word not in KEPT and any(w in COMMON for w in (word, word.removesuffix("s"), word.removesuffix("es")))


def fold(char):
    lower = unicodedata.normalize("NFKD", char)[0].lower()
    return lower


def words(text):
    """The words of a text, sentence by sentence: a list of lists."""
    sentences, sentence, word = [], [], []
    text = text + " "
    length = len(text)

    def flush():
        nonlocal word
        if word:
            sentence.append("".join(word))
            word = []

    def end():
        nonlocal sentence
        if sentence:
            sentences.append(sentence)
            sentence = []

    for i, char in enumerate(text):
        c = fold(char)
        following = fold(text[i + 1]) if i + 1 < length else " "
        if c.isalnum():
            word.append(c)
        elif char in "'\u2019" and word and following.isalnum():
            continue
        elif c in "*@$" and (word or (c != "*" and following.isalpha())):
            word.append(c)
        elif c == "!" and word and following.isalpha():
            word.append(c)
        else:
            flush()
            if char == "\n" or (char in ".!?" and not following.isalnum()) or len(sentence) >= 48:
                end()
    flush()
    end()
    return sentences


def hash_of(word):
    h = OFFSET
    for char in word:
        h = ((h ^ ord(char)) * PRIME) & MASK64
    return h


def pair(first, second):
    """The hash of two words in this order; of three with the first two's."""
    return ((first * 31 + second) * 0x9E3779B97F4A7C15) & MASK64


def phrase_hash(parts):
    h = hash_of(parts[0])
    for part in parts[1:]:
        h = pair(h, hash_of(part))
    return h


def squeezed(word):
    return "~" + "".join(k for k, _ in itertools.groupby(word))


def _masks(word):
    vowels = [i for i, c in enumerate(word) if c in "aeiou"]
    for i in vowels:
        yield word[:i] + "*" + word[i + 1:]
    yield "".join("*" if c in "aeiou" else c for c in word)
    yield word[0] + "*" * (len(word) - 2) + word[-1]
    yield word[0] + "*" * (len(word) - 1)
    for ending in ("ing", "ed", "er", "ers", "s"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            stem = word[: -len(ending)]
            yield stem[0] + "*" * (len(stem) - 1) + ending
            yield stem[0] + "*" * (len(stem) - 2) + stem[-1] + ending
    if word.startswith("mother"):
        yield "motherf***" + word[10:]
        yield "motherf**k" + word[10:]


def lexicon(path):
    """{phrase hash: (category, severity 1..3, words)}."""
    found = {}

    def add(parts, category, severity):
        known = found.get(phrase_hash(parts))
        if known is None or known[1] < severity:
            found[phrase_hash(parts)] = (category, severity, parts)

    for row in csv.DictReader(open(path, encoding="utf-8")):
        if row["src"] != "surge-profanity":
            continue
        term = row["term"].lower()
        parts = tuple(w for s in words(term) for w in s)
        plain = tuple(p.translate(LEET) for p in parts)
        if not parts or len(parts) > 4 or any(len(p) < 2 for p in parts) or sum(map(len, parts)) < 3:
            continue
        category, severity = CATEGORIES[row["category"]], float(row["severity"])
        for each in {parts, plain}:
            if len(each) == 1 and (is_common(each[0]) or each[0].isdigit() or len(each[0]) < 3):
                continue
            add(each, category, severity)
    for parts, (category, severity) in OWN.items():
        add(parts, category, severity)
    for word in MASKED:
        known = found.get(hash_of(word), (PROFANITY, 2.0, None))
        for mask in _masks(word):
            add((mask,), known[0], known[1])
    for key, (category, severity, parts) in list(found.items()):
        if len(parts) == 1 and parts[0].isalpha() and len(parts[0]) > 3 and severity >= 1.2:
            found.setdefault(hash_of(squeezed(parts[0])), (category, severity, (squeezed(parts[0]),)))
    return found
