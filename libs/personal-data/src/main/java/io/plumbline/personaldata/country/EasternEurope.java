package io.plumbline.personaldata.country;

import java.util.List;

/// Kazakhstan, Moldova, Russia and Ukraine.
final class EasternEurope {

    private EasternEurope() {}

    static Land russia() {
        return new Land(
                "RU",
                "Russia",
                List.of("ru"),
                List.of(
                        Identifier.of("RU_INN", "taxpayer number (INN)")
                                .form(0.2, "\\d{12}")
                                .form(0.1, "\\d{10}")
                                .check(Check.deciding(EasternEurope::taxpayer))
                                .source("Federal Tax Service order ММВ-7-6/435@")
                                .context("инн, inn, taxpayer number"),
                        Identifier.of("RU_SNILS", "insurance number (SNILS)")
                                .form(0.5, "\\d{3}-\\d{3}-\\d{3}[ -]\\d{2}")
                                .form(0.1, "\\d{11}")
                                .check(Check.deciding(EasternEurope::insurance))
                                .source("Federal law 27-FZ")
                                .context("снилс, snils, страховой номер"),
                        Identifier.of("RU_PASSPORT", "internal passport number")
                                .form(0.3, "\\d{2} \\d{2} \\d{6}")
                                .form(0.1, "\\d{4} ?\\d{6}")
                                .source("Government decree 828/1997")
                                .context("паспорт, паспорта, серия, серия и номер, passport"),
                        Identifier.of("RU_OGRN", "state registration number (OGRN)")
                                .form(0.2, "[1-9]\\d{12}|[34]\\d{14}")
                                .check(Check.deciding(EasternEurope::registration))
                                .source("Federal law 129-FZ")
                                .context("огрн, огрнип, ogrn")));
    }

    static Land ukraine() {
        return new Land(
                "UA",
                "Ukraine",
                List.of("uk"),
                List.of(
                        Identifier.of("UA_RNOKPP", "taxpayer card number (РНОКПП)")
                                .form(0.1, "\\d{10}")
                                .check(Check.deciding(digits ->
                                        Math.floorMod(Checksums.weighted(digits, -1, 5, 7, 9, 4, 6, 10, 5, 7), 11) % 10
                                                == Checksums.value(digits, 9)))
                                .source("Tax Code of Ukraine, article 70")
                                .context("рнокпп, іпн, ідентифікаційний код, ідентифікаційний номер, tax number"),
                        Papers.passport("UA", "[A-Z]{2}\\d{6}|\\d{9}").context("паспорт, номер паспорта")));
    }

    static Land kazakhstan() {
        return new Land(
                "KZ",
                "Kazakhstan",
                List.of("kk", "ru"),
                List.of(Identifier.of("KZ_IIN", "individual identification number (IIN)")
                        .form(0.2, "\\d{12}")
                        .check(Check.deciding(EasternEurope::individual))
                        .source("Law on national registers of identification numbers, 2007")
                        .context("иин, жсн, iin")
                        .asConclusive()));
    }

    static Land moldova() {
        return new Land(
                "MD",
                "Moldova",
                List.of("ro"),
                List.of(Identifier.of("MD_IDNP", "personal identification number (IDNP)")
                        .form(0.2, "[02]\\d{12}")
                        .check(Check.deciding(
                                digits -> Checksums.weighted(digits, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1) % 10
                                        == Checksums.value(digits, 12)))
                        .source("Agenția Servicii Publice")
                        .context("idnp, cod personal")));
    }

    private static boolean taxpayer(String digits) {
        if (digits.length() == 10) {
            return !Checksums.isMonotone(digits)
                    && Checksums.weighted(digits, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == Checksums.value(digits, 9);
        }
        return !Checksums.isMonotone(digits)
                && Checksums.weighted(digits, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == Checksums.value(digits, 10)
                && Checksums.weighted(digits, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10
                        == Checksums.value(digits, 11);
    }

    private static boolean insurance(String digits) {
        int check = Checksums.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 101 % 100;
        return !Checksums.isMonotone(digits) && check == BirthDates.two(digits, 9);
    }

    private static boolean registration(String digits) {
        int last = digits.length() - 1;
        return Checksums.remainder(digits.substring(0, last), last - 1) % 10 == Checksums.value(digits, last);
    }

    private static boolean individual(String digits) {
        int check = Checksums.weighted(digits, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) % 11;
        if (check == 10) {
            check = Checksums.weighted(digits, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2) % 11;
        }
        return BirthDates.yearFirst(digits, 0) && check == Checksums.value(digits, 11);
    }
}
