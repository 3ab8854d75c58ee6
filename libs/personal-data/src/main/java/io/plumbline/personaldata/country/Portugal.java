package io.plumbline.personaldata.country;

import java.util.List;

final class Portugal {

    private Portugal() {}

    static Land land() {
        return new Land(
                "PT",
                "Portugal",
                List.of("pt"),
                List.of(
                        Identifier.of("PT_NIF", "tax number (NIF)")
                                .form(0.1, "[1-35689]\\d{2} ?\\d{3} ?\\d{3}")
                                .check(Check.deciding(Portugal::taxNumber))
                                .source("Decreto-Lei n.º 14/2013")
                                .context("nif, nipc, contribuinte, número de contribuinte, número fiscal, tax number"),
                        Identifier.of("PT_CC", "citizen card number (Cartão de Cidadão)")
                                .form(0.4, "\\d{8} ?\\d ?[A-Z0-9]{2}\\d")
                                .check(Check.deciding(Checksums::luhn))
                                .source("Lei n.º 7/2007, Instituto dos Registos e do Notariado")
                                .context("cartão de cidadão, cc, número de documento, bilhete de identidade, bi,"
                                        + " citizen card"),
                        Identifier.of("PT_NISS", "social security number (NISS)")
                                .form(0.2, "[12]\\d{10}")
                                .check(Check.deciding(digits ->
                                        9 - Checksums.weighted(digits, 29, 23, 19, 17, 13, 11, 7, 5, 3, 2) % 10
                                                == Checksums.value(digits, 10)))
                                .source("Instituto da Segurança Social")
                                .context("niss, segurança social, número de segurança social, social security number"),
                        Papers.vat("PT", "PT ?\\d{9}")
                                .check(Check.deciding(compact -> taxNumber(compact.substring(2))))
                                .context("iva, nif, nipc"),
                        Papers.passport("PT", "[A-Z]{1,2}\\d{6}").context("passaporte, número do passaporte"),
                        Papers.plate("PT", Papers.PAIRS).context("matrícula")));
    }

    private static boolean taxNumber(String digits) {
        int sum = Checksums.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2);
        return (11 - sum % 11) % 11 % 10 == Checksums.value(digits, 8);
    }
}
