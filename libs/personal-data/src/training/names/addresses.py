"""Postal addresses of many countries, in one line or several."""

from gazetteer import CITIES, CITIES_OF, COUNTRIES, STATES, TERMS

STREETS_EN = """Main Oak Maple Cedar Pine Elm Washington Lake Hill Walnut Spring North Ridge Church Willow Mill Sunset Railroad Jackson
Cherry West South Highland Park River Lincoln Meadow Chestnut Forest Dogwood Hickory Laurel Franklin Adams Jefferson Madison
Monroe Spruce Birch Poplar Sycamore Magnolia Cypress Redwood Aspen Juniper Holly Ivy Orchard Valley Prospect Pleasant Union
Front Water Bridge Market High Station Victoria Albert King Queen Prince Duke Castle Manor Abbey Grange Priory Windsor York
Richmond Kingston London Manchester Green Broad Long New Old Kings Queens St._John's Market Bakers Butchers Canal Harbour Mission
Valencia Canyon Desert Eagle Falcon Fox Deer Bear Wolf Hawk Quail Colonial Heritage Liberty Independence Patriot Pioneer Rosewood
Stonewood Brookside Fairview Glenwood Hillcrest Kenwood Lakeview Longview Mountain_View Oakwood Parkview Ridgewood Riverside Shady
Summit Sunnyside Timber Westwood Winding Woodland 1st 2nd 3rd 4th 5th 12th 21st 42nd 103rd Fifth Seventh Martin_Luther_King E._Maple
N._Lincoln S._Grand W._Madison North_State East_Bay Calle_Real El_Camino Via_Roma Del_Mar San_Pablo Santa_Fe""".split()
TYPES_EN = "Street St St. Street Avenue Ave Ave. Road Rd Rd. Drive Dr Dr. Lane Ln Boulevard Blvd Court Ct Place Pl Way Circle Cir Terrace Parkway Pkwy Close Crescent Gardens Grove Mews Square Trail Highway Loop Walk Hill Row Green Park".split()
DE = "Haupt Bahnhof Garten Schul Dorf Berg Kirch Wald Ring Linden Birken Goethe Schiller Mozart Beethoven Bismarck Friedrich Wilhelm Kaiser König Markt Mühlen Rosen Wiesen Sonnen Park Feld Industrie Luisen Berliner Hamburger Münchner Frankfurter Leipziger Potsdamer".split()
FR = ["de la Paix", "Victor Hugo", "de la République", "du Général de Gaulle", "Jean Jaurès", "Pasteur", "des Lilas", "de l'Église", "du Moulin", "des Fleurs", "Saint-Martin", "de Rivoli", "Voltaire", "des Champs", "de la Gare", "du Port", "des Acacias", "Molière", "Gambetta", "de Verdun", "Émile Zola", "du Château"]
ES = ["Mayor", "de Alcalá", "Gran Vía", "de la Constitución", "Real", "del Sol", "Cervantes", "de Goya", "San Juan", "de la Paz", "Colón", "de Serrano", "Príncipe de Vergara", "de Toledo", "Juárez", "Reforma", "Insurgentes Sur", "Bolívar", "San Martín", "9 de Julio", "de los Reyes"]
IT = ["Roma", "Garibaldi", "Giuseppe Verdi", "Dante Alighieri", "Mazzini", "Cavour", "Vittorio Emanuele II", "della Repubblica", "San Marco", "XX Settembre", "Nazionale", "dei Mille", "Leonardo da Vinci", "Marconi", "del Corso", "IV Novembre", "Torino", "Manzoni"]
NL = "Kerk Dorps School Molen Prinsen Keizers Heren Beatrix Juliana Wilhelmina Stations Nieuwe Oude Julianа Beuken Eiken Linden Berken Noorder Zuider Vondel Rembrandt".replace("а", "a").split()
SE = "Storgatan Drottninggatan Kungsgatan Vasagatan Skolgatan Kyrkogatan Järnvägsgatan Östra_Storgatan Nygatan Björkvägen Parkvägen Ringvägen Karl_Johans_gate Storgata Kirkeveien Parkveien Bygdøy_allé Vestergade Nørregade Algade Østerbrogade Strandvejen Mannerheimintie Koskikatu Keskuskatu Kauppakatu Hämeenkatu".split()
PL = "Marszałkowska Mickiewicza Słowackiego Kościuszki Polna Leśna Ogrodowa Lipowa Szkolna Krótka Długa Warszawska Piłsudskiego Jana_Pawła_II Sienkiewicza Nowy_Świat".split()
CS = "Národní Hlavní Nádražní Školní Zahradní Komenského Husova Masarykova Palackého Vinohradská Dlouhá".split()
OTHER = ["Kossuth Lajos utca", "Petőfi Sándor út", "Strada Victoriei", "Bulevardul Unirii", "Ilica", "Vukovarska", "Atatürk Caddesi", "Cumhuriyet Mah. Gül Sokak", "İstiklal Cad.", "ул. Ленина", "Nevsky Prospekt", "Tverskaya Ulitsa", "MG Road", "Jalan Sudirman", "Nguyen Hue", "Via Appia", "Ermou", "Leof. Kifisias", "Rothschild Blvd", "Al Wasl Road", "Rua Augusta", "Avenida Paulista", "Rua das Flores", "Travessa do Carmo", "Herzl Street", "Nanjing Road", "Orchard Road"]
US_STATES = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC".split()
PROVINCES = "ON QC BC AB MB SK NS NB NL PE".split()


