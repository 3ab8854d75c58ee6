"""Writes labelled texts: templates x word lists, with changes of case and layout.

    generate.py COUNT SEED > texts.jsonl      {"text", "spans": [{"entity", "start", "end"}], "language"}
"""

import json
import pathlib
import random
import re
import sys

import addresses
from gazetteer import CITIES, CITIES_OF, COUNTRIES, FAMILY, GIVEN, KNOWN_ORGANIZATIONS, NATIONS, STATES, TERMS

HERE = pathlib.Path(__file__).parent
SLOT = re.compile(r"\{([A-Za-z]+)(\d?)\}")
LABELS = {
    "P": "PERSON", "F": "PERSON", "L": "PERSON", "LF": "PERSON", "I": "PERSON", "T": "TITLE", "A": "ADDRESS",
    "M": "ADDRESS", "B": "ADDRESS", "S": "ADDRESS", "C": "LOCATION", "N": "LOCATION", "R": "LOCATION",
    "O": "ORGANIZATION", "J": "JOB_TITLE", "G": "AGE", "Z": "ZIP_CODE", "Q": "NRP",
}  # fmt: skip

NATIVE = {"ru", "uk", "el", "bg", "ar", "he", "fa", "hi", "zh", "ja", "ko", "th"}
LOCALES = [k for k in GIVEN if k in FAMILY]
TITLES = {
    "de": ["Herr", "Frau", "Dr.", "Prof.", "Herrn"],
    "fr": ["M.", "Mme", "Monsieur", "Madame", "Dr", "Maître", "Mlle"],
    "es": ["Sr.", "Sra.", "Don", "Doña", "Dr.", "Dra.", "Señor", "Señora"],
    "it": ["Sig.", "Sig.ra", "Dott.", "Signor", "Signora", "Avv.", "Ing."],
    "nl": ["Dhr.", "Mevr.", "Meneer", "Mevrouw", "Dr."],
    "en": "Mr. Mr. Mr Mrs. Mrs. Mrs Ms. Ms. Ms Miss Dr. Dr. Dr Prof. Professor Sir Rev. Judge Senator Captain Sgt. "
    "Officer Hon. Justice Lt. Colonel Father Sister Madam".split(),
}
CITY_KEYS = {"de": ["DE", "AT", "CH"], "fr": ["FR", "BE", "CH"], "es": ["ES", "MX", "SA"], "it": ["IT"],
             "nl": ["NL", "BE"], "pt": ["PT", "BR"], "pl": ["PL"], "sv": ["SE"], "no": ["NO"], "da": ["DK"],
             "fi": ["FI"], "cs": ["CZ"], "hu": ["HU"], "ro": ["RO"], "hr": ["HR"], "tr": ["TR"], "ru": ["RU"],
             "uk": ["UA"], "el": ["GR"], "bg": ["BG"], "ja": ["JP"], "zh": ["CN"], "ko": ["KR"], "vi": ["SEA"],
             "th": ["SEA"], "id": ["SEA"], "tl": ["SEA"], "af": ["AF"]}  # fmt: skip
