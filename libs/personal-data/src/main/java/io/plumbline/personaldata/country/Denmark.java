package io.plumbline.personaldata.country;

import java.util.List;

final class Denmark {

    private Denmark() {}

    static Land land() {
        return new Land(
                "DK",
                "Denmark",
                List.of("da"),
                List.of(
                        Identifier.of("DK_CPR", "civil registration number (CPR)")
                                .form(0.5, "\\d{6}-\\d{4}")
                                .form(0.1, "\\d{6} ?\\d{4}")
                                .check(Check.excluding((String digits) -> BirthDates.dayFirst(digits, 0))
                                        .and(Check.proving(Denmark::elevenTest)))
                                .source("CPR-kontoret; numbers without check digit since 2007")
                                .context("cpr, cpr nr, cpr nummer, personnummer, civil registration number"),
                        Identifier.of("DK_CVR", "company number (CVR)")
                                .form(0.05, "\\d{2} ?\\d{2} ?\\d{2} ?\\d{2}")
                                .check(Check.deciding(Denmark::company))
                                .source("Erhvervsstyrelsen, CVR")
                                .context("cvr, cvr nr, se nr, company number"),
                        Papers.vat("DK", "DK ?\\d{2} ?\\d{2} ?\\d{2} ?\\d{2}")
                                .check(Check.deciding(compact -> company(compact.substring(2))))
                                .context("moms, momsnummer, cvr"),
                        Papers.passport("DK", "\\d{9}").context("pas, pasnummer"),
                        Papers.drivingLicence("DK", "\\d{8}").context("kørekort, kørekortnummer")));
    }

    private static boolean elevenTest(String digits) {
        return Checksums.weighted(digits, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }

    private static boolean company(String digits) {
        return digits.charAt(0) != '0' && Checksums.weighted(digits, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0;
    }
}
