package io.plumbline.personaldata.country;

import java.util.List;

final class Belgium {

    private Belgium() {}

    static Land land() {
        return new Land(
                "BE",
                "Belgium",
                List.of("nl", "fr", "de"),
                List.of(
                        Identifier.of("BE_NATIONAL_NUMBER", "national register number")
                                .form(0.4, "\\d{2}\\.\\d{2}\\.\\d{2}[- ]?\\d{3}[. ]?\\d{2}")
                                .form(0.1, "\\d{6}[- ]?\\d{3}[. ]?\\d{2}")
                                .check(Check.deciding(Belgium::nationalNumber))
                                .source("Royal decree of 3 April 1984, Rijksregister")
                                .context("rijksregisternummer, rrn, insz, niss, numéro national, registre national,"
                                        + " nationalregisternummer, national number, national register number")
                                .asConclusive(),
                        Papers.vat("BE", "BE ?[01]?\\d{3}[. ]?\\d{3}[. ]?\\d{3}")
                                .check(Check.deciding(Belgium::enterprise))
                                .context("btw, tva, ondernemingsnummer, numéro d entreprise"),
                        Papers.identityCard("BE", "\\d{3}-\\d{7}-\\d{2}")
                                .check(Check.deciding(digits -> twoCheckDigits(digits)))
                                .context("identiteitskaart, carte d identité, kaartnummer")
                                .asConclusive(),
                        Papers.passport("BE", "[A-Z]{2}\\d{6}").context("paspoort, passeport, reisepass"),
                        Papers.drivingLicence("BE", "\\d{10}").context("rijbewijs, permis de conduire"),
                        Papers.plate("BE", "\\d-[A-Z]{3}-\\d{3}").context("nummerplaat, plaque")));
    }

    /// For births from 2000 on, a 2 precedes the number that is divided.
    private static boolean nationalNumber(String digits) {
        int month = BirthDates.two(digits, 2) % 20;
        int day = BirthDates.two(digits, 4);
        int check = BirthDates.two(digits, 9);
        String body = digits.substring(0, 9);
        return month <= 12
                && day <= 31
                && (97 - Checksums.remainder(body, 97) == check || 97 - Checksums.remainder("2" + body, 97) == check);
    }

    private static boolean enterprise(String compact) {
        String digits = compact.substring(2);
        int from = digits.length() - 2;
        return 97 - Checksums.remainder(digits.substring(0, from), 97) == BirthDates.two(digits, from);
    }

    private static boolean twoCheckDigits(String digits) {
        int from = digits.length() - 2;
        int remainder = Checksums.remainder(digits.substring(0, from), 97);
        return (remainder == 0 ? 97 : remainder) == BirthDates.two(digits, from);
    }
}