ORG_A = """Acme Apex Summit Pinnacle Vertex Orion Atlas Titan Nova Stellar Horizon Evergreen Cascade Pacific Atlantic Northern
Southern Western Eastern Central Midland Highland Riverside Lakeside Oakwood Redwood Cedar Maple Birch Willow Falcon Eagle
Phoenix Lion Tiger Wolf Bear Blue Red Green Silver Golden Crystal Diamond Sapphire Quantum Fusion Synergy Catalyst Nexus
Vantage Beacon Keystone Cornerstone Bridge Gateway Harbor Liberty Heritage Legacy Pioneer Frontier Vanguard Paragon Zenith
Meridian Equinox Solstice Aurora Polaris Sirius Cobalt Carbon Granite Marble Iron Copper Ocean Delta Alpha Omega Sigma Gamma
Prime First United American National Global Universal Premier Elite Royal Imperial Metro Urban City County State Rapid Swift
Bright Clear Smart Clever Bold True Open Inter Trans Omni Poly Mono Bio Geo Eco Aero Hydro Cyber Tele Infra Micro Macro
Umbra Globo Hooli Vandel Initrode Wayland Tyrell Stark Cyberdine Oscorp Soylent Wonka Duff Gekko Bluth Pied Raviga Aviato
Massively Prestigious Dunmore Sterling Cooperton""".split()
ORG_B = """Bank Group Holdings Partners Associates Industries Technologies Solutions Systems Services Consulting Capital Ventures
Insurance Foundation Institute Healthcare Pharma Laboratories Energy Motors Airlines Logistics Foods Media Studios Publishing
Networks Software Analytics Robotics Aerospace Engineering Construction Properties Realty Legal Advisors Enterprises
International Dynamics Manufacturing Chemicals Steel Mining Textiles Telecom Financial Dynamic Worldwide Medical_Center
Hospital Clinic University College Academy School Credit_Union Trust Retail Stores Hotels Electric Brewing Farms
Entertainment Security Data Labs Digital Cloud Mutual Savings Federal Auto_Parts Furniture Bakery Cafe Pharmacy""".split()
SYLLABLES = """ka lo mi ra ven tor zel nix qua bri dex fin gar hel jun kor lum mar nov ost pel rix sal tan ulm vor wex xan yor
zen ta ro li sa mo vi da co re ne bo pa tri sol ast ent gen tek lab ix on ia ex um is or ax""".split()
DRUGS = "Metformin Lisinopril Atorvastatin Ibuprofen Amoxicillin Sertraline Gabapentin Omeprazole Prednisone Albuterol".split()
CONDITIONS = ["asthma", "Type 2 Diabetes", "hypertension", "chest pain", "Migraine", "Atrial Fibrillation", "anxiety",
              "Pneumonia", "Hypothyroidism", "a broken arm", "COPD", "Osteoarthritis", "knee pain"]  # fmt: skip
PRODUCTS = ["iPhone", "MacBook", "ThinkPad", "Windows 11", "Office 365", "router", "Smart TV", "PlayStation", "Excel",
            "Salesforce", "Jira", "VPN", "dishwasher", "Galaxy Tab", "Kindle", "web shop", "Premium plan"]  # fmt: skip
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def lines(name):
    texts = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [t.replace("\\n", "\n").replace("\\t", "\t") for t in texts if t and not t.startswith("#")]


ENGLISH, PLAIN, OTHER = lines("templates_en.txt"), lines("templates_plain.txt"), lines("templates_other.txt")


def invented(rng):
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.choice((2, 2, 3)))).capitalize()


class Person:
    """Somebody, and the ways to write who it is."""

    def __init__(self, rng, language):
        self.rng = rng
        key = language if rng.random() < (0.5 if language == "en" else 0.75) else rng.choice(LOCALES)
        key = key if key in LOCALES else "en"
        native = self._native(key)
        scripted = language in NATIVE and language == key and rng.random() < 0.9
        self.key, self.scripted = key, scripted and bool(native[0]) and bool(native[1])
        given, family = native if self.scripted else self._latin(key)
        if key == "us":
            family = family + FAMILY["en"]
        if rng.random() < 0.03:
            family = [invented(rng)]
        self.given, self.family = rng.choice(given), rng.choice(family)
        self.middle = rng.choice(given)
        if rng.random() < 0.05:
            self.family += "-" + rng.choice(family)
        self.female = self.given[-1:] in "aeiéA"

    @staticmethod
    def _native(key):
        return tuple([n for n in t[key] if ord(n[0]) > 0x36F] for t in (GIVEN, FAMILY))

    @staticmethod
    def _latin(key):
        given, family = (tuple(n for n in t[key] if ord(n[0]) <= 0x36F) for t in (GIVEN, FAMILY))
        return list(given) or GIVEN["en"], list(family) or FAMILY["en"]

    def full(self):
        first, last, rng = self.given, self.family, self.rng
        if self.scripted and self.key in ("zh", "ja", "ko"):
            return rng.choice([last + first, last + " " + first, first + " " + last])
        roll = rng.random()
        if roll < 0.72:
            return f"{first} {last}"
        if roll < 0.82:
            return f"{first} {self.middle[0]}. {last}"
        if roll < 0.88:
            return f"{first} {self.middle} {last}"
        if roll < 0.91:
            return f"{first} {self.middle[0]} {last}"
        if roll < 0.94:
            return f"{last} {first}"
        if roll < 0.96:
            return f"{first} {last} {rng.choice(['Jr.', 'Sr.', 'II', 'III', 'Jr'])}"
        return self.initials()

    def initials(self):
        first, last, rng = self.given, self.family, self.rng
        return rng.choice([f"{first[0]}. {last}", f"{first[0]}. {self.middle[0]}. {last}", f"{first[0]} {last}",
                           f"{first[0]}.{self.middle[0]}. {last}", f"{first} {last[0]}."])  # fmt: skip


