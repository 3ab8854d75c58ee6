package io.plumbline.personaldata.country;

import io.plumbline.personaldata.scan.Validity;
import java.util.List;

final class Canada {

    private Canada() {}

    static Land land() {
        return new Land(
                "CA",
                "Canada",
                List.of("fr"),
                List.of(
                        Identifier.of("CA_SIN", "social insurance number")
                                .form(0.5, "[1-79]\\d{2} \\d{3} \\d{3}|[1-79]\\d{2}-\\d{3}-\\d{3}")
                                .form(0.05, "[1-79]\\d{8}")
                                .check(Check.excluding(Checksums::luhn))
                                .source("Employment and Social Development Canada; Luhn")
                                .context("sin, sin number, social insurance, social insurance number, canada, nas,"
                                        + " numéro nas, numéro d assurance sociale, assurance sociale"),
                        Identifier.of("CA_HEALTH_NUMBER", "provincial health number")
                                .form(0.4, "\\d{4}[- ]\\d{3}[- ]\\d{3}([- ]?[A-Z]{1,2})?") // Ontario, British Columbia
                                .form(0.1, "\\d{10}([- ]?[A-Z]{2})?")
                                .form(0.5, "[A-Z]{4} ?\\d{4} ?\\d{4}") // Quebec
                                .form(0.05, "\\d{5}-?\\d{4}|\\d{3}[ -]?\\d{3}[ -]?\\d{3}|\\d{8}|\\d{12}") // the others
                                .check(Canada::health)
                                .source("the health ministries of the provinces")
                                .context("health card, health number, health card number, ohip, phn, personal health"
                                        + " number, msp, ramq, ahcip, mcp, carte soleil, carte d assurance"
                                        + " maladie, assurance maladie, numéro d assurance maladie"),
                        Identifier.of("CA_BN", "business number")
                                .form(0.5, "\\d{9} ?R[CMPTR] ?\\d{4}")
                                .form(0.05, "\\d{9}")
                                .check(Check.deciding(compact -> Checksums.luhn(compact.substring(0, 9))))
                                .source("Canada Revenue Agency")
                                .context("business number, bn, gst number, hst number, numéro d entreprise, cra"),
                        Identifier.of("CA_POSTAL_CODE", "postal code")
                                .form(0.3, "[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z][ -]?\\d[ABCEGHJ-NPRSTV-Z]\\d")
                                .source("Canada Post addressing guidelines")
                                .context("postal code, zip, address, code postal, adresse"),
                        Papers.passport("CA", "[A-Z]{2}\\d{6}|[A-Z]\\d{6}[A-Z]{2}")
                                .context("passeport"),
                        Papers.drivingLicence(
                                        "CA",
                                        "[A-Z]\\d{4}[- ]\\d{5}[- ]\\d{5}|[A-Z]\\d{4}[- ]\\d{6}[-"
                                                + " ]\\d{2}|[A-Z]\\d{12,14}|\\d{6}-\\d{3}|\\d{7}")
                                .context("permis de conduire"),
                        Identifier.of("CA_BANK_ACCOUNT", "bank transit number")
                                .form(0.1, "\\d{5}-\\d{3}")
                                .source("Payments Canada")
                                .context("transit number, transit, institution number, bank account, numéro de transit,"
                                        + " succursale")));
    }

    /// British Columbia's numbers begin with a nine; Quebec's contain the date of birth, with months of women 50
    /// higher.
    private static Validity health(String compact) {
        if (Character.isLetter(compact.charAt(0))) {
            int month = BirthDates.two(compact, 6) % 50;
            int day = BirthDates.two(compact, 8);
            return Validity.unless(month < 1 || month > 12 || day < 1 || day > 31);
        }
        if (compact.length() == 9
                || compact.length() == 8
                || (compact.length() == 12 && compact.chars().allMatch(Character::isDigit))) {
            return Validity.UNKNOWN;
        }
        String digits = compact.substring(0, 10);
        boolean ofBritishColumbia = digits.charAt(0) == '9'
                && (11 - Checksums.weightedFrom(digits, 1, 2, 4, 8, 5, 10, 9, 7, 3) % 11) % 11
                        == Checksums.value(digits, 9);
        return Validity.of(ofBritishColumbia || Checksums.luhn(digits));
    }
}