def _pick(rng, words):
    return rng.choice(words).replace("_", " ")


def _letters(rng, count):
    return "".join(rng.choice("ABCDEFGHJKLMNPRSTUWXYZ") for _ in range(count))


def uk(rng):
    return f"{_letters(rng, rng.choice((1, 2)))}{rng.randint(1, 29)}{rng.choice(['', '', rng.choice('AEHW')])} {rng.randint(1, 9)}{_letters(rng, 2)}"


def canada(rng):
    return f"{_letters(rng, 1)}{rng.randint(0, 9)}{_letters(rng, 1)}{rng.choice([' ', ' ', ''])}{rng.randint(0, 9)}{_letters(rng, 1)}{rng.randint(0, 9)}"


def zip5(rng):
    return f"{rng.randint(501, 99950):05}" + (f"-{rng.randint(1, 9999):04}" if rng.random() < 0.08 else "")


def postcode(rng):
    return rng.choice([zip5, zip5, zip5, uk, canada, lambda r: f"{r.randint(1000, 99999)}", lambda r: f"{r.randint(1000, 9999)} {_letters(r, 2)}"])(rng)


def _unit(rng):
    return rng.choice([f"Apt {rng.randint(1, 99)}", f"Apt. {rng.randint(1, 999)}", f"Apt. {rng.randint(1, 20)}{rng.choice('ABCD')}", f"Suite {rng.randint(1, 999)}",
                       f"Unit {rng.randint(1, 40)}", f"#{rng.randint(1, 40)}{rng.choice(['', 'A', 'B'])}", f"Floor {rng.randint(1, 40)}", f"Ste. {rng.randint(100, 900)}",
                       f"Flat {rng.randint(1, 40)}", f"Building {rng.choice('ABC')}", f"Room {rng.randint(1, 900)}", f"{rng.randint(1, 20)}th Floor"])  # fmt: skip


def street_en(writer):
    rng = writer.rng
    name = _pick(rng, STREETS_EN) if rng.random() < 0.7 else writer.person("").family
    number = rng.choice([str(rng.randint(1, 99)), str(rng.randint(100, 9999)), str(rng.randint(100, 9999)), f"{rng.randint(1, 300)}{rng.choice('abAB')}", str(rng.randint(10000, 29999))])
    direction = rng.choice(["", "", "", "", "N ", "S. ", "West ", "NE "])
    return f"{number} {direction}{name} {rng.choice(TYPES_EN)}"


def named(writer, key):
    """The street's name alone, in a language's form."""
    rng = writer.rng
    match key:
        case "de":
            ending = rng.choice(["straße", "str.", "weg", "platz", "allee", "gasse", "straße", "strasse"])
            base = _pick(rng, DE)
            if base.endswith("er"):
                return f"{base} {rng.choice(['Straße', 'Str.', 'Allee', 'Platz'])}"
            if rng.random() < 0.2:
                return f"{writer.person('').family}-{ending.capitalize()}"
            return rng.choice([base + ending, base + ending, f"Am {base}{rng.choice(['park', 'platz', 'ring', 'tor'])}", f"An der {base}straße", f"Unter den {base}"])
        case "fr":
            return rng.choice(["rue", "Rue", "avenue", "Avenue", "boulevard", "bd", "place", "chemin", "allée", "quai", "impasse"]) + " " + rng.choice(FR)
        case "es":
            return rng.choice(["Calle", "C/", "Avenida", "Avda.", "Plaza", "Paseo", "Carrera", "Av.", "calle"]) + " " + rng.choice(ES)
        case "it":
            return rng.choice(["Via", "via", "Viale", "Piazza", "Corso", "Largo", "Vicolo"]) + " " + rng.choice(IT)
        case "nl":
            return _pick(rng, NL) + rng.choice(["straat", "laan", "weg", "plein", "gracht", "kade", "singel", "dijk"])
        case "se":
            return _pick(rng, SE)
        case "pl":
            return rng.choice(["ul. ", "ul. ", "al. ", ""]) + _pick(rng, PL)
        case "cs":
            return _pick(rng, CS)
        case "other":
            return rng.choice(OTHER)
    raise ValueError(key)


