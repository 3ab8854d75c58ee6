package io.plumbline.personaldata.country;

import java.util.List;

/// Argentina, Chile, Colombia, Ecuador, Peru, Uruguay and Venezuela.
final class SouthAmerica {

    private static final int[] COLOMBIAN = {3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71};
    private static final List<String> SPANISH = List.of("es");

    private SouthAmerica() {}

    static Land argentina() {
        return new Land(
                "AR",
                "Argentina",
                SPANISH,
                List.of(
                        Identifier.of("AR_CUIT", "tax identification code (CUIT/CUIL)")
                                .form(0.5, "(2[03-7]|3[034])-\\d{8}-\\d")
                                .form(0.2, "(2[03-7]|3[034])\\d{9}")
                                .check(Check.deciding(SouthAmerica::cuit))
                                .source("ARCA, Resolución General 10/97")
                                .context("cuit, cuil, clave única"),
                        Identifier.of("AR_DNI", "national identity document")
                                .form(0.2, "\\d{1,2}\\.\\d{3}\\.\\d{3}")
                                .form(0.05, "\\d{7,8}")
                                .source("Ley 17.671")
                                .context("dni, documento, documento nacional de identidad"),
                        Identifier.of("AR_CBU", "uniform bank key (CBU)")
                                .form(0.4, "\\d{8} ?\\d{14}")
                                .check(Check.deciding(SouthAmerica::cbu))
                                .source("Banco Central de la República Argentina, Comunicación A 2559")
                                .context("cbu, clave bancaria uniforme, cuenta, cvu")
                                .asConclusive(),
                        Papers.passport("AR", "[A-Z]{3}\\d{6}").context("pasaporte")));
    }

    static Land chile() {
        return new Land(
                "CL",
                "Chile",
                SPANISH,
                List.of(Identifier.of("CL_RUT", "national tax number (RUT/RUN)")
                        .form(0.5, "\\d{1,2}\\.\\d{3}\\.\\d{3}-[0-9K]")
                        .form(0.3, "\\d{7,8}-[0-9K]")
                        .form(0.05, "\\d{7,8}[0-9K]")
                        .check(Check.deciding(SouthAmerica::rut))
                        .source("Servicio de Impuestos Internos; modulo 11")
                        .context("rut, run, rol único tributario, cédula de identidad")));
    }

    static Land colombia() {
        return new Land(
                "CO",
                "Colombia",
                SPANISH,
                List.of(
                        Identifier.of("CO_NIT", "tax identification number (NIT)")
                                .form(0.4, "\\d{3}\\.\\d{3}\\.\\d{3}-\\d|\\d{9}-\\d")
                                .form(0.05, "\\d{9,10}")
                                .check(Check.deciding(SouthAmerica::nit))
                                .source("DIAN, Orden Administrativa 4/1989")
                                .context("nit, número de identificación tributaria"),
                        Identifier.of("CO_CEDULA", "citizenship card number")
                                .form(0.2, "\\d{1,2}\\.\\d{3}\\.\\d{3}|1\\.\\d{3}\\.\\d{3}\\.\\d{3}")
                                .form(0.05, "\\d{6,8}|1\\d{9}")
                                .source("Registraduría Nacional del Estado Civil")
                                .context("cédula, cédula de ciudadanía, cc, documento de identidad")));
    }

    static Land ecuador() {
        return new Land(
                "EC",
                "Ecuador",
                SPANISH,
                List.of(Identifier.of("EC_CEDULA", "identity card number")
                        .form(0.2, "\\d{9}-?\\d")
                        .check(Check.deciding(SouthAmerica::ecuadorian))
                        .source("Registro Civil del Ecuador; Luhn")
                        .context("cédula, cédula de identidad, ci, número de cédula")));
    }

    static Land peru() {
        return new Land(
                "PE",
                "Peru",
                SPANISH,
                List.of(
                        Identifier.of("PE_RUC", "taxpayer registry number (RUC)")
                                .form(0.3, "(10|15|16|17|20)\\d{9}")
                                .check(Check.deciding(digits ->
                                        (11 - Checksums.weighted(digits, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 10
                                                == Checksums.value(digits, 10)))
                                .source("SUNAT")
                                .context("ruc, registro único de contribuyentes"),
                        Identifier.of("PE_DNI", "national identity document")
                                .form(0.05, "\\d{8}(-?[0-9A-K])?")
                                .source("RENIEC")
                                .context("dni, documento nacional de identidad")));
    }

    static Land uruguay() {
        return new Land(
                "UY",
                "Uruguay",
                SPANISH,
                List.of(Identifier.of("UY_CEDULA", "identity card number")
                        .form(0.5, "\\d\\.\\d{3}\\.\\d{3}-\\d")
                        .form(0.1, "\\d{7}-?\\d")
                        .check(Check.deciding(digits -> (10 - Checksums.weighted(digits, 2, 9, 8, 7, 6, 3, 4) % 10) % 10
                                == Checksums.value(digits, 7)))
                        .source("Dirección Nacional de Identificación Civil")
                        .context("cédula, cédula de identidad, ci")));
    }

    static Land venezuela() {
        return new Land(
                "VE",
                "Venezuela",
                SPANISH,
                List.of(
                        Identifier.of("VE_RIF", "tax information registry number (RIF)")
                                .form(0.4, "[VEJPG]-?\\d{8}-?\\d")
                                .check(Check.deciding(SouthAmerica::rif))
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
}
