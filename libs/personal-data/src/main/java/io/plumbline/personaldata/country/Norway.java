package io.plumbline.personaldata.country;

import java.util.List;

/// Norway and Iceland.
final class Norway {

    private Norway() {}

    static Land land() {
        return new Land(
                "NO",
                "Norway",
                List.of("no", "nb", "nn"),
                List.of(
                        Identifier.of("NO_FNR", "national identity number (fødselsnummer)")
                                .form(0.3, "\\d{6} ?\\d{5}")
                                .check(Check.deciding(Norway::birthNumber))
                                .source("Folkeregisterloven; two check digits modulo 11")
                                .context("fødselsnummer, fødselsnr, fnr, personnummer, d nummer, national identity"
                                        + " number")
                                .asConclusive(),
                        Identifier.of("NO_ORGNR", "organisation number")
                                .form(0.1, "[89]\\d{2} ?\\d{3} ?\\d{3}")
                                .form(0.5, "(NO ?)?[89]\\d{2} ?\\d{3} ?\\d{3} ?MVA")
                                .check(Check.deciding(Norway::organisation))
                                .source("Enhetsregisterloven")
                                .context("organisasjonsnummer, org nr, orgnr, foretaksnummer, mva"),
                        Papers.passport("NO", "[A-Z]{2,3}\\d{6,7}").context("pass, passnummer"),
                        Papers.plate("NO", "[A-HJ-NPR-Z]{2} ?\\d{5}")
                                .context("registreringsnummer, bilskilt, kjennemerke")));
    }

    static Land iceland() {
        return new Land(
                "IS",
                "Iceland",
                List.of("is"),
                List.of(
                        Identifier.of("IS_KENNITALA", "identification number (kennitala)")
                                .form(0.5, "\\d{6}-\\d{4}")
                                .form(0.1, "\\d{6} ?\\d{4}")
                                .check(Check.deciding(Norway::kennitala))
                                .source("Þjóðskrá Íslands")
                                .context("kennitala, kennitölu, kt, identification number"),
                        Papers.passport("IS", "A\\d{7}").context("vegabréf")));
    }

    /// Days of D numbers are 40 higher, months of synthetic ones 80.
    private static boolean birthNumber(String digits) {
        int day = BirthDates.two(digits, 0);
        int month = BirthDates.two(digits, 2);
        return BirthDates.exists(
                        BirthDates.two(digits, 4),
                        month > 80 ? month - 80 : month > 40 ? month - 40 : month,
                        day > 40 ? day - 40 : day)
                && Checksums.weighted(digits, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
                && Checksums.weighted(digits, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    private static boolean organisation(String compact) {
        String digits = compact.startsWith("NO") ? compact.substring(2) : compact;
        return Checksums.weighted(digits, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    /// Days of companies are 40 higher.
    private static boolean kennitala(String digits) {
        int day = BirthDates.two(digits, 0);
        char century = digits.charAt(9);
        return (century == '0' || century >= '8')
                && BirthDates.exists(BirthDates.two(digits, 4), BirthDates.two(digits, 2), day > 40 ? day - 40 : day)
                && Checksums.weighted(digits, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }
}
