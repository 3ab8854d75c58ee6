package io.plumbline.personaldata.country;

import java.util.List;

final class Spain {

    private static final String LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String COMPANY_LETTERS = "JABCDEFGHI";

    private Spain() {}

    static Land land() {
        return new Land(
                "ES",
                "Spain",
                List.of("es", "ca", "gl", "eu"),
                List.of(
                        Identifier.of("ES_NIF", "tax number of a person (NIF, DNI)")
                                .form(0.4, "\\d{7,8}-?[A-Z]")
                                .check(Check.deciding(compact -> letter(compact)))
                                .source("Real Decreto 1065/2007, article 19")
                                .context("documento nacional de identidad, dni, nif, identificación"),
                        Identifier.of("ES_NIE", "foreigner's identity number (NIE)")
                                .form(0.5, "[XYZ]-?\\d{7,8}-?[A-Z]")
                                .check(Check.deciding(
                                        compact -> letter(compact.charAt(0) - 'X' + compact.substring(1))))
                                .source("Real Decreto 557/2011, article 206")
                                .context("número de identificación de extranjero, nie, número de extranjero, tarjeta de"
                                        + " residencia")
                                .asConclusive(),
                        Identifier.of("ES_CIF", "tax number of a company (CIF)")
                                .form(0.3, "[A-HJNP-SUVW]-?\\d{7}-?[0-9A-J]")
                                .check(Check.deciding(Spain::company))
                                .inContext()
                                .source("Orden EHA/451/2008")
                                .context("cif, nif, empresa, sociedad, código de identificación fiscal"),
                        Papers.vat("ES", "ES ?[A-Z0-9]\\d{7}[A-Z0-9]")
                                .check(Check.deciding(Spain::vat))
                                .context("iva, nif, cif"),
                        Identifier.of("ES_SSN", "social security number")
                                .form(0.3, "\\d{2}[ /-]\\d{7,8}[ /-]\\d{2}")
                                .form(0.1, "\\d{12}")
                                .check(Check.deciding(Spain::socialSecurity))
                                .source("Tesorería General de la Seguridad Social")
                                .context("seguridad social, número de la seguridad social, nuss, naf, afiliación,"
                                        + " social security number")
                                .asConclusive(),
                        Identifier.of("ES_PASSPORT", "passport number")
                                .form(0.05, "[A-Z]{3}\\d{6}")
                                .source("Real Decreto 896/2003")
                                .context("pasaporte, passport, número de pasaporte, passport number"),
                        Papers.plate("ES", "\\d{4}[ -]?[B-DF-HJ-NP-TV-Z]{3}").context("matrícula, vehículo, coche")));
    }

    private static boolean letter(String compact) {
        int last = compact.length() - 1;
        return LETTERS.charAt(Checksums.number(compact, 0, last) % 23) == compact.charAt(last);
    }

    /// Luhn over seven digits; the kind of company decides whether the check character is a letter.
    private static boolean company(String compact) {
        int check = (10 - Checksums.luhnSum(compact.substring(1, 8) + "0") % 10) % 10;
        char last = compact.charAt(8);
        boolean mustBeLetter = "PQRSNW".indexOf(compact.charAt(0)) >= 0;
        boolean mustBeDigit = "ABEH".indexOf(compact.charAt(0)) >= 0;
        return Character.isDigit(last)
                ? !mustBeLetter && last - '0' == check
                : !mustBeDigit && last == COMPANY_LETTERS.charAt(check);
    }

    private static boolean vat(String compact) {
        String number = compact.substring(2);
        char first = number.charAt(0);
        if (Character.isDigit(first)) {
            return Character.isLetter(number.charAt(8)) && letter(number);
        }
        if (first >= 'X') {
            return Character.isLetter(number.charAt(8)) && letter(first - 'X' + number.substring(1));
        }
        return "KLM".indexOf(first) >= 0
                ? letter(number.substring(1))
                : (Character.isDigit(number.charAt(8)) || number.charAt(8) <= 'J') && company(number);
    }

    private static boolean socialSecurity(String digits) {
        int last = digits.length() - 2;
        String body = digits.substring(0, last);
        boolean short7 = body.length() == 10 && body.charAt(2) == '0';
        String divided = short7 ? body.substring(0, 2) + body.substring(3) : body;
        int province = BirthDates.two(digits, 0);
        return province >= 1 && province <= 66 && Checksums.remainder(divided, 97) == BirthDates.two(digits, last);
    }
}
