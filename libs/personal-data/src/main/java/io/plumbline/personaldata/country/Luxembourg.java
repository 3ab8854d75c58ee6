package io.plumbline.personaldata.country;

import java.util.List;

final class Luxembourg {

    private Luxembourg() {}

    static Land land() {
        return new Land(
                "LU",
                "Luxembourg",
                List.of("lb", "fr", "de"),
                List.of(
                        Identifier.of("LU_NIN", "national identification number (matricule)")
                                .form(0.4, "(18|19|20)\\d{2} ?\\d{4} ?\\d{5}")
                                .check(Check.deciding(Luxembourg::matricule))
                                .source("Loi du 19 juin 2013; Luhn and Verhoeff")
                                .context("matricule, numéro d identification national, nin, national id")
                                .asConclusive(),
                        Papers.vat("LU", "LU ?\\d{8}")
                                .check(Check.deciding(Luxembourg::vat))
                                .context("tva"),
                        Papers.passport("LU", "[A-Z]{1,2}\\d{6,7}").context("passeport, reisepass")));
    }

    private static boolean matricule(String digits) {
        String body = digits.substring(0, 11);
        return BirthDates.fullYearFirst(digits, 0)
                && Checksums.luhn(digits.substring(0, 12))
                && Checksums.verhoeff(body + digits.charAt(12));
    }

    private static boolean vat(String compact) {
        return Checksums.number(compact, 2, 8) % 89 == BirthDates.two(compact, 8);
    }
}
