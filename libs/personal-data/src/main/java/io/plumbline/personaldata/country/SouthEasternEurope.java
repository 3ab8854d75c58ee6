package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Bulgaria, Croatia, Cyprus, Greece, Romania, Serbia and Slovenia.
final class SouthEasternEurope {

    private static final int[] CYPRIOT_EVEN_PLACES = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};
    private static final int[] ROMANIAN_WEIGHTS = {7, 5, 3, 2, 1, 7, 5, 3, 2};

    private SouthEasternEurope() {}

    static Country bulgaria() {
        return new Country(
                "BG",
                "Bulgaria",
                List.of("bg"),
                List.of(
                        Identifier.of("BG_EGN", "uniform civil number (ЕГН)")
                                .form(0.3, "\\d{10}")
                                .check(IdentifierCheck.deciding(SouthEasternEurope::bulgarianCivilNumber))
                                .source("Civil Registration Act, article 11")
                                .context("егн, единен граждански номер, egn, civil number, personal number"),
                        CommonIdentifiers.vat("BG", "BG ?\\d{9,10}")
                                .check(SouthEasternEurope::bulgarianVat)
                                .context("ддс, еик, булстат"),
                        CommonIdentifiers.identityCard("BG", "\\d{9}|[A-Z]{2}\\d{7}")
                                .context("лична карта"),
                        CommonIdentifiers.passport("BG", "\\d{9}").context("паспорт")));
    }

    private static boolean bulgarianCivilNumber(String digits) {
        int month = BirthDates.two(digits, 2);
        int sum = Checksums.weighted(digits, 2, 4, 8, 5, 10, 9, 7, 3, 6);
        return BirthDates.exists(
                        BirthDates.two(digits, 0),
                        month > 40 ? month - 40 : month > 20 ? month - 20 : month,
                        BirthDates.two(digits, 4))
                && sum % 11 % 10 == Checksums.value(digits, 9);
    }

    private static Validity bulgarianVat(String compact) {
        String digits = compact.substring(2);
        if (digits.length() == 10) {
            return bulgarianCivilNumber(digits) ? Validity.VALID : Validity.UNKNOWN;
        }
        int check = Checksums.weighted(digits, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
        if (check == 10) {
            check = Checksums.weighted(digits, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10;
        }
        return Validity.of(check == Checksums.value(digits, 8));
    }

    static Country croatia() {
        return new Country(
                "HR",
                "Croatia",
                List.of("hr"),
                List.of(
                        Identifier.of("HR_OIB", "personal identification number (OIB)")
                                .form(0.3, "\\d{11}")
                                .check(IdentifierCheck.deciding(digits -> Checksums.iso7064Hybrid(digits, 10)))
                                .source("Zakon o osobnom identifikacijskom broju; ISO/IEC 7064 MOD 11,10")
                                .context("oib, osobni identifikacijski broj, personal identification number"),
                        CommonIdentifiers.vat("HR", "HR ?\\d{11}")
                                .check(IdentifierCheck.deciding(
                                        compact -> Checksums.iso7064Hybrid(compact.substring(2), 10)))
                                .context("pdv, oib"),
                        CommonIdentifiers.identityCard("HR", "\\d{9}").context("osobna iskaznica, osobne iskaznice"),
                        CommonIdentifiers.passport("HR", "\\d{9}").context("putovnica, putovnice")));
    }

    static Country cyprus() {
        return new Country(
                "CY",
                "Cyprus",
                List.of("el", "tr"),
                List.of(
                        Identifier.of("CY_TIC", "tax identification code")
                                .form(0.3, "[0-59]\\d{7}[A-Z]")
                                .check(IdentifierCheck.deciding(SouthEasternEurope::cypriotTaxCode))
                                .source("Cyprus Tax Department, TIC")
                                .context("tic, tax identification code, tax id, αφτ, αριθμός φορολογικού μητρώου"),
                        CommonIdentifiers.vat("CY", "CY ?[0-59]\\d{7}[A-Z]")
                                .check(IdentifierCheck.deciding(compact -> cypriotTaxCode(compact.substring(2))))
                                .context("φπα"),
                        CommonIdentifiers.identityCard("CY", "\\d{6,10}").context("ταυτότητα, αριθμός ταυτότητας"),
                        CommonIdentifiers.passport("CY", "[A-Z]\\d{6,8}").context("διαβατήριο")));
    }

    private static boolean cypriotTaxCode(String compact) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            int digit = Checksums.value(compact, i);
            sum += i % 2 == 0 ? CYPRIOT_EVEN_PLACES[digit] : digit;
        }
        return !compact.startsWith("12") && compact.charAt(8) == 'A' + sum % 26;
    }

    static Country greece() {
        return new Country(
                "GR",
                "Greece",
                List.of("el"),
                List.of(
                        Identifier.of("GR_AMKA", "social security number (AMKA)")
                                .form(0.3, "\\d{11}")
                                .check(IdentifierCheck.deciding(
                                        digits -> BirthDates.dayFirst(digits, 0) && Checksums.luhn(digits)))
                                .source("Law 3655/2008, ΗΔΙΚΑ")
                                .context("αμκα, amka, social security number")
                                .asConclusive(),
                        Identifier.of("GR_AFM", "tax number (AFM)")
                                .form(0.1, "\\d{9}")
                                .check(IdentifierCheck.deciding(SouthEasternEurope::greekTaxNumber))
                                .source("Ανεξάρτητη Αρχή Δημοσίων Εσόδων")
                                .context("αφμ, afm, αριθμός φορολογικού μητρώου, tax number, vat"),
                        CommonIdentifiers.vat("GR", "(EL|GR) ?\\d{9}")
                                .check(IdentifierCheck.deciding(compact -> greekTaxNumber(compact.substring(2))))
                                .context("φπα, αφμ"),
                        CommonIdentifiers.identityCard("GR", "[ABEZHIKMNOPTYXΑΒΕΖΗΙΚΜΝΟΡΤΥΧ]{1,2}[ -]?\\d{6}")
                                .context("ταυτότητα, αριθμός ταυτότητας, αδτ"),
                        CommonIdentifiers.passport("GR", "[A-Z]{2}\\d{7}").context("διαβατήριο, διαβατηρίου")));
    }

    private static boolean greekTaxNumber(String digits) {
        int sum = Checksums.weighted(digits, 256, 128, 64, 32, 16, 8, 4, 2);
        return !Checksums.isMonotone(digits) && sum % 11 % 10 == Checksums.value(digits, 8);
    }

    static Country romania() {
        return new Country(
                "RO",
                "Romania",
                List.of("ro"),
                List.of(
                        Identifier.of("RO_CNP", "personal numeric code (CNP)")
                                .form(0.4, "[1-9]\\d{12}")
                                .check(IdentifierCheck.deciding(SouthEasternEurope::romanianPersonalCode))
                                .source("Legea nr. 105/1996")
                                .context("cnp, cod numeric personal, codul numeric personal, personal numeric code")
                                .asConclusive(),
                        CommonIdentifiers.vat("RO", "RO ?\\d{4,10}")
                                .check(IdentifierCheck.deciding(compact -> romanianCompany(compact.substring(2))))
                                .context("cui, cif, tva, cod fiscal"),
                        CommonIdentifiers.identityCard("RO", "[A-Z]{2} ?\\d{6}")
                                .context("carte de identitate, seria, buletin, ci"),
                        CommonIdentifiers.passport("RO", "\\d{8,9}").context("pașaport, pasaport"),
                        CommonIdentifiers.plate("RO", "[A-Z]{1,2}[- ]?\\d{2,3}[- ]?[A-Z]{3}")
                                .context("număr de înmatriculare, înmatriculare")));
    }

    private static boolean romanianPersonalCode(String digits) {
        int check = Checksums.weighted(digits, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
        int county = BirthDates.two(digits, 7);
        return BirthDates.yearFirst(digits, 1)
                && county >= 1
                && (county <= 52 || county == 70 || county >= 80)
                && (check == 10 ? 1 : check) == Checksums.value(digits, 12);
    }

    private static boolean romanianCompany(String digits) {
        int sum = 0;
        int last = digits.length() - 1;
        for (int i = 0; i < last; i++) {
            sum += ROMANIAN_WEIGHTS[ROMANIAN_WEIGHTS.length - last + i] * Checksums.value(digits, i);
        }
        return digits.charAt(0) != '0' && sum * 10 % 11 % 10 == Checksums.value(digits, last);
    }

    static Country slovenia() {
        return new Country(
                "SI",
                "Slovenia",
                List.of("sl"),
                List.of(
                        masterCitizenNumber(
                                "SI_EMSO", "emšo, emso, enotna matična številka, matična številka, personal number"),
                        Identifier.of("SI_TAX_NUMBER", "tax number (davčna številka)")
                                .form(0.05, "[1-9]\\d{7}")
                                .check(IdentifierCheck.deciding(SouthEasternEurope::slovenianTaxNumber))
                                .source("Finančna uprava Republike Slovenije")
                                .context("davčna številka, davčna, davčne številke, tax number"),
                        CommonIdentifiers.vat("SI", "SI ?[1-9]\\d{7}")
                                .check(IdentifierCheck.deciding(compact -> slovenianTaxNumber(compact.substring(2))))
                                .context("ddv, id za ddv"),
                        CommonIdentifiers.identityCard("SI", "\\d{9}|[A-Z]{2}\\d{7}")
                                .context("osebna izkaznica, osebne izkaznice"),
                        CommonIdentifiers.passport("SI", "P[A-Z]\\d{7}")
                                .context("potni list, številka potnega lista")));
    }

    static Country serbia() {
        return new Country(
                "RS",
                "Serbia",
                List.of("sr"),
                List.of(
                        masterCitizenNumber(
                                "RS_JMBG",
                                "jmbg, јмбг, matični broj, матични број, јединствени матични број, personal number"),
                        Identifier.of("RS_PIB", "tax identification number (PIB)")
                                .form(0.1, "[1-9]\\d{8}")
                                .check(IdentifierCheck.deciding(digits -> Checksums.iso7064Hybrid(digits, 10)))
                                .source("Poreska uprava; ISO/IEC 7064 MOD 11,10")
                                .context("pib, пиб, poreski broj, tax number")));
    }

    private static Identifier masterCitizenNumber(String entityType, String words) {
        return Identifier.of(entityType, "unique master citizen number")
                .form(0.4, "\\d{13}")
                .check(IdentifierCheck.deciding(SouthEasternEurope::masterCitizen))
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

    private static boolean slovenianTaxNumber(String digits) {
        int check = 11 - Checksums.weighted(digits, 8, 7, 6, 5, 4, 3, 2) % 11;
        return (check == 10 ? 0 : check) == Checksums.value(digits, 7);
    }
}