class Writer:
    """Fills one template."""

    def __init__(self, rng, language):
        self.rng, self.language = rng, language
        self.people = {}
        self.out, self.spans, self.length = [], [], 0

    def person(self, number):
        if not number:
            return Person(self.rng, self.language)
        if number not in self.people:
            self.people[number] = Person(self.rng, self.language)
        return self.people[number]

    def put(self, text, label=None):
        if label and text:
            self.spans.append([self.length, self.length + len(text), label])
        self.out.append(text)
        self.length += len(text)

    def write(self, template):
        at = 0
        for slot in SLOT.finditer(template):
            self.put(template[at : slot.start()])
            self.fill(slot.group(1), slot.group(2))
            at = slot.end()
        self.put(template[at:])
        return "".join(self.out), self.spans

    def fill(self, slot, number):
        if slot[0] == "U" and len(slot) > 1:
            return self.fill_as(slot[1:], str.upper)
        if slot[0] == "l" and len(slot) == 2:
            return self.fill_as(slot[1].upper(), str.lower)
        text = self.value(slot, number)
        self.put(text, LABELS.get(slot))

    def fill_as(self, slot, change):
        self.put(change(self.value(slot, "")), LABELS[slot])

    def value(self, slot, number):
        rng = self.rng
        person = self.person(number) if slot in ("P", "F", "L", "LF", "I") else None
        match slot:
            case "P":
                return person.full()
            case "F":
                return person.given
            case "L":
                return person.family
            case "LF":
                return person.family + ", " + person.given + rng.choice(["", "", "", f" {person.middle[0]}."])
            case "I":
                return person.initials()
            case "T":
                return rng.choice(TITLES.get(self.language, TITLES["en"]))
            case "C":
                return self.city()
            case "N":
                return rng.choice(COUNTRIES if self.language == "en" else TERMS["country"])
            case "R":
                return rng.choice(STATES)
            case "O":
                return self.organization()
            case "J":
                return self.job()
            case "Q":
                return rng.choice(NATIONS)
            case "G":
                return str(rng.choice([rng.randint(18, 90), rng.randint(1, 99)]))
            case "A":
                return addresses.any_address(self, multiline=rng.random() < 0.15)
            case "M":
                return addresses.any_address(self, multiline=True)
            case "B":
                return addresses.box(self, multiline=rng.random() < 0.3)
            case "S":
                return addresses.street(self)
            case "Z":
                return addresses.postcode(rng)
        return self.filler(slot)

    def city(self):
        keys = CITY_KEYS.get(self.language)
        if keys and self.rng.random() < 0.75:
            return self.rng.choice(CITIES_OF[self.rng.choice(keys)])
        return self.rng.choice(CITIES)

    def job(self):
        rng = self.rng
        if self.language != "en" and rng.random() < 0.4:
            return rng.choice(TERMS["job"][-26:])
        base = rng.choice(TERMS["job"][:-26])
        roll = rng.random()
        if roll < 0.35 or base.isupper():
            return rng.choice([base, base, base.lower() if not base.isupper() else base])
        if roll < 0.6:
            return f"{rng.choice(TERMS['jobmod'])} {base}"
        if roll < 0.75:
            return f"{rng.choice(TERMS['jobmod'])} {rng.choice(TERMS['jobmod'])} {base}"
        if roll < 0.85:
            return f"{rng.choice(TERMS['jobmod'])} {base}".lower()
        return f"{rng.choice(['Director', 'Head', 'VP', 'Vice President', 'Manager'])} of {rng.choice(TERMS['jobmod'])} {rng.choice(['Operations', 'Sales', 'Development', 'Services', 'Affairs'])}"

    def organization(self):
        rng = self.rng
        roll = rng.random()
        suffix = {"de": ["GmbH", "AG", "KG", "GmbH & Co. KG", "e.V.", "SE"], "fr": ["SA", "SARL", "SAS", "S.A."],
                  "es": ["S.A.", "S.L."], "it": ["S.p.A.", "S.r.l.", "SpA", "Srl"], "nl": ["B.V.", "N.V.", "BV"]}.get(
            self.language, ["Inc.", "Inc", "LLC", "Ltd", "Ltd.", "Corp", "Corp.", "Corporation", "PLC", "LLP", "GmbH", "AG", "Co.", "Company", "Group", "S.A.", "B.V.", "AB", "Oy", "Pty Ltd"])  # fmt: skip
        name = rng.choice(FAMILY[rng.choice(LOCALES)])
        b = rng.choice(ORG_B).replace("_", " ")
        if roll < 0.33:
            return rng.choice(KNOWN_ORGANIZATIONS) + (f" {rng.choice(suffix)}" if rng.random() < 0.08 else "")
        if roll < 0.5:
            return f"{rng.choice(ORG_A)} {b}" + (f" {rng.choice(suffix)}" if rng.random() < 0.3 else "")
        if roll < 0.58:
            return f"{rng.choice([rng.choice(ORG_A), name, invented(rng)])} {rng.choice(suffix)}"
        if roll < 0.64:
            other = rng.choice(FAMILY[rng.choice(LOCALES)])
            return rng.choice([f"{name} & {other}", f"{name}, {other} & Co.", f"{name} and Sons", f"{name}-{other}", f"{name} {b}", f"{name} Brothers"])
        if roll < 0.74:
            return f"{name} {b}" + (f" {rng.choice(suffix)}" if rng.random() < 0.3 else "")
        if roll < 0.82:
            return f"{rng.choice(CITIES)} {b}"
        if roll < 0.88:
            place = rng.choice(CITIES + STATES + COUNTRIES)
            return rng.choice([f"University of {place}", f"Bank of {place}", f"{place} University", f"St. {rng.choice(GIVEN['en'])} Hospital", f"Institute of {rng.choice(ORG_A)} {rng.choice(['Science', 'Technology', 'Research'])}", f"{place} City Council", f"{place} Chamber of Commerce", f"Ministry of {rng.choice(['Health', 'Finance', 'Justice', 'Education'])}"])
        if roll < 0.94:
            return invented(rng) + rng.choice(["", "", f" {b}", f" {rng.choice(suffix)}"])
        return f"{rng.choice(ORG_A)} {rng.choice(ORG_A)} {b}"

    def filler(self, slot):
        rng = self.rng
        n = rng.randint
        match slot:
            case "d":
                return rng.choice([f"{n(1990, 2026)}-{n(1, 12):02}-{n(1, 28):02}", f"{n(1, 12)}/{n(1, 28)}/{n(1960, 2026)}",
                                   f"{rng.choice(MONTHS)} {n(1, 28)}, {n(1990, 2026)}", f"{n(1, 28):02}.{n(1, 12):02}.{n(1950, 2026)}",
                                   f"{n(1, 28)} {rng.choice(MONTHS)[:3]} {n(1990, 2026)}", f"{rng.choice(MONTHS)} {n(1, 28)}"])  # fmt: skip
            case "t":
                return rng.choice([f"{n(0, 23)}:{n(0, 59):02}", f"{n(1, 12)} pm", f"{n(1, 12)}:{n(0, 59):02} AM"])
            case "ts":
                return f"{n(2020, 2026)}-{n(1, 12):02}-{n(1, 28):02}T{n(0, 23):02}:{n(0, 59):02}:{n(0, 59):02}Z"
            case "ph":
                return rng.choice([f"+1 ({n(200, 999)}) {n(200, 999)}-{n(1000, 9999)}", f"{n(200, 999)}-{n(200, 999)}-{n(1000, 9999)}",
                                   f"+49 {n(30, 999)} {n(100000, 9999999)}", f"0{n(1, 9)} {n(10, 99)} {n(10, 99)} {n(10, 99)} {n(10, 99)}",
                                   f"({n(200, 999)}) {n(200, 999)} {n(1000, 9999)}", f"07{n(100, 999)} {n(100000, 999999)}"])  # fmt: skip
            case "e":
                who = self.person("1") if "1" in self.people else Person(rng, "en")
                user = re.sub(r"\W", "", who.given.lower()) + rng.choice([".", "_", ""]) + re.sub(r"\W", "", who.family.lower())
                return f"{user}{rng.choice(['', n(1, 99)])}@{rng.choice(['gmail.com', 'example.com', 'outlook.com', 'mail.org', 'company.de'])}"
            case "id":
                return rng.choice([f"INV-{n(1000, 999999)}", f"#{n(10000, 9999999)}", f"{n(100000, 999999999)}", f"MRN-{n(1000000, 9999999)}",
                                   f"{rng.choice('ABCX')}{n(1000000, 9999999)}", f"2{n(0, 3)}-CV-{n(1000, 9999)}"])  # fmt: skip
            case "n":
                return str(n(1000, 9999))
            case "amt":
                return rng.choice([f"${n(1, 999)},{n(100, 999)}", f"${n(5, 900)}.{n(10, 99)}", f"EUR {n(10, 9000)}", f"{n(10, 9000)} €", f"£{n(10, 900)}", f"${n(2, 90)} million"])
            case "ip":
                return ".".join(str(n(1, 254)) for _ in range(4))
            case "cc":
                return f"4{n(100, 999)} {n(1000, 9999)} {n(1000, 9999)} {n(1000, 9999)}"
            case "my":
                return f"{n(1, 12):02}/{n(24, 32)}"
            case "iban":
                return f"DE{n(10, 99)} {n(1000, 9999)} {n(1000, 9999)} {n(1000, 9999)} {n(1000, 9999)} {n(10, 99)}"
            case "ssn":
                return f"{n(100, 899)}-{n(10, 99)}-{n(1000, 9999)}"
            case "wd":
                return rng.choice(DAYS)
            case "month":
                return rng.choice(MONTHS)
            case "air":
                return "".join(rng.choice("ABCDEFGHIJKLMNOPRSTUVWXYZ") for _ in range(3))
            case "drug":
                return rng.choice(DRUGS) + rng.choice(["", f" {n(1, 20) * 10}mg"])
            case "cond":
                return rng.choice(CONDITIONS)
            case "prod":
                return rng.choice(PRODUCTS)
            case "rel":
                return rng.choice("wife husband son daughter mother father brother sister uncle aunt cousin partner".split())
            case "h":
                return rng.choice(["he", "she", "they"])
            case "poss":
                return rng.choice(["his", "her", "their"])
            case "mi":
                return rng.choice("ABCDEFGHJKLMNPRSTW")
            case "ini":
                return rng.choice(["{}.", "{}. {}.", "{}{}", "{}.{}."]).format(*rng.sample("ABCDEFGHJKLMNPRSTW", 2))
        raise ValueError(slot)


