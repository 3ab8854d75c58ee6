package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import java.util.List;

/// Italy, Malta, Portugal and Spain.
final class SouthernEurope {

    /// The values of characters at odd positions, by their value at even ones.
    private static final int[] ITALIAN_ODD_PLACES = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };
    private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String SPANISH_COMPANY_LETTERS = "JABCDEFGHI";

    private SouthernEurope() {}

    static Country italy() {
        return new Country(
                "IT",
                "Italy",
                List.of("it"),
                List.of(
                        Identifier.of("IT_FISCAL_CODE", "tax code (codice fiscale)")
                                .form(0.3, "[A-Z]{6}\\d[0-9LMNP-V][ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]")
                                .check(IdentifierCheck.excluding(SouthernEurope::hasDay)
                                        .and(IdentifierCheck.proving(SouthernEurope::italianFiscalCode)))
                                .source("Decreto Ministeriale 23 December 1976, n. 13813")
                                .context("codice fiscale, cf, fiscal code, tax code")
                                .asConclusive(),
                        Identifier.of("IT_VAT_CODE", "value added tax number (partita IVA)")
                                .form(0.1, "(\\d[ _]?){10}\\d")
                                .form(0.4, "IT ?\\d{11}")
                                .check(IdentifierCheck.deciding(SouthernEurope::italianVat))
                                .source("DPR 633/1972, article 35")
                                .context("piva, p iva, partita iva, iva, pi, vat"),
                        Identifier.of("IT_DRIVER_LICENSE", "driving licence number")
                                .form(0.2, "[A-Z]{2}\\d{7}[A-Z]|U1[0-9B-HJ-NPR-UW-Z]{7}[A-Z]")
                                .source("Codice della strada, article 116")
                                .context("patente, patente di guida, licenza, licenza di guida, driving licence"),
                        Identifier.of("IT_IDENTITY_CARD", "identity card number")
                                .form(0.01, "[A-Z]{2} ?\\d{7}")
                                .form(0.01, "\\d{7}[A-Z]{2}")
                                .form(0.01, "[A-Z]{2}\\d{5}[A-Z]{2}")
                                .source("Ministero dell'Interno")
                                .context("carta, identità, carta d identità, elettronica, cie, documento,"
                                        + " riconoscimento, espatrio"),
                        Identifier.of("IT_PASSPORT", "passport number")
                                .form(0.01, "[A-Z]{2}\\d{7}")
                                .source("Ministero dell'Interno")
                                .context("passaporto, elettronico, italiano, viaggio, viaggiare, estero, documento,"
                                        + " dogana"),
                        Identifier.of("IT_HEALTH_CARD", "health insurance card number (tessera sanitaria)")
                                .form(0.3, "80380000\\d{12}")
                                .check(IdentifierCheck.proving(Checksums::luhn))
                                .source("EN 1867, issuer 80380")
                                .context("tessera sanitaria, team, health card")
                                .asConclusive(),
                        CommonIdentifiers.plate("IT", "[A-HJ-NPR-TV-Z]{2} ?\\d{3} ?[A-HJ-NPR-TV-Z]{2}")
                                .context("targa, veicolo")));
    }

    /// Days of women are 40 higher. Letters stand for digits where two people would have the same code.
    private static boolean hasDay(String compact) {
        int day = 10 * digit(compact.charAt(9)) + digit(compact.charAt(10));
        return day <= 31 || (day > 40 && day <= 71);
    }

    private static int digit(char c) {
        return c <= '9' ? c - '0' : "LMNPQRSTUV".indexOf(c);
    }

    private static boolean italianFiscalCode(String compact) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = compact.charAt(i);
            int value = c <= '9' ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ITALIAN_ODD_PLACES[value] : value;
        }
        return compact.charAt(15) == 'A' + sum % 26;
    }

    private static boolean italianVat(String compact) {
        String digits = compact.substring(compact.length() - 11);
        return !Checksums.isMonotone(digits) && Checksums.luhn(digits);
    }

    static Country malta() {
        return new Country(
                "MT",
                "Malta",
                List.of("mt"),
                List.of(
                        Identifier.of("MT_ID_CARD", "identity card number")
                                .form(0.2, "\\d{3,7}[MGAPLHBZ]")
                                .source("Identity Malta")
                                .context("identity card, id card, id number, karta tal identità, national id"),
                        CommonIdentifiers.vat("MT", "MT ?\\d{8}")
                                .check(IdentifierCheck.deciding(compact ->
                                        Checksums.weightedFrom(compact, 2, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0)),
                        CommonIdentifiers.passport("MT", "\\d{7}").context("passaport")));
    }

    static Country portugal() {
        return new Country(
                "PT",
                "Portugal",
                List.of("pt"),
                List.of(
                        Identifier.of("PT_NIF", "tax number (NIF)")
                                .form(0.1, "[1-35689]\\d{2} ?\\d{3} ?\\d{3}")
                                .check(IdentifierCheck.deciding(SouthernEurope::portugueseTaxNumber))
                                .source("Decreto-Lei n.º 14/2013")
                                .context("nif, nipc, contribuinte, número de contribuinte, número fiscal, tax number"),
                        Identifier.of("PT_CC", "citizen card number (Cartão de Cidadão)")
                                .form(0.4, "\\d{8} ?\\d ?[A-Z0-9]{2}\\d")
                                .check(IdentifierCheck.deciding(Checksums::luhn))
                                .source("Lei n.º 7/2007, Instituto dos Registos e do Notariado")
                                .context("cartão de cidadão, cc, número de documento, bilhete de identidade, bi,"
                                        + " citizen card"),
                        Identifier.of("PT_NISS", "social security number (NISS)")
                                .form(0.2, "[12]\\d{10}")
                                .check(IdentifierCheck.deciding(digits ->
                                        9 - Checksums.weighted(digits, 29, 23, 19, 17, 13, 11, 7, 5, 3, 2) % 10
                                                == Checksums.value(digits, 10)))
                                .source("Instituto da Segurança Social")
                                .context("niss, segurança social, número de segurança social, social security number"),
                        CommonIdentifiers.vat("PT", "PT ?\\d{9}")
                                .check(IdentifierCheck.deciding(compact -> portugueseTaxNumber(compact.substring(2))))
                                .context("iva, nif, nipc"),
                        CommonIdentifiers.passport("PT", "[A-Z]{1,2}\\d{6}")
                                .context("passaporte, número do passaporte"),
                        CommonIdentifiers.plate("PT", CommonIdentifiers.PAIRS).context("matrícula")));
    }

    private static boolean portugueseTaxNumber(String digits) {
        int sum = Checksums.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2);
        return (11 - sum % 11) % 11 % 10 == Checksums.value(digits, 8);
    }

    static Country spain() {
        return new Country(
                "ES",
                "Spain",
                List.of("es", "ca", "gl", "eu"),
                List.of(
                        Identifier.of("ES_NIF", "tax number of a person (NIF, DNI)")
                                .form(0.4, "\\d{7,8}-?[A-Z]")
                                .check(IdentifierCheck.deciding(compact -> spanishLetter(compact)))
                                .source("Real Decreto 1065/2007, article 19")
                                .context("documento nacional de identidad, dni, nif, identificación"),
                        Identifier.of("ES_NIE", "foreigner's identity number (NIE)")
                                .form(0.5, "[XYZ]-?\\d{7,8}-?[A-Z]")
                                .check(IdentifierCheck.deciding(
                                        compact -> spanishLetter(compact.charAt(0) - 'X' + compact.substring(1))))
                                .source("Real Decreto 557/2011, article 206")
                                .context("número de identificación de extranjero, nie, número de extranjero, tarjeta de"
                                        + " residencia")
                                .asConclusive(),
                        Identifier.of("ES_CIF", "tax number of a company (CIF)")
                                .form(0.3, "[A-HJNP-SUVW]-?\\d{7}-?[0-9A-J]")
                                .check(IdentifierCheck.deciding(SouthernEurope::spanishCompany))
                                .inContext()
                                .source("Orden EHA/451/2008")
                                .context("cif, nif, empresa, sociedad, código de identificación fiscal"),
                        CommonIdentifiers.vat("ES", "ES ?[A-Z0-9]\\d{7}[A-Z0-9]")
                                .check(IdentifierCheck.deciding(SouthernEurope::spanishVat))
                                .context("iva, nif, cif"),
                        Identifier.of("ES_SSN", "social security number")
                                .form(0.3, "\\d{2}[ /-]\\d{7,8}[ /-]\\d{2}")
                                .form(0.1, "\\d{12}")
                                .check(IdentifierCheck.deciding(SouthernEurope::spanishSocialSecurity))
                                .source("Tesorería General de la Seguridad Social")
                                .context("seguridad social, número de la seguridad social, nuss, naf, afiliación,"
                                        + " social security number")
                                .asConclusive(),
                        Identifier.of("ES_PASSPORT", "passport number")
                                .form(0.05, "[A-Z]{3}\\d{6}")
                                .source("Real Decreto 896/2003")
                                .context("pasaporte, passport, número de pasaporte, passport number"),
                        CommonIdentifiers.plate("ES", "\\d{4}[ -]?[B-DF-HJ-NP-TV-Z]{3}")
                                .context("matrícula, vehículo, coche")));
    }

    private static boolean spanishLetter(String compact) {
        int last = compact.length() - 1;
        return SPANISH_LETTERS.charAt(Checksums.number(compact, 0, last) % 23) == compact.charAt(last);
    }

    /// Luhn over seven digits; the kind of company decides whether the check character is a letter.
    private static boolean spanishCompany(String compact) {
        int check = (10 - Checksums.luhnSum(compact.substring(1, 8) + "0") % 10) % 10;
        char last = compact.charAt(8);
        boolean mustBeLetter = "PQRSNW".indexOf(compact.charAt(0)) >= 0;
        boolean mustBeDigit = "ABEH".indexOf(compact.charAt(0)) >= 0;
        return Character.isDigit(last)
                ? !mustBeLetter && last - '0' == check
                : !mustBeDigit && last == SPANISH_COMPANY_LETTERS.charAt(check);
    }

    private static boolean spanishVat(String compact) {
        String number = compact.substring(2);
        char first = number.charAt(0);
        if (Character.isDigit(first)) {
            return Character.isLetter(number.charAt(8)) && spanishLetter(number);
        }
        if (first >= 'X') {
            return Character.isLetter(number.charAt(8)) && spanishLetter(first - 'X' + number.substring(1));
        }
        return "KLM".indexOf(first) >= 0
                ? spanishLetter(number.substring(1))
                : (Character.isDigit(number.charAt(8)) || number.charAt(8) <= 'J') && spanishCompany(number);
    }

    private static boolean spanishSocialSecurity(String digits) {
        int last = digits.length() - 2;
        String body = digits.substring(0, last);
        boolean short7 = body.length() == 10 && body.charAt(2) == '0';
        String divided = short7 ? body.substring(0, 2) + body.substring(3) : body;
        int province = BirthDates.two(digits, 0);
        return province >= 1 && province <= 66 && Checksums.remainder(divided, 97) == BirthDates.two(digits, last);
    }
}
