package io.plumbline.personaldata.country;

import java.util.List;

/// Slovenia, and the unique master citizen number that the countries of former Yugoslavia share.
final class Slovenia {

    private Slovenia() {}

    static Land land() {
        return new Land(
                "SI",
                "Slovenia",
                List.of("sl"),
                List.of(
                        masterCitizenNumber(
                                "SI_EMSO", "emšo, emso, enotna matična številka, matična številka, personal number"),
                        Identifier.of("SI_TAX_NUMBER", "tax number (davčna številka)")
                                .form(0.05, "[1-9]\\d{7}")
                                .check(Check.deciding(Slovenia::taxNumber))
                                .source("Finančna uprava Republike Slovenije")
                                .context("davčna številka, davčna, davčne številke, tax number"),
                        Papers.vat("SI", "SI ?[1-9]\\d{7}")
                                .check(Check.deciding(compact -> taxNumber(compact.substring(2))))
                                .context("ddv, id za ddv"),
                        Papers.identityCard("SI", "\\d{9}|[A-Z]{2}\\d{7}")
                                .context("osebna izkaznica, osebne izkaznice"),
                        Papers.passport("SI", "P[A-Z]\\d{7}").context("potni list, številka potnega lista")));
    }

    static Land serbia() {
        return new Land(
                "RS",
                "Serbia",
                List.of("sr"),
                List.of(
                        masterCitizenNumber(
                                "RS_JMBG",
                                "jmbg, јмбг, matični broj, матични број, јединствени матични број, personal number"),
                        Identifier.of("RS_PIB", "tax identification number (PIB)")
                                .form(0.1, "[1-9]\\d{8}")
                                .check(Check.deciding(digits -> Checksums.iso7064Hybrid(digits, 10)))
                                .source("Poreska uprava; ISO/IEC 7064 MOD 11,10")
                                .context("pib, пиб, poreski broj, tax number")));
    }

    private static Identifier masterCitizenNumber(String entityType, String words) {
        return Identifier.of(entityType, "unique master citizen number")
                .form(0.4, "\\d{13}")
                .check(Check.deciding(Slovenia::masterCitizen))
                .source("Law on the unique master citizen number, 1976")
                .context(words)
                .asConclusive();
    }

    private static boolean masterCitizen(String digits) {
        int year = Checksums.number(digits, 4, 7);
        int sum = Checksums.weighted(digits, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1);
        return BirthDates.exists(
                        year < 800 ? 2000 + year : 1000 + year, BirthDates.two(digits, 2), BirthDates.two(digits, 0))
                && sum % 11 == 0;
    }

    private static boolean taxNumber(String digits) {
        int check = 11 - Checksums.weighted(digits, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check == 10 ? 0 : check) == Checksums.value(digits, 7);
    }
}