FIELDS = [
    ("Name", "P"), ("Full name", "P"), ("Client", "P"), ("Customer", "P"), ("Patient", "P"), ("Employee", "P"), ("Contact", "P"),
    ("First name", "F"), ("Last name", "L"), ("Surname", "L"), ("Manager", "P"), ("Attorney", "P"), ("Physician", "T P"),
    ("Provider", "T P"), ("Claimant", "P"), ("Tenant", "P"), ("Applicant", "P"), ("Spouse", "P"), ("Assigned to", "P"), ("Signed", "P"),
    ("Reporter", "P"), ("Approved by", "P"), ("Cardholder", "P"), ("Judge", "P"), ("Witness", "P"), ("Author", "P"), ("Owner", "P"),
    ("Address", "A"), ("Street address", "A"), ("Billing address", "A"), ("Ship to", "A"), ("Home address", "A"), ("Mailing address", "A"),
    ("Street", "S"), ("City", "C"), ("State", "R"), ("Country", "N"), ("ZIP", "Z"), ("Postcode", "Z"), ("Zip code", "Z"),
    ("Employer", "O"), ("Company", "O"), ("Organization", "O"), ("Bank", "O"), ("Insurer", "O"), ("Vendor", "O"), ("From", "O"), ("To", "P"),
    ("Hospital", "O"), ("School", "O"), ("Position", "J"), ("Title", "J"), ("Occupation", "J"), ("Job title", "J"), ("Age", "G"), ("Nationality", "Q"),
    ("Religion", "Q"), ("Place of birth", "C"), ("Facility", "O"),
    ("Phone", "ph"), ("Email", "e"), ("SSN", "ssn"), ("DOB", "d"), ("Date", "d"), ("Policy", "id"), ("MRN", "id"), ("Amount", "amt"),
    ("Account", "id"), ("IBAN", "iban"), ("Diagnosis", "cond"), ("Medication", "drug"), ("IP", "ip"), ("Total", "amt"), ("Invoice", "id"),
]  # fmt: skip
OTHER_FIELDS = ["Status: Active", "Priority: High", "Type: Standard", "Currency: USD", "Department: Finance", "Gender: F", "Consent: Yes",
                "Payment Method: Credit Card", "Plan: Gold", "Language: English", "Notes: none", "Refills: 3", "Marital status: Single"]  # fmt: skip
