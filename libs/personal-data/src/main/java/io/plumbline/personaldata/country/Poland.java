package io.plumbline.personaldata.country;

import java.util.List;

final class Poland {

    private Poland() {}

    static Land land() {
        return new Land(
                "PL",
                "Poland",
                List.of("pl"),
                List.of(
                        Identifier.of("PL_PESEL", "identity number (PESEL)")
                                .form(0.4, "\\d{11}")
                                .check(Check.deciding(Poland::pesel))
                                .source("Ustawa o ewidencji ludności, article 15")
                                .context("pesel, numer pesel, nr pesel"),
                        Identifier.of("PL_NIP", "tax identification number (NIP)")
                                .form(0.3, "\\d{3}-\\d{3}-\\d{2}-\\d{2}|\\d{3}-\\d{2}-\\d{2}-\\d{3}")
                                .form(0.1, "\\d{10}")
                                .check(Check.deciding(Poland::nip))
                                .source("Ustawa o zasadach ewidencji i identyfikacji podatników")
                                .context("nip, numer nip, numer identyfikacji podatkowej, tax id"),
                        Identifier.of("PL_REGON", "business register number (REGON)")
                                .form(0.1, "\\d{9}|\\d{14}")
                                .check(Check.deciding(Poland::regon))
                                .source("Główny Urząd Statystyczny")
                                .context("regon, numer regon"),
                        Papers.identityCard("PL", "[A-Z]{3} ?\\d{6}")
                                .check(Check.deciding(
                                        compact -> Checksums.weighted(compact, 7, 3, 1, 9, 7, 3, 1, 7, 3) % 10 == 0))
                                .context("dowód osobisty, dowodu osobistego, numer dowodu, seria i numer"),
                        Papers.passport("PL", "[A-Z]{2} ?\\d{7}")
                                .check(Check.deciding(
                                        compact -> Checksums.weighted(compact, 7, 3, 9, 1, 7, 3, 1, 7, 3) % 10 == 0))
                                .context("paszport, paszportu, numer paszportu"),
                        Papers.vat("PL", "PL ?\\d{10}")
                                .check(Check.deciding(compact -> nip(compact.substring(2))))
                                .context("vat ue, nip"),
                        Papers.drivingLicence("PL", "\\d{5}/\\d{2}/\\d{4}").context("prawo jazdy, prawa jazdy"),
                        Papers.plate("PL", "[A-Z]{2,3} (\\d[A-Z0-9]{3,4}|[A-Z]\\d[A-Z0-9]{2,3})")
                                .context("tablica rejestracyjna, numer rejestracyjny, nr rejestracyjny")));
    }

    private static boolean pesel(String digits) {
        int month = BirthDates.two(digits, 2) % 20;
        return BirthDates.exists(BirthDates.two(digits, 0), month, BirthDates.two(digits, 4))
                && Checksums.weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }

    private static boolean nip(String digits) {
        return Checksums.number(digits, 0, 3) >= 100
                && Checksums.weighted(digits, 6, 5, 7, 2, 3, 4, 5, 6, 7, -1) % 11 == 0;
    }

    private static boolean regon(String digits) {
        boolean ofCompany = Checksums.weighted(digits, 8, 9, 2, 3, 4, 5, 6, 7) % 11 % 10 == Checksums.value(digits, 8);
        return ofCompany
                && !Checksums.isMonotone(digits)
                && (digits.length() == 9
                        || Checksums.weighted(digits, 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8) % 11 % 10
                                == Checksums.value(digits, 13));
    }
}
