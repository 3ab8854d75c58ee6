package io.plumbline.personaldata.country;

import java.util.List;

final class Finland {

    private static final String CONTROL = "0123456789ABCDEFHJKLMNPRSTUVWXY";

    private Finland() {}

    static Land land() {
        return new Land(
                "FI",
                "Finland",
                List.of("fi", "sv"),
                List.of(
                        Identifier.of("FI_PERSONAL_IDENTITY_CODE", "personal identity code (henkilötunnus)")
                                .form(0.5, "\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]")
                                .formWithin(0.1, "\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]")
                                .check(Check.deciding(Finland::identityCode))
                                .source("Digital and Population Data Services Agency")
                                .context("hetu, henkilötunnus, henkilötunnukseni, personbeteckning, personbeteckningen,"
                                        + " personal identity code")
                                .asConclusive(),
                        Identifier.of("FI_BUSINESS_ID", "business identity code (Y-tunnus)")
                                .form(0.3, "\\d{7}-\\d")
                                .check(Check.deciding(Finland::business))
                                .source("Patentti- ja rekisterihallitus")
                                .context("y tunnus, ytunnus, fo nummer, business id"),
                        Papers.vat("FI", "FI ?\\d{8}")
                                .check(Check.deciding(compact -> business(compact.substring(2))))
                                .context("alv"),
                        Papers.passport("FI", "[A-Z]{2}\\d{7}").context("passi, passin numero, pass"),
                        Papers.plate("FI", "[A-Z]{2,3}-\\d{3}").context("rekisterinumero, rekisteritunnus")));
    }

    /// The century sign may have been removed with other punctuation.
    private static boolean identityCode(String compact) {
        int length = compact.length();
        String number = compact.substring(0, 6) + compact.substring(length - 4, length - 1);
        return BirthDates.dayFirst(compact, 0)
                && CONTROL.charAt(Checksums.number(number, 0, 9) % 31) == compact.charAt(length - 1);
    }

    private static boolean business(String digits) {
        return Checksums.weighted(digits, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0;
    }
}