HEADINGS = ["CUSTOMER RECORD", "INTAKE FORM", "Employee Registration", "LOAN APPLICATION", "Patient Information", "INSURANCE CLAIM FORM",
            "Contact Details", "Order Confirmation", "Tax Form 1040", "Visitor Log", "Support Ticket", "— Profile —", "## Account", "Shipping Label"]  # fmt: skip


def form(rng):
    """A form's template: labels and slots in one of several layouts."""
    fields = rng.sample(FIELDS, rng.randint(2, 8))
    style = rng.randrange(8)
    rows = []
    for label, slots in fields:
        value = " ".join("{" + s + "}" for s in slots.split())
        label = label.upper() if style == 1 else label
        key = label.lower().replace(" ", rng.choice(["_", ""]))
        rows.append(
            [f"{label}: {value}", f"{label}: {value}", f"| {label} | {value} |", f'  "{key}": "{value}"', f"{label}\t{value}",
             f"• {label}: {value}", f"{key} = {value}", f"**{label}:** {value}"][style])  # fmt: skip
    if style < 2 and rng.random() < 0.5:
        rows.insert(rng.randrange(len(rows)), rng.choice(OTHER_FIELDS))
    heading = rng.choice(HEADINGS) + "\n" if rng.random() < 0.5 and style != 3 else ""
    if style == 3:
        return "{\n" + ",\n".join(rows) + "\n}"
    return heading + rng.choice(["\n", "\n", "\n", " | ", ", ", "; "] if style in (0, 5, 6) else ["\n"]).join(rows)


