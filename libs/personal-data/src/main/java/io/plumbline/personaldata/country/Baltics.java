package io.plumbline.personaldata.country;

import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Estonia, Latvia and Lithuania.
final class Baltics {

    private Baltics() {}

    static Land estonia() {
        return new Land(
                "EE",
                "Estonia",
                List.of("et"),
                List.of(
                        Identifier.of("EE_IK", "personal identification code (isikukood)")
                                .form(0.3, "[1-8]\\d{10}")
                                .check(Check.deciding(Baltics::personalCode))
                                .source("EVS 585:2007")
                                .context("isikukood, ik, personal code, personal identification code"),
                        Papers.vat("EE", "EE ?\\d{9}")
                                .check(Check.deciding(compact ->
                                        Checksums.weightedFrom(compact, 2, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0))
                                .context("kmkr, käibemaks"),
                        Papers.identityCard("EE", "[A-Z]{2}\\d{7}").context("id kaart, isikutunnistus"),
                        Papers.passport("EE", "[A-Z]{1,2}\\d{7}").context("pass, passi number")));
    }

    static Land latvia() {
        return new Land(
                "LV",
                "Latvia",
                List.of("lv"),
                List.of(
                        Identifier.of("LV_PERSONAL_CODE", "personal code (personas kods)")
                                .form(0.5, "\\d{6}-\\d{5}")
                                .form(0.1, "\\d{11}")
                                .check(Baltics::latvianCode)
                                .source("Fizisko personu reģistra likums")
                                .context("personas kods, personas kodu, pk, personal code"),
                        Papers.vat("LV", "LV ?\\d{11}")
                                .check(Baltics::latvianVat)
                                .context("pvn"),
                        Papers.identityCard("LV", "[A-Z]{2}\\d{7}").context("personas apliecība"),
                        Papers.passport("LV", "[A-Z]{2}\\d{7}").context("pase, pases numurs")));
    }

    static Land lithuania() {
        return new Land(
                "LT",
                "Lithuania",
                List.of("lt"),
                List.of(
                        Identifier.of("LT_ASMENS_KODAS", "personal code (asmens kodas)")
                                .form(0.3, "[1-9]\\d{10}")
                                .check(Check.deciding(Baltics::personalCode))
                                .source("Gyventojų registro įstatymas")
                                .context("asmens kodas, asmens kodo, ak, personal code"),
                        Papers.vat("LT", "LT ?(\\d{9}|\\d{12})")
                                .check(Check.deciding(Baltics::lithuanianVat))
                                .context("pvm"),
                        Papers.identityCard("LT", "\\d{8}").context("asmens tapatybės kortelė"),
                        Papers.passport("LT", "\\d{8}").context("pasas, paso numeris")));
    }

    /// Century and sex, date of birth, serial number, check digit by two rounds of weights.
    private static boolean personalCode(String digits) {
        int check = Checksums.weighted(digits, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11;
        if (check == 10) {
            check = Checksums.weighted(digits, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10;
        }
        boolean dated = digits.charAt(0) == '9' || BirthDates.yearFirst(digits, 1);
        return dated && check == Checksums.value(digits, 10);
    }

    /// Numbers issued since 2017 begin with 32 and carry no information.
    private static Validity latvianCode(String digits) {
        if (digits.startsWith("32")) {
            return Validity.UNKNOWN;
        }
        int sum = 1 + Checksums.weighted(digits, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9);
        return Validity.of(BirthDates.dayFirst(digits, 0) && sum % 11 % 10 == Checksums.value(digits, 10));
    }

    private static Validity latvianVat(String compact) {
        String digits = compact.substring(2);
        if (digits.charAt(0) <= '3') {
            return latvianCode(digits);
        }
        return Validity.of(Checksums.weighted(digits, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3);
    }

    private static boolean lithuanianVat(String compact) {
        String digits = compact.substring(2);
        int last = digits.length() - 1;
        int check = rounds(digits, last, 0) % 11;
        if (check == 10) {
            check = rounds(digits, last, 2) % 11 % 10;
        }
        return digits.charAt(last - 1) == '1' && check == Checksums.value(digits, last);
    }

    private static int rounds(String digits, int length, int shift) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (1 + (i + shift) % 9) * Checksums.value(digits, i);
        }
        return sum;
    }
}
