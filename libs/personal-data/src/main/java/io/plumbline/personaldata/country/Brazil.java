package io.plumbline.personaldata.country;

import java.util.List;

final class Brazil {

    private Brazil() {}

    static Land land() {
        return new Land(
                "BR",
                "Brazil",
                List.of("pt"),
                List.of(
                        Identifier.of("BR_CPF", "individual taxpayer number (CPF)")
                                .form(0.5, "\\d{3}\\.\\d{3}\\.\\d{3}[-/]\\d{2}")
                                .form(0.2, "\\d{9}-?\\d{2}")
                                .check(Check.deciding(Brazil::person))
                                .source("Receita Federal, two check digits modulo 11")
                                .context("cpf, cadastro de pessoas físicas, tax id"),
                        Identifier.of("BR_CNPJ", "company taxpayer number (CNPJ)")
                                .form(
                                        0.5,
                                        "\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}|[0-9A-Z]{2}\\.[0-9A-Z]{3}\\.\\d[0-9A-Z]{2}/[0-9A-Z]{4}-\\d{2}")
                                .form(0.2, "\\d{14}|(\\d[0-9A-Z]|[A-Z]\\d)[0-9A-Z]{10}\\d{2}")
                                .check(Check.deciding(Brazil::company))
                                .source("Receita Federal, Instrução Normativa 2.229/2024: letters count as ASCII less"
                                        + " 48")
                                .context("cnpj, cadastro nacional da pessoa jurídica")
                                .asConclusive(),
                        Identifier.of("BR_PIS", "social integration number (PIS/NIS)")
                                .form(0.3, "\\d{3}\\.\\d{5}\\.\\d{2}-\\d")
                                .form(0.1, "\\d{11}")
                                .check(Check.deciding(Brazil::socialIntegration))
                                .source("Caixa Econômica Federal")
                                .context("pis, pasep, nis, nit"),
                        Identifier.of("BR_RG", "identity card number (RG)")
                                .form(0.3, "\\d{1,2}\\.\\d{3}\\.\\d{3}-[0-9X]")
                                .form(0.05, "\\d{7,9}")
                                .source("Lei 7.116/1983")
                                .context("rg, registro geral, carteira de identidade, identidade"),
                        Identifier.of("BR_CEP", "postal code")
                                .form(0.2, "\\d{5}-\\d{3}")
                                .source("Correios")
                                .context("cep, endereço, código postal"),
                        Papers.drivingLicence("BR", "\\d{11}").context("cnh, carteira de motorista, habilitação"),
                        Papers.passport("BR", "[A-Z]{2}\\d{6}").context("passaporte"),
                        Papers.plate("BR", "[A-Z]{3}-?\\d[A-J0-9]\\d{2}").context("placa, veículo")));
    }

    private static boolean person(String digits) {
        return !Checksums.isMonotone(digits)
                && eleven(Checksums.weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == Checksums.value(digits, 9)
                && eleven(Checksums.weighted(digits, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == Checksums.value(digits, 10);
    }

    private static boolean company(String compact) {
        return !Checksums.isMonotone(compact)
                && eleven(ascii(compact, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == Checksums.value(compact, 12)
                && eleven(ascii(compact, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == Checksums.value(compact, 13);
    }

    private static int ascii(String compact, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (compact.charAt(i) - '0');
        }
        return sum;
    }

    private static int eleven(int sum) {
        int remainder = sum % 11;
        return remainder < 2 ? 0 : 11 - remainder;
    }

    private static boolean socialIntegration(String digits) {
        return !Checksums.isMonotone(digits)
                && eleven(Checksums.weighted(digits, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == Checksums.value(digits, 10);
    }
}
