package io.plumbline.personaldata.country;

import io.plumbline.personaldata.scan.Validity;
import java.util.List;

final class Bulgaria {

    private Bulgaria() {}

    static Land land() {
        return new Land(
                "BG",
                "Bulgaria",
                List.of("bg"),
                List.of(
                        Identifier.of("BG_EGN", "uniform civil number (ЕГН)")
                                .form(0.3, "\\d{10}")
                                .check(Check.deciding(Bulgaria::civilNumber))
                                .source("Civil Registration Act, article 11")
                                .context("егн, единен граждански номер, egn, civil number, personal number"),
                        Papers.vat("BG", "BG ?\\d{9,10}").check(Bulgaria::vat).context("ддс, еик, булстат"),
                        Papers.identityCard("BG", "\\d{9}|[A-Z]{2}\\d{7}").context("лична карта"),
                        Papers.passport("BG", "\\d{9}").context("паспорт")));
    }

    private static boolean civilNumber(String digits) {
        int month = BirthDates.two(digits, 2);
        int sum = Checksums.weighted(digits, 2, 4, 8, 5, 10, 9, 7, 3, 6);
        return BirthDates.exists(
                        BirthDates.two(digits, 0),
                        month > 40 ? month - 40 : month > 20 ? month - 20 : month,
                        BirthDates.two(digits, 4))
                && sum % 11 % 10 == Checksums.value(digits, 9);
    }

    private static Validity vat(String compact) {
        String digits = compact.substring(2);
        if (digits.length() == 10) {
            return civilNumber(digits) ? Validity.VALID : Validity.UNKNOWN;
        }
        int check = Checksums.weighted(digits, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        if (check == 10) {
            check = Checksums.weighted(digits, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10;
        }
        return Validity.of(check == Checksums.value(digits, 8));
    }
}
