package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Czechia, Hungary, Kazakhstan, Moldova, Poland, Russia, Slovakia and Ukraine.
final class EasternEurope {

    private EasternEurope() {}

    static Country russia() {
        return new Country(
                "RU",
                "Russia",
                List.of("ru"),
                List.of(
                        Identifier.of("RU_INN", "taxpayer number (INN)")
                                .form(0.2, "\\d{12}")
                                .form(0.1, "\\d{10}")
                                .check(IdentifierCheck.deciding(EasternEurope::russianTaxpayer))
                                .source("Federal Tax Service order ММВ-7-6/435@")
                                .context("инн, inn, taxpayer number"),
                        Identifier.of("RU_SNILS", "insurance number (SNILS)")
                                .form(0.5, "\\d{3}-\\d{3}-\\d{3}[ -]\\d{2}")
                                .form(0.1, "\\d{11}")
                                .check(IdentifierCheck.deciding(EasternEurope::russianInsurance))
                                .source("Federal law 27-FZ")
                                .context("снилс, snils, страховой номер"),
                        Identifier.of("RU_PASSPORT", "internal passport number")
                                .form(0.3, "\\d{2} \\d{2} \\d{6}")
                                .form(0.1, "\\d{4} ?\\d{6}")
                                .source("Government decree 828/1997")
                                .context("паспорт, паспорта, серия, серия и номер, passport"),
                        Identifier.of("RU_OGRN", "state registration number (OGRN)")
                                .form(0.2, "[1-9]\\d{12}|[34]\\d{14}")
                                .check(IdentifierCheck.deciding(EasternEurope::russianRegistration))
                                .source("Federal law 129-FZ")
                                .context("огрн, огрнип, ogrn")));
    }

    static Country ukraine() {
        return new Country(
                "UA",
                "Ukraine",
                List.of("uk"),
                List.of(
                        Identifier.of("UA_RNOKPP", "taxpayer card number (РНОКПП)")
                                .form(0.1, "\\d{10}")
                                .check(IdentifierCheck.deciding(digits ->
                                        Math.floorMod(Checksums.weighted(digits, -1, 5, 7, 9, 4, 6, 10, 5, 7), 11) % 10
                                                == Checksums.value(digits, 9)))
                                .source("Tax Code of Ukraine, article 70")
                                .context("рнокпп, іпн, ідентифікаційний код, ідентифікаційний номер, tax number"),
                        CommonIdentifiers.passport("UA", "[A-Z]{2}\\d{6}|\\d{9}")
                                .context("паспорт, номер паспорта")));
    }

    static Country kazakhstan() {
        return new Country(
                "KZ",
                "Kazakhstan",
                List.of("kk", "ru"),
                List.of(Identifier.of("KZ_IIN", "individual identification number (IIN)")
                        .form(0.2, "\\d{12}")
                        .check(IdentifierCheck.deciding(EasternEurope::kazakhIndividual))
                        .source("Law on national registers of identification numbers, 2007")
                        .context("иин, жсн, iin")
                        .asConclusive()));
    }

    static Country moldova() {
        return new Country(
                "MD",
                "Moldova",
                List.of("ro"),
                List.of(Identifier.of("MD_IDNP", "personal identification number (IDNP)")
                        .form(0.2, "[02]\\d{12}")
                        .check(IdentifierCheck.deciding(
                                digits -> Checksums.weighted(digits, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1) % 10
                                        == Checksums.value(digits, 12)))
                        .source("Agenția Servicii Publice")
                        .context("idnp, cod personal")));
    }

