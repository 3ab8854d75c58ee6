package io.plumbline.personaldata.country;

import java.util.List;

final class Austria {

    private Austria() {}

    static Land land() {
        return new Land(
                "AT",
                "Austria",
                List.of("de"),
                List.of(
                        Identifier.of("AT_SVNR", "social insurance number")
                                .form(0.3, "\\d{4}[ -]?\\d{6}")
                                .check(Check.deciding(Austria::socialInsurance))
                                .source("ASVG § 31, Dachverband der Sozialversicherungsträger")
                                .context("svnr, sv nummer, sozialversicherungsnummer, versicherungsnummer, social"
                                        + " insurance number, social security number, ecard"),
                        Identifier.of("AT_TAX_NUMBER", "tax account number")
                                .form(0.2, "\\d{2}[- ]?\\d{3}/\\d{4}")
                                .form(0.05, "\\d{9}")
                                .check(Check.deciding(Checksums::luhn))
                                .source("Bundesministerium für Finanzen, Abgabenkontonummer")
                                .context("steuernummer, steuer nr, abgabenkontonummer, finanzamt, tax number"),
                        Papers.vat("AT", "AT ?U\\d{8}")
                                .check(Check.deciding(Austria::vat))
                                .context("uid, uid nummer, ust id, umsatzsteuer"),
                        Papers.passport("AT", "[A-Z] ?\\d{7}").context("reisepass, passnummer, pass nr"),
                        Papers.identityCard("AT", "\\d{7}[A-Z]?|[A-Z]{2}\\d{7}")
                                .context("personalausweis, ausweisnummer")));
    }

    private static boolean socialInsurance(String digits) {
        int sum = Checksums.weighted(digits, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6);
        int month = BirthDates.two(digits, 6);
        int day = BirthDates.two(digits, 4);
        return digits.charAt(0) != '0'
                && sum % 11 == Checksums.value(digits, 3)
                && day >= 1
                && day <= 31
                && month >= 1
                && month <= 15; // 13 to 15 when the numbers of a day have run out
    }

    private static boolean vat(String compact) {
        String digits = compact.substring(3);
        int sum = Checksums.crossWeighted(digits, 1, 2, 1, 2, 1, 2, 1);
        return (96 - sum) % 10 == Checksums.value(digits, 7);
    }
}
