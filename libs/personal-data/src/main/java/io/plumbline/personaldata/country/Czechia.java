package io.plumbline.personaldata.country;

import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Czechia, and the birth number that it shares with Slovakia.
final class Czechia {

    private Czechia() {}

    static Land land() {
        return new Land(
                "CZ",
                "Czechia",
                List.of("cs"),
                List.of(
                        birthNumber(
                                "CZ",
                                "Zákon o evidenci obyvatel, § 13",
                                "rodné číslo, rodného čísla, rč, birth number"),
                        Identifier.of("CZ_ICO", "company identification number (IČO)")
                                .form(0.05, "\\d{8}")
                                .check(Check.deciding(Czechia::company))
                                .source("Český statistický úřad, IČO")
                                .context("ičo, ič, ico, identifikační číslo, company id"),
                        Papers.vat("CZ", "CZ ?\\d{8,10}").check(Czechia::vat).context("dič, dic"),
                        Identifier.of("CZ_BANK_ACCOUNT", "bank account number")
                                .form(0.3, "(\\d{1,6}-)?\\d{6,10}/\\d{4}")
                                .source("Vyhláška č. 169/2011 Sb.")
                                .context("číslo účtu, účet, bankovní účet, account, bank account"),
                        Papers.identityCard("CZ", "\\d{9}").context("občanský průkaz, číslo op"),
                        Papers.passport("CZ", "\\d{8,9}").context("cestovní pas, pas, číslo pasu")));
    }

    /// The date of birth, with months of women 50 higher; since 1954 a multiple of eleven.
    static Identifier birthNumber(String country, String source, String words) {
        return Identifier.of(country + "_BIRTH_NUMBER", "birth number (rodné číslo)")
                .form(0.4, "\\d{6}/\\d{3,4}")
                .form(0.1, "\\d{9,10}")
                .check(Czechia::birthNumber)
                .source(source)
                .context(words);
    }

    private static Validity birthNumber(String digits) {
        int year = BirthDates.two(digits, 0);
        int month = BirthDates.two(digits, 2) % 50;
        if (!BirthDates.exists(year, month > 20 ? month - 20 : month, BirthDates.two(digits, 4))) {
            return Validity.INVALID;
        }
        if (digits.length() == 9) {
            return Validity.unless(year >= 54);
        }
        return Validity.of(Checksums.remainder(digits.substring(0, 9), 11) % 10 == Checksums.value(digits, 9));
    }

    private static boolean company(String digits) {
        int sum = Checksums.weighted(digits, 8, 7, 6, 5, 4, 3, 2);
        return (11 - sum % 11) % 10 == Checksums.value(digits, 7);
    }

    private static Validity vat(String compact) {
        String digits = compact.substring(2);
        return digits.length() == 8
                ? Validity.of(company(digits))
                : digits.charAt(0) == '6' ? Validity.UNKNOWN : birthNumber(digits);
    }
}