def _number(rng):
    return rng.choice([str(rng.randint(1, 120)), str(rng.randint(1, 30)), f"{rng.randint(1, 99)}{rng.choice('abc')}", f"{rng.randint(1, 99)}/{rng.randint(1, 30)}", f"{rng.randint(1, 99)}-{rng.randint(1, 99)}"])


def _local(writer, key):
    """(street with its number, town with its postcode) of a country."""
    rng = writer.rng
    n = _number(rng)
    name = named(writer, key)

    city = lambda *keys: rng.choice(CITIES_OF[rng.choice(keys)])
    z5, z4 = f"{rng.randint(1000, 99999):05}", str(rng.randint(1000, 9999))
    match key:
        case "de":
            extra = rng.choice(["", "", "", f", {rng.randint(1, 5)}. OG", f", Wohnung {rng.randint(1, 30)}"])
            return f"{name} {n}{extra}", rng.choice([f"{z5} {city('DE')}", f"D-{z5} {city('DE')}", f"{z4} {city('AT')}", f"{z4} {city('CH')}"])
        case "fr":
            return rng.choice([f"{n} {name}", f"{n}, {name}", f"{n} bis {name}"]), rng.choice([f"{z5} {city('FR')}", f"{z4} {city('BE')}", f"{z5} {city('FR')} Cedex"])
        case "es":
            extra = rng.choice(["", "", f", {rng.randint(1, 9)}º {rng.choice('ABCD')}", f", piso {rng.randint(1, 9)}"])
            return rng.choice([f"{name} {n}{extra}", f"{name}, {n}{extra}", f"{name} nº {n}"]), rng.choice([f"{z5} {city('ES')}", f"{city('MX')}, {z5}", city("SA")])
        case "it":
            return rng.choice([f"{name} {n}", f"{name}, {n}"]), rng.choice([f"{z5} {city('IT')}", f"{z5} {city('IT')} ({_letters(rng, 2)})"])
        case "nl":
            return f"{name} {n}", rng.choice([f"{z4} {_letters(rng, 2)} {city('NL')}", f"{z4}{_letters(rng, 2)} {city('NL')}", f"{z4} {city('BE')}"])
        case "se":
            return f"{name} {n}", rng.choice([f"{z5[:3]} {z5[3:]} {city('SE')}", f"{z4} {city('NO')}", f"{z4} {city('DK')}", f"{z5} {city('FI')}"])
        case "pl":
            return f"{name} {n}" + rng.choice(["", "", f" m. {rng.randint(1, 60)}"]), f"{z5[:2]}-{z5[2:]} {city('PL')}"
        case "cs":
            return f"{name} {n}", f"{z5[:3]} {z5[3:]} {city('CZ', 'SK')}"
    return rng.choice([f"{name} {n}", f"{n} {name}", f"No. {n}, {name}"]), rng.choice([f"{z5} {rng.choice(CITIES)}", f"{rng.choice(CITIES)} {z5}", rng.choice(CITIES)])


KEYS = ["de", "de", "fr", "es", "it", "nl", "se", "pl", "cs", "other", "other"]
BY_LANGUAGE = {"de": "de", "fr": "fr", "es": "es", "it": "it", "nl": "nl", "sv": "se", "da": "se", "no": "se", "fi": "se", "pl": "pl", "cs": "cs"}


def street(writer):
    rng = writer.rng
    key = BY_LANGUAGE.get(writer.language)
    if key and rng.random() < 0.8:
        return _local(writer, key)[0]
    return street_en(writer) if rng.random() < 0.75 else _local(writer, rng.choice(KEYS))[0]