def merged(text, spans):
    """One address where a street and its town stand together, and one person where a given and a family name do."""
    out = []
    for start, end, label in spans:
        before, gap = out[-1] if out else [0, 0, None], text[out[-1][1] : start] if out else ""
        address = before[2] == "ADDRESS" and label in ("LOCATION", "ZIP_CODE", "ADDRESS") and gap.strip(", \n") == ""
        person = before[2] == label == "PERSON" and gap == " "
        if address or person:
            before[1] = end
        else:
            out.append([start, end, label])
    return out


def one(rng):
    roll = rng.random()
    language = "en"
    if roll < 0.62:
        template = rng.choice(ENGLISH)
        if rng.random() < 0.25:
            template += rng.choice(["\n", " ", "\n\n"]) + rng.choice(ENGLISH + PLAIN)
    elif roll < 0.74:
        template = form(rng)
    elif roll < 0.9:
        language, template = rng.choice(OTHER).split(" ", 1)
    else:
        template = rng.choice(PLAIN)
        if rng.random() < 0.5:
            template += rng.choice(["\n", " "]) + rng.choice(PLAIN)
    text, spans = Writer(rng, language).write(template)
    spans = merged(text, spans)
    roll = rng.random()
    if roll < 0.09:
        text = lowered(text)
    elif roll < 0.14:
        text = raised(text)
    elif roll < 0.16:
        text = titled(text)
    labels = [{"entity": label, "start": start, "end": end} for start, end, label in spans]
    return {"text": text, "spans": labels, "language": language}


def lowered(text):
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def titled(text):
    return "".join(raised(c) if i == 0 or text[i - 1] == " " else c for i, c in enumerate(text))


def raised(text):
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


if __name__ == "__main__":
    count, seed = int(sys.argv[1]), int(sys.argv[2])
    rng = random.Random(seed)
    for _ in range(count):
        print(json.dumps(one(rng), ensure_ascii=False))
