package io.plumbline.personaldata.country;

import java.util.List;

final class Sweden {

    private Sweden() {}

    static Land land() {
        return new Land(
                "SE",
                "Sweden",
                List.of("sv"),
                List.of(
                        Identifier.of("SE_PERSONNUMMER", "personal identity number (personnummer)")
                                .form(0.5, "(\\d{6}|\\d{8})[-+]?\\d{4}")
                                .formWithin(0.1, "(\\d{6}|\\d{8})[-+]?\\d{4}")
                                .check(Check.deciding(Sweden::personal))
                                .source("Folkbokföringslagen, § 18; Luhn")
                                .context("personnummer, pnr, svenskt personnummer, svensk id, ssn, personal identity"
                                        + " number, samordningsnummer"),
                        Identifier.of("SE_ORGANISATIONSNUMMER", "organisation number")
                                .form(0.6, "\\d{6}-?\\d{4}")
                                .formWithin(0.2, "\\d{6}-?\\d{4}")
                                .check(Check.deciding(digits -> digits.charAt(2) >= '2' && Checksums.luhn(digits)))
                                .source("Lag om identitetsbeteckning för juridiska personer")
                                .context("organisationsnummer, orgnr, org nr, företagsnummer"),
                        Papers.vat("SE", "SE ?\\d{10}01")
                                .check(Check.deciding(compact -> Checksums.luhn(compact.substring(2, 12))))
                                .context("moms, momsregistreringsnummer, vat nr"),
                        Papers.passport("SE", "\\d{8}|[A-Z]{2}\\d{6}").context("pass, passnummer"),
                        Papers.plate("SE", "[A-HJ-PR-UW-Z]{3} ?\\d{2}[A-HJ-NPR-UW-Z0-9]")
                                .context("registreringsnummer, registreringsskylt, fordon")));
    }

    /// Days of coordination numbers are 60 higher; a year of four digits is not part of the check.
    private static boolean personal(String compact) {
        String digits = compact.substring(compact.length() - 10);
        int day = BirthDates.two(digits, 4);
        boolean century = compact.length() == 10
                || compact.startsWith("18")
                || compact.startsWith("19")
                || compact.startsWith("20");
        return century
                && BirthDates.exists(BirthDates.two(digits, 0), BirthDates.two(digits, 2), day > 60 ? day - 60 : day)
                && Checksums.luhn(digits);
    }
}