def box(writer, multiline):
    rng = writer.rng
    first = rng.choice(["P.O. Box {}", "PO Box {}", "Post Office Box {}", "P O Box {}", "Postfach {}", "BP {}"]).format(rng.randint(10, 99999))
    return first + ("\n" if multiline else ", ") + _town_us(writer)


def _town_us(writer):

    rng = writer.rng
    city = rng.choice(CITIES_OF["US"]) if rng.random() < 0.75 else invented_town(writer)
    roll = rng.random()
    if roll < 0.75:
        return f"{city}, {rng.choice(US_STATES)} {zip5(rng)}"
    if roll < 0.85:
        return f"{city}, {rng.choice(STATES[:50])} {zip5(rng)}"
    return rng.choice([f"{city} {rng.choice(US_STATES)} {zip5(rng)}", f"{city}, {rng.choice(US_STATES)}", f"{city}, {rng.choice(US_STATES)}, {zip5(rng)}"])


def invented_town(writer):
    rng = writer.rng
    name = writer.person("").family
    return rng.choice([f"{rng.choice(['Port', 'Lake', 'North', 'South', 'East', 'West', 'New', 'Mount'])} {name}", name + rng.choice(["ville", "ton", "bury", "mouth", "burgh", "stad", "side"])])


def any_address(writer, multiline):
    """A whole address: street, town, perhaps unit and country."""

    rng = writer.rng
    roll = rng.random()
    key = BY_LANGUAGE.get(writer.language)
    break_ = "\n" if multiline else ", "
    if rng.random() < 0.06:
        return box(writer, multiline)
    if key and rng.random() < 0.8:
        parts = list(_local(writer, key))
    elif roll < 0.4:
        parts = [street_en(writer), _town_us(writer)]
        if rng.random() < 0.3:
            parts.insert(1, _unit(rng))
    elif roll < 0.5:
        parts = [street_en(writer), rng.choice(CITIES_OF["GB"] + CITIES_OF["IE"]), uk(rng)]
        if rng.random() < 0.5:
            parts = parts[:1] + [f"{parts[1]} {parts[2]}"]
        if rng.random() < 0.15:
            parts.insert(0, rng.choice([f"Flat {rng.randint(1, 40)}", "Rose Cottage", "The Old Rectory", f"{writer.person('').family} House"]))
    elif roll < 0.57:
        parts = [street_en(writer), rng.choice([f"{rng.choice(CITIES_OF['CA'])}, {rng.choice(PROVINCES)} {canada(rng)}", f"{rng.choice(CITIES_OF['AU'])} {rng.choice(['NSW', 'VIC', 'QLD', 'WA', 'SA'])} {rng.randint(2000, 6999)}"])]
    elif roll < 0.8:
        parts = list(_local(writer, rng.choice(KEYS)))
    else:
        return _odd(writer)
    if rng.random() < 0.15:
        parts.append(rng.choice(COUNTRIES if rng.random() < 0.9 else TERMS["country"]))
    if rng.random() < 0.06:
        parts = parts[:1]
    text = break_.join(parts)
    if multiline and rng.random() < 0.25:
        text = text.replace("\n", ",\n")
    if not multiline and rng.random() < 0.1:
        text = text.replace(", ", " ")
    return text


def _odd(writer):
    """Parts of several countries' forms, in odd layouts, as test data and bad imports have them."""

    rng = writer.rng
    number = str(rng.randint(1, 9999))
    name = rng.choice([street_en(writer).split(" ", 1)[1], named(writer, rng.choice(KEYS)) + rng.choice(["", f" {_number(rng)}"]), f"{writer.person('').family} {rng.choice(TYPES_EN)}"])
    unit = rng.choice(["", "", _unit(rng)])
    town = rng.choice([rng.choice(CITIES), invented_town(writer), rng.choice(CITIES).upper()])
    state, country = rng.choice(["", "", rng.choice(US_STATES)]), rng.choice(["", "", rng.choice(COUNTRIES)])
    code = rng.choice(["", postcode(rng), postcode(rng)])
    sep = rng.choice([", ", "\n", "\n", " ", ",\n", "\n, ", " - "])
    first = f"{number} {name}" + (rng.choice([" ", ", ", "\n"]) + unit if unit else "")
    if rng.random() < 0.2:
        first = f"{name} {number}" + (f" {unit}" if unit else "")
    tail = rng.choice([f"{town} {state} {code} {country}", f"{code} {town} {country}", f"{town}{sep}{state} {code}{sep}{country}", f"{town}{sep}{country} {code}"])
    text = first + sep + " ".join(tail.split(" "))
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip(", \n-")
