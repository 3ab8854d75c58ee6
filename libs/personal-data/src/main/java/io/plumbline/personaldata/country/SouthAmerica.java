package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import java.util.List;

/// Argentina, Brazil, Chile, Colombia, Ecuador, Peru, Uruguay and Venezuela.
final class SouthAmerica {

    private static final int[] COLOMBIAN = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71};
    private static final List<String> SPANISH = List.of("es");

    private SouthAmerica() {}

    static Country argentina() {
        return new Country(
                "AR",
                "Argentina",
                SPANISH,
                List.of(
                        Identifier.of("AR_CUIT", "tax identification code (CUIT/CUIL)")
                                .form(0.5, "(2[03-7]|3[034])-\\d{8}-\\d")
                                .form(0.2, "(2[03-7]|3[034])\\d{9}")
                                .check(IdentifierCheck.deciding(SouthAmerica::cuit))
                                .source("ARCA, Resolución General 10/97")
                                .context("cuit, cuil, clave única"),
                        Identifier.of("AR_DNI", "national identity document")
                                .form(0.2, "\\d{1,2}\\.\\d{3}\\.\\d{3}")
                                .form(0.05, "\\d{7,8}")
                                .source("Ley 17.671")
                                .context("dni, documento, documento nacional de identidad"),
                        Identifier.of("AR_CBU", "uniform bank key (CBU)")
                                .form(0.4, "\\d{8} ?\\d{14}")
                                .check(IdentifierCheck.deciding(SouthAmerica::cbu))
                                .source("Banco Central de la República Argentina, Comunicación A 2559")
                                .context("cbu, clave bancaria uniforme, cuenta, cvu")
                                .asConclusive(),
                        CommonIdentifiers.passport("AR", "[A-Z]{3}\\d{6}").context("pasaporte")));
    }

    static Country chile() {
        return new Country(
                "CL",
                "Chile",
                SPANISH,
                List.of(Identifier.of("CL_RUT", "national tax number (RUT/RUN)")
                        .form(0.5, "\\d{1,2}\\.\\d{3}\\.\\d{3}-[0-9K]")
                        .form(0.3, "\\d{7,8}-[0-9K]")
                        .form(0.05, "\\d{7,8}[0-9K]")
                        .check(IdentifierCheck.deciding(SouthAmerica::rut))
                        .source("Servicio de Impuestos Internos; modulo 11")
                        .context("rut, run, rol único tributario, cédula de identidad")));
    }

    static Country colombia() {
        return new Country(
                "CO",
                "Colombia",
                SPANISH,
                List.of(
                        Identifier.of("CO_NIT", "tax identification number (NIT)")
                                .form(0.4, "\\d{3}\\.\\d{3}\\.\\d{3}-\\d|\\d{9}-\\d")
                                .form(0.05, "\\d{9,10}")
                                .check(IdentifierCheck.deciding(SouthAmerica::nit))
                                .source("DIAN, Orden Administrativa 4/1989")
                                .context("nit, número de identificación tributaria"),
                        Identifier.of("CO_CEDULA", "citizenship card number")
                                .form(0.2, "\\d{1,2}\\.\\d{3}\\.\\d{3}|1\\.\\d{3}\\.\\d{3}\\.\\d{3}")
                                .form(0.05, "\\d{6,8}|1\\d{9}")
                                .source("Registraduría Nacional del Estado Civil")
                                .context("cédula, cédula de ciudadanía, cc, documento de identidad")));
    }

    static Country ecuador() {
        return new Country(
                "EC",
                "Ecuador",
                SPANISH,
                List.of(Identifier.of("EC_CEDULA", "identity card number")
                        .form(0.2, "\\d{9}-?\\d")
                        .check(IdentifierCheck.deciding(SouthAmerica::ecuadorian))
                        .source("Registro Civil del Ecuador; Luhn")
                        .context("cédula, cédula de identidad, ci, número de cédula")));
    }

    static Country peru() {
        return new Country(
                "PE",
                "Peru",
                SPANISH,
                List.of(
                        Identifier.of("PE_RUC", "taxpayer registry number (RUC)")
                                .form(0.3, "(10|15|16|17|20)\\d{9}")
                                .check(IdentifierCheck.deciding(digits ->
                                        (11 - Checksums.weighted(digits, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 10
                                                == Checksums.value(digits, 10)))
                                .source("SUNAT")
                                .context("ruc, registro único de contribuyentes"),
                        Identifier.of("PE_DNI", "national identity document")
                                .form(0.05, "\\d{8}(-?[0-9A-K])?")
                                .source("RENIEC")
                                .context("dni, documento nacional de identidad")));
    }

    static Country uruguay() {
        return new Country(
                "UY",
                "Uruguay",
                SPANISH,
                List.of(Identifier.of("UY_CEDULA", "identity card number")
                        .form(0.5, "\\d\\.\\d{3}\\.\\d{3}-\\d")
                        .form(0.1, "\\d{7}-?\\d")
                        .check(IdentifierCheck.deciding(
                                digits -> (10 - Checksums.weighted(digits, 2, 9, 8, 7, 6, 3, 4) % 10) % 10
                                        == Checksums.value(digits, 7)))
                        .source("Dirección Nacional de Identificación Civil")
                        .context("cédula, cédula de identidad, ci")));
    }

    static Country venezuela() {
        return new Country(
                "VE",
                "Venezuela",
                SPANISH,
                List.of(
                        Identifier.of("VE_RIF", "tax information registry number (RIF)")
                                .form(0.4, "[VEJPG]-?\\d{8}-?\\d")
                                .check(IdentifierCheck.deciding(SouthAmerica::rif))
                                .source("SENIAT")
                                .context("rif, registro de información fiscal"),
                        Identifier.of("VE_CEDULA", "identity card number")
                                .form(0.2, "[VE]-\\d{6,8}|[VE]-\\d{1,2}\\.\\d{3}\\.\\d{3}")
                                .source("SAIME")
                                .context("cédula, cédula de identidad, ci")));
    }

    private static boolean cuit(String digits) {
        int check = (11 - Checksums.weighted(digits, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11;
        return (check == 10 ? 9 : check) == Checksums.value(digits, 10);
    }

    private static boolean cbu(String digits) {
        int bank = Checksums.weighted(digits, 7, 1, 3, 9, 7, 1, 3);
        int account = Checksums.weightedFrom(digits, 8, 3, 9, 7, 1, 3, 9, 7, 1, 3, 9, 7, 1, 3);
        return (10 - bank % 10) % 10 == Checksums.value(digits, 7)
                && (10 - account % 10) % 10 == Checksums.value(digits, 21);
    }

    private static boolean rut(String compact) {
        int sum = 0;
        int last = compact.length() - 1;
        for (int i = last - 1, weight = 2; i >= 0; i--, weight = weight == 7 ? 2 : weight + 1) {
            sum += weight * Checksums.value(compact, i);
        }
        return !Checksums.isMonotone(compact) && "0123456789K".charAt((11 - sum % 11) % 11) == compact.charAt(last);
    }

    private static boolean nit(String digits) {
        int sum = 0;
        int last = digits.length() - 1;
        for (int i = 0; i < last; i++) {
            sum += COLOMBIAN[i] * Checksums.value(digits, last - 1 - i);
        }
        return "01987654321".charAt(sum % 11) == digits.charAt(last);
    }

    private static boolean ecuadorian(String digits) {
        int province = BirthDates.two(digits, 0);
        return ((province >= 1 && province <= 24) || province == 30)
                && digits.charAt(2) <= '6'
                && Checksums.luhn(digits);
    }

    private static boolean rif(String compact) {
        int kind = "VEJPG".indexOf(compact.charAt(0)) + 1;
        int sum = 4 * kind + Checksums.weightedFrom(compact, 1, 3, 2, 7, 6, 5, 4, 3, 2);
        return "00987654321".charAt(sum % 11) == compact.charAt(9);
    }

    static Country brazil() {
        return new Country(
                "BR",
                "Brazil",
                List.of("pt"),
                List.of(
                        Identifier.of("BR_CPF", "individual taxpayer number (CPF)")
                                .form(0.5, "\\d{3}\\.\\d{3}\\.\\d{3}[-/]\\d{2}")
                                .form(0.2, "\\d{9}-?\\d{2}")
                                .check(IdentifierCheck.deciding(SouthAmerica::brazilianPerson))
                                .source("Receita Federal, two check digits modulo 11")
                                .context("cpf, cadastro de pessoas físicas, tax id"),
                        Identifier.of("BR_CNPJ", "company taxpayer number (CNPJ)")
                                .form(
                                        0.5,
                                        "\\d{2}\\.\\d{3}\\.\\d{3}/\\d{4}-\\d{2}|[0-9A-Z]{2}\\.[0-9A-Z]{3}\\.\\d[0-9A-Z]{2}/[0-9A-Z]{4}-\\d{2}")
                                .form(0.2, "\\d{14}|(\\d[0-9A-Z]|[A-Z]\\d)[0-9A-Z]{10}\\d{2}")
                                .check(IdentifierCheck.deciding(SouthAmerica::brazilianCompany))
                                .source("Receita Federal, Instrução Normativa 2.229/2024: letters count as ASCII less"
                                        + " 48")
                                .context("cnpj, cadastro nacional da pessoa jurídica")
                                .asConclusive(),
                        Identifier.of("BR_PIS", "social integration number (PIS/NIS)")
                                .form(0.3, "\\d{3}\\.\\d{5}\\.\\d{2}-\\d")
                                .form(0.1, "\\d{11}")
                                .check(IdentifierCheck.deciding(SouthAmerica::brazilianSocialIntegration))
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
                        CommonIdentifiers.drivingLicence("BR", "\\d{11}")
                                .context("cnh, carteira de motorista, habilitação"),
                        CommonIdentifiers.passport("BR", "[A-Z]{2}\\d{6}").context("passaporte"),
                        CommonIdentifiers.plate("BR", "[A-Z]{3}-?\\d[A-J0-9]\\d{2}")
                                .context("placa, veículo")));
    }

    private static boolean brazilianPerson(String digits) {
        return !Checksums.isMonotone(digits)
                && brazilianEleven(Checksums.weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2)) == Checksums.value(digits, 9)
                && brazilianEleven(Checksums.weighted(digits, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2))
                        == Checksums.value(digits, 10);
    }

    private static boolean brazilianCompany(String compact) {
        return !Checksums.isMonotone(compact)
                && brazilianEleven(ascii(compact, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)) == Checksums.value(compact, 12)
                && brazilianEleven(ascii(compact, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2))
                        == Checksums.value(compact, 13);
    }

    private static int ascii(String compact, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (compact.charAt(i) - '0');
        }
        return sum;
    }

    private static int brazilianEleven(int sum) {
        int remainder = sum % 11;
        return remainder < 2 ? 0 : 11 - remainder;
    }

    private static boolean brazilianSocialIntegration(String digits) {
        return !Checksums.isMonotone(digits)
                && brazilianEleven(Checksums.weighted(digits, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2))
                        == Checksums.value(digits, 10);
    }
}