    private static boolean russianTaxpayer(String digits) {
        if (digits.length() == 10) {
            return !Checksums.isMonotone(digits)
                    && Checksums.weighted(digits, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == Checksums.value(digits, 9);
        }
        return !Checksums.isMonotone(digits)
                && Checksums.weighted(digits, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10 == Checksums.value(digits, 10)
                && Checksums.weighted(digits, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) % 11 % 10
                        == Checksums.value(digits, 11);
    }

    private static boolean russianInsurance(String digits) {
        int check = Checksums.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 101 % 100;
        return !Checksums.isMonotone(digits) && check == BirthDates.two(digits, 9);
    }

    private static boolean russianRegistration(String digits) {
        int last = digits.length() - 1;
        return Checksums.remainder(digits.substring(0, last), last - 1) % 10 == Checksums.value(digits, last);
    }

    private static boolean kazakhIndividual(String digits) {
        int check = Checksums.weighted(digits, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11) % 11;
        if (check == 10) {
            check = Checksums.weighted(digits, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2) % 11;
        }
        return BirthDates.yearFirst(digits, 0) && check == Checksums.value(digits, 11);
    }

    static Country czechia() {
        return new Country(
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
                                .check(IdentifierCheck.deciding(EasternEurope::czechCompany))
                                .source("Český statistický úřad, IČO")
                                .context("ičo, ič, ico, identifikační číslo, company id"),
                        CommonIdentifiers.vat("CZ", "CZ ?\\d{8,10}")
                                .check(EasternEurope::czechVat)
                                .context("dič, dic"),
                        Identifier.of("CZ_BANK_ACCOUNT", "bank account number")
                                .form(0.3, "(\\d{1,6}-)?\\d{6,10}/\\d{4}")
                                .source("Vyhláška č. 169/2011 Sb.")
                                .context("číslo účtu, účet, bankovní účet, account, bank account"),
                        CommonIdentifiers.identityCard("CZ", "\\d{9}").context("občanský průkaz, číslo op"),
                        CommonIdentifiers.passport("CZ", "\\d{8,9}").context("cestovní pas, pas, číslo pasu")));
    }

    /// The date of birth, with months of women 50 higher; since 1954 a multiple of eleven.
    static Identifier birthNumber(String country, String source, String words) {
        return Identifier.of(country + "_BIRTH_NUMBER", "birth number (rodné číslo)")
                .form(0.4, "\\d{6}/\\d{3,4}")
                .form(0.1, "\\d{9,10}")
                .check(EasternEurope::birthNumber)
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

    private static boolean czechCompany(String digits) {
        int sum = Checksums.weighted(digits, 8, 7, 6, 5, 4, 3, 2);
        return (11 - sum % 11) % 10 == Checksums.value(digits, 7);
    }

    private static Validity czechVat(String compact) {
        String digits = compact.substring(2);
        return digits.length() == 8
                ? Validity.of(czechCompany(digits))
                : digits.charAt(0) == '6' ? Validity.UNKNOWN : birthNumber(digits);
    }

    static Country hungary() {
        return new Country(
                "HU",
                "Hungary",
                List.of("hu"),
                List.of(
                        Identifier.of("HU_PERSONAL_ID", "personal identification number (személyi szám)")
                                .form(0.4, "[1-8][- ]\\d{6}[- ]\\d{4}")
                                .form(0.1, "[1-8]\\d{10}")
                                .check(IdentifierCheck.deciding(EasternEurope::hungarianPersonalId))
                                .source("1996. évi XX. törvény")
                                .context("személyi szám, személyi azonosító, személyi azonosító jel, personal id"),
                        Identifier.of("HU_TAX_ID", "tax identification sign (adóazonosító jel)")
                                .form(0.2, "8\\d{9}")
                                .check(IdentifierCheck.deciding(EasternEurope::hungarianTaxId))
                                .source("1996. évi XX. törvény, Nemzeti Adó- és Vámhivatal")
                                .context("adóazonosító, adóazonosító jel, adószám, tax id"),
                        Identifier.of("HU_TAJ", "social security number (TAJ)")
                                .form(0.2, "\\d{3}[- ]?\\d{3}[- ]?\\d{3}")
                                .check(IdentifierCheck.deciding(EasternEurope::hungarianSocialSecurity))
                                .source("1996. évi XX. törvény")
                                .context("taj, taj szám, tajszám, social security number"),
                        CommonIdentifiers.vat("HU", "HU ?\\d{8}")
                                .check(IdentifierCheck.deciding(compact ->
                                        Checksums.weightedFrom(compact, 2, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0))
                                .context("adószám, áfa, közösségi adószám"),
                        CommonIdentifiers.identityCard("HU", "\\d{6}[A-Z]{2}|[A-Z]{2}\\d{6}")
                                .context("személyi igazolvány, személyi igazolvány szám"),
                        CommonIdentifiers.passport("HU", "[A-Z]{2}\\d{6,7}").context("útlevél, útlevélszám"),
                        CommonIdentifiers.plate("HU", "[A-Z]{3}[- ]\\d{3}|[A-Z]{2} ?[A-Z]{2}[- ]\\d{3}")
                                .context("rendszám")));
    }

    /// Weights rise for births before 1997 and fall for later ones.
    private static boolean hungarianPersonalId(String digits) {
        int before = Checksums.weighted(digits, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) % 11;
        int since = Checksums.weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1) % 11;
        int check = Checksums.value(digits, 10);
        return BirthDates.yearFirst(digits, 1) && (check == before || check == since);
    }

    private static boolean hungarianTaxId(String digits) {
        return Checksums.weighted(digits, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 == Checksums.value(digits, 9);
    }

    private static boolean hungarianSocialSecurity(String digits) {
        return Checksums.weighted(digits, 3, 7, 3, 7, 3, 7, 3, 7) % 10 == Checksums.value(digits, 8);
    }

    static Country poland() {
        return new Country(
                "PL",
                "Poland",
                List.of("pl"),
                List.of(
                        Identifier.of("PL_PESEL", "identity number (PESEL)")
                                .form(0.4, "\\d{11}")
                                .check(IdentifierCheck.deciding(EasternEurope::pesel))
                                .source("Ustawa o ewidencji ludności, article 15")
                                .context("pesel, numer pesel, nr pesel"),
                        Identifier.of("PL_NIP", "tax identification number (NIP)")
                                .form(0.3, "\\d{3}-\\d{3}-\\d{2}-\\d{2}|\\d{3}-\\d{2}-\\d{2}-\\d{3}")
                                .form(0.1, "\\d{10}")
                                .check(IdentifierCheck.deciding(EasternEurope::nip))
                                .source("Ustawa o zasadach ewidencji i identyfikacji podatników")
                                .context("nip, numer nip, numer identyfikacji podatkowej, tax id"),
                        Identifier.of("PL_REGON", "business register number (REGON)")
                                .form(0.1, "\\d{9}|\\d{14}")
                                .check(IdentifierCheck.deciding(EasternEurope::regon))
                                .source("Główny Urząd Statystyczny")
                                .context("regon, numer regon"),
                        CommonIdentifiers.identityCard("PL", "[A-Z]{3} ?\\d{6}")
                                .check(IdentifierCheck.deciding(
                                        compact -> Checksums.weighted(compact, 7, 3, 1, 9, 7, 3, 1, 7, 3) % 10 == 0))
                                .context("dowód osobisty, dowodu osobistego, numer dowodu, seria i numer"),
                        CommonIdentifiers.passport("PL", "[A-Z]{2} ?\\d{7}")
                                .check(IdentifierCheck.deciding(
                                        compact -> Checksums.weighted(compact, 7, 3, 9, 1, 7, 3, 1, 7, 3) % 10 == 0))
                                .context("paszport, paszportu, numer paszportu"),
                        CommonIdentifiers.vat("PL", "PL ?\\d{10}")
                                .check(IdentifierCheck.deciding(compact -> nip(compact.substring(2))))
                                .context("vat ue, nip"),
                        CommonIdentifiers.drivingLicence("PL", "\\d{5}/\\d{2}/\\d{4}")
                                .context("prawo jazdy, prawa jazdy"),
                        CommonIdentifiers.plate("PL", "[A-Z]{2,3} (\\d[A-Z0-9]{3,4}|[A-Z]\\d[A-Z0-9]{2,3})")
                                .context("tablica rejestracyjna, numer rejestracyjny, nr rejestracyjny")));
    }

    private static boolean pesel(String digits) {
        int month = BirthDates.two(digits, 2) % 20;
        return BirthDates.exists(BirthDates.two(digits, 0), month, BirthDates.two(digits, 4))
                && Checksums.weighted(digits, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }

    private static boolean nip(String digits) {
        return Checksums.number(digits, 0, 3) >= 100
                && Checksums.weighted(digits, 6, 5, 7, 2, 3, 4, 5, 6, 7, -1) % 11 == 0;
    }

    private static boolean regon(String digits) {
        boolean ofCompany = Checksums.weighted(digits, 8, 9, 2, 3, 4, 5, 6, 7) % 11 % 10 == Checksums.value(digits, 8);
        return ofCompany
                && !Checksums.isMonotone(digits)
                && (digits.length() == 9
                        || Checksums.weighted(digits, 2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8) % 11 % 10
                                == Checksums.value(digits, 13));
    }

    static Country slovakia() {
        return new Country(
                "SK",
                "Slovakia",
                List.of("sk"),
                List.of(
                        birthNumber(
                                "SK",
                                "Zákon č. 301/1995 Z. z. o rodnom čísle",
                                "rodné číslo, rodného čísla, rč, birth number"),
                        CommonIdentifiers.vat("SK", "SK ?[1-9]\\d[2-47-9]\\d{7}")
                                .check(IdentifierCheck.deciding(
                                        compact -> Checksums.remainder(compact.substring(2), 11) == 0))
                                .context("ič dph, dph"),
                        CommonIdentifiers.identityCard("SK", "[A-Z]{2} ?\\d{6}").context("občiansky preukaz, číslo op"),
                        CommonIdentifiers.passport("SK", "[A-Z]{2}\\d{7}|\\d{9}")
                                .context("cestovný pas, pas"),
                        CommonIdentifiers.plate("SK", "[A-Z]{2}[- ]?\\d{3}[A-Z]{2}")
                                .context("evidenčné číslo, ečv, špz")));
    }
}
