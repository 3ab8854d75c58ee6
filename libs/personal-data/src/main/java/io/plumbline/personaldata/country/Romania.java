package io.plumbline.personaldata.country;

import java.util.List;

final class Romania {

    private static final int[] WEIGHTS = {7, 5, 3, 2, 1, 7, 5, 3, 2};

    private Romania() {}

    static Land land() {
        return new Land(
                "RO",
                "Romania",
                List.of("ro"),
                List.of(
                        Identifier.of("RO_CNP", "personal numeric code (CNP)")
                                .form(0.4, "[1-9]\\d{12}")
                                .check(Check.deciding(Romania::personalCode))
                                .source("Legea nr. 105/1996")
                                .context("cnp, cod numeric personal, codul numeric personal, personal numeric code")
                                .asConclusive(),
                        Papers.vat("RO", "RO ?\\d{4,10}")
                                .check(Check.deciding(compact -> company(compact.substring(2))))
                                .context("cui, cif, tva, cod fiscal"),
                        Papers.identityCard("RO", "[A-Z]{2} ?\\d{6}")
                                .context("carte de identitate, seria, buletin, ci"),
                        Papers.passport("RO", "\\d{8,9}").context("pașaport, pasaport"),
                        Papers.plate("RO", "[A-Z]{1,2}[- ]?\\d{2,3}[- ]?[A-Z]{3}")
                                .context("număr de înmatriculare, înmatriculare")));
    }

    private static boolean personalCode(String digits) {
        int check = Checksums.weighted(digits, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        int county = BirthDates.two(digits, 7);
        return BirthDates.yearFirst(digits, 1)
                && county >= 1
                && (county <= 52 || county == 70 || county >= 80)
                && (check == 10 ? 1 : check) == Checksums.value(digits, 12);
    }

    private static boolean company(String digits) {
        int sum = 0;
        int last = digits.length() - 1;
        for (int i = 0; i < last; i++) {
            sum += WEIGHTS[WEIGHTS.length - last + i] * Checksums.value(digits, i);
        }
        return digits.charAt(0) != '0' && sum * 10 % 11 % 10 == Checksums.value(digits, last);
    }
}
