package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import java.util.List;

/// Australia and New Zealand.
final class Oceania {

    private static final String NHI_VALUES = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    private Oceania() {}

    static Country australia() {
        return new Country(
                "AU",
                "Australia",
                List.of(),
                List.of(
                        Identifier.of("AU_ABN", "business number")
                                .form(0.1, "\\d{2} \\d{3} \\d{3} \\d{3}")
                                .form(0.01, "\\d{11}")
                                .check(IdentifierCheck.deciding(Oceania::business))
                                .source("Australian Business Register; modulo 89")
                                .context("australian business number, abn"),
                        Identifier.of("AU_ACN", "company number")
                                .form(0.1, "\\d{3} \\d{3} \\d{3}")
                                .form(0.01, "\\d{9}")
                                .check(IdentifierCheck.deciding(
                                        digits -> (10 - Checksums.weighted(digits, 8, 7, 6, 5, 4, 3, 2, 1) % 10) % 10
                                                == Checksums.value(digits, 8)))
                                .source("Australian Securities and Investments Commission")
                                .context("australian company number, acn"),
                        Identifier.of("AU_TFN", "tax file number")
                                .form(0.1, "\\d{3} \\d{3} \\d{3}")
                                .form(0.01, "\\d{9}")
                                .check(IdentifierCheck.deciding(
                                        digits -> Checksums.weighted(digits, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0))
                                .source("Australian Taxation Office")
                                .context("tax file number, tfn"),
                        Identifier.of("AU_MEDICARE", "Medicare number")
                                .form(0.1, "[2-6]\\d{3} \\d{5} \\d")
                                .form(0.01, "[2-6]\\d{9}")
                                .check(IdentifierCheck.deciding(
                                        digits -> Checksums.weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9) % 10
                                                == Checksums.value(digits, 8)))
                                .source("Services Australia")
                                .context("medicare, medicare number, medicare card"),
                        Identifier.of("AU_BSB", "bank state branch number")
                                .form(0.1, "\\d{3}-\\d{3}")
                                .source("Australian Payments Network")
                                .context("bsb, bsb number, bank state branch"),
                        CommonIdentifiers.passport("AU", "[A-Z]\\d{7}|P[A-FUWXZ]\\d{7}"),
                        CommonIdentifiers.drivingLicence("AU", "\\d{8,9}|[A-Z]\\d{5,6}")));
    }

    static Country newZealand() {
        return new Country(
                "NZ",
                "New Zealand",
                List.of("mi"),
                List.of(
                        Identifier.of("NZ_IRD", "tax number (IRD)")
                                .form(0.3, "\\d{2,3}-\\d{3}-\\d{3}")
                                .form(0.05, "\\d{8,9}")
                                .check(IdentifierCheck.deciding(Oceania::inlandRevenue))
                                .source("Inland Revenue, RWT and NRWT specification")
                                .context("ird, ird number, ird no, inland revenue, tax number"),
                        Identifier.of("NZ_NHI", "national health index number")
                                .form(0.3, "[A-HJ-NP-Z]{3}\\d{4}")
                                .form(0.3, "[A-HJ-NP-Z]{3}\\d{2}[A-HJ-NP-Z]{2}")
                                .check(IdentifierCheck.deciding(Oceania::healthIndex))
                                .inContext()
                                .source("HISO 10046")
                                .context("nhi, nhi number, national health index"),
                        Identifier.of("NZ_BANK_ACCOUNT", "bank account number")
                                .form(0.4, "\\d{2}-\\d{4}-\\d{7}-\\d{2,3}")
                                .source("Payments NZ")
                                .context("bank account, account number, account"),
                        CommonIdentifiers.passport("NZ", "[A-Z]{2}\\d{6}"),
                        CommonIdentifiers.drivingLicence("NZ", "[A-Z]{2}\\d{6}")));
    }

    private static boolean business(String digits) {
        int sum = Checksums.weighted(digits, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10;
        return digits.charAt(0) != '0' && sum % 89 == 0;
    }

    private static boolean inlandRevenue(String number) {
        String digits = number.length() == 8 ? "0" + number : number;
        int value = Checksums.number(digits, 0, 9);
        int check = (11 - Checksums.weighted(digits, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        if (check == 10) {
            check = (11 - Checksums.weighted(digits, 7, 4, 3, 2, 5, 2, 7, 6) % 11) % 11;
        }
        return value >= 10_000_000 && value <= 150_000_000 && check == Checksums.value(digits, 8);
    }

    /// The new form, which ends in a letter, uses modulo 24 instead of 11.
    private static boolean healthIndex(String compact) {
        int sum = 0;
        for (int i = 0; i < 6; i++) {
            char c = compact.charAt(i);
            sum += (7 - i) * (Character.isDigit(c) ? c - '0' : NHI_VALUES.indexOf(c) + 1);
        }
        char last = compact.charAt(6);
        if (Character.isLetter(last)) {
            return NHI_VALUES.charAt(23 - sum % 24) == last;
        }
        return sum % 11 != 0 && (11 - sum % 11) % 10 == last - '0';
    }
}
