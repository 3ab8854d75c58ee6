package io.plumbline.personaldata.country;

import java.util.List;

final class Italy {

    /// The values of characters at odd positions, by their value at even ones.
    private static final int[] ODD_PLACES = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private Italy() {}

    static Land land() {
        return new Land(
                "IT",
                "Italy",
                List.of("it"),
                List.of(
                        Identifier.of("IT_FISCAL_CODE", "tax code (codice fiscale)")
                                .form(0.3, "[A-Z]{6}\\d[0-9LMNP-V][ABCDEHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]")
                                .check(Check.excluding(Italy::hasDay).and(Check.proving(Italy::fiscalCode)))
                                .source("Decreto Ministeriale 23 December 1976, n. 13813")
                                .context("codice fiscale, cf, fiscal code, tax code")
                                .asConclusive(),
                        Identifier.of("IT_VAT_CODE", "value added tax number (partita IVA)")
                                .form(0.1, "(\\d[ _]?){10}\\d")
                                .form(0.4, "IT ?\\d{11}")
                                .check(Check.deciding(Italy::vat))
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
                                .check(Check.proving(Checksums::luhn))
                                .source("EN 1867, issuer 80380")
                                .context("tessera sanitaria, team, health card")
                                .asConclusive(),
                        Papers.plate("IT", "[A-HJ-NPR-TV-Z]{2} ?\\d{3} ?[A-HJ-NPR-TV-Z]{2}")
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

    private static boolean fiscalCode(String compact) {
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = compact.charAt(i);
            int value = c <= '9' ? c - '0' : c - 'A';
            sum += i % 2 == 0 ? ODD_PLACES[value] : value;
        }
        return compact.charAt(15) == 'A' + sum % 26;
    }

    private static boolean vat(String compact) {
        String digits = compact.substring(compact.length() - 11);
        return !Checksums.isMonotone(digits) && Checksums.luhn(digits);
    }
}
