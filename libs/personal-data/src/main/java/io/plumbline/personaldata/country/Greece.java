package io.plumbline.personaldata.country;

import java.util.List;

final class Greece {

    private Greece() {}

    static Land land() {
        return new Land(
                "GR",
                "Greece",
                List.of("el"),
                List.of(
                        Identifier.of("GR_AMKA", "social security number (AMKA)")
                                .form(0.3, "\\d{11}")
                                .check(Check.deciding(
                                        digits -> BirthDates.dayFirst(digits, 0) && Checksums.luhn(digits)))
                                .source("Law 3655/2008, ΗΔΙΚΑ")
                                .context("αμκα, amka, social security number")
                                .asConclusive(),
                        Identifier.of("GR_AFM", "tax number (AFM)")
                                .form(0.1, "\\d{9}")
                                .check(Check.deciding(Greece::taxNumber))
                                .source("Ανεξάρτητη Αρχή Δημοσίων Εσόδων")
                                .context("αφμ, afm, αριθμός φορολογικού μητρώου, tax number, vat"),
                        Papers.vat("GR", "(EL|GR) ?\\d{9}")
                                .check(Check.deciding(compact -> taxNumber(compact.substring(2))))
                                .context("φπα, αφμ"),
                        Papers.identityCard("GR", "[ABEZHIKMNOPTYXΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{1,2}[ -]?\\d{6}")
                                .context("ταυτότητα, αριθμός ταυτότητας, αδτ"),
                        Papers.passport("GR", "[A-Z]{2}\\d{7}").context("διαβατήριο, διαβατηρίου")));
    }

    private static boolean taxNumber(String digits) {
        int sum = Checksums.weighted(digits, 256, 128, 64, 32, 16, 8, 4, 2);
        return !Checksums.isMonotone(digits) && sum % 11 % 10 == Checksums.value(digits, 8);
    }
}
