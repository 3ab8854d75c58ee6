package io.plumbline.personaldata.country;

import java.util.List;

final class Hungary {

    private Hungary() {}

    static Land land() {
        return new Land(
                "HU",
                "Hungary",
                List.of("hu"),
                List.of(
                        Identifier.of("HU_PERSONAL_ID", "personal identification number (személyi szám)")
                                .form(0.4, "[1-8][- ]\\d{6}[- ]\\d{4}")
                                .form(0.1, "[1-8]\\d{10}")
                                .check(Check.deciding(Hungary::personalId))
                                .source("1996. évi XX. törvény")
                                .context("személyi szám, személyi azonosító, személyi azonosító jel, personal id"),
                        Identifier.of("HU_TAX_ID", "tax identification sign (adóazonosító jel)")
                                .form(0.2, "8\\d{9}")
                                .check(Check.deciding(Hungary::taxId))
                                .source("1996. évi XX. törvény, Nemzeti Adó- és Vámhivatal")
                                .context("adóazonosító, adóazonosító jel, adószám, tax id"),
                        Identifier.of("HU_TAJ", "social security number (TAJ)")
                                .form(0.2, "\\d{3}[- ]?\\d{3}[- ]?\\d{3}")
                                .check(Check.deciding(Hungary::socialSecurity))
                                .source("1996. évi XX. törvény")
                                .context("taj, taj szám, tajszám, social security number"),
                        Papers.vat("HU", "HU ?\\d{8}")
                                .check(Check.deciding(compact ->
                                        Checksums.weightedFrom(compact, 2, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0))
                                .context("adószám, áfa, közösségi adószám"),
                        Papers.identityCard("HU", "\\d{6}[A-Z]{2}|[A-Z]{2}\\d{6}")
                                .context("személyi igazolvány, személyi igazolvány szám"),
                        Papers.passport("HU", "[A-Z]{2}\\d{6,7}").context("útlevél, útlevélszám"),
                        Papers.plate("HU", "[A-Z]{3}[- ]\\d{3}|[A-Z]{2} ?[A-Z]{2}[- ]\\d{3}")
                                .context("rendszám")));
    }

    /// Weights rise for births before 1997 and fall for later ones.
    private static boolean personalId(String digits) {
        int before = Checksums.weighted(digits, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) % 11;
        int since = Checksums.weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 11;
        int check = Checksums.value(digits, 10);
        return BirthDates.yearFirst(digits, 1) && (check == before || check == since);
    }

    private static boolean taxId(String digits) {
        return Checksums.weighted(digits, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 == Checksums.value(digits, 9);
    }

    private static boolean socialSecurity(String digits) {
        return Checksums.weighted(digits, 3, 7, 3, 7, 3, 7, 3, 7) % 10 == Checksums.value(digits, 8);
    }
}
