package io.plumbline.personaldata.country;

import io.plumbline.personaldata.scan.Validity;
import java.util.List;

final class Mexico {

    private static final String CURP_VALUES = "0123456789ABCDEFGHIJKLMN?OPQRSTUVWXYZ";
    private static final String RFC_VALUES = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ ";

    private Mexico() {}

    static Land land() {
        return new Land(
                "MX",
                "Mexico",
                List.of("es"),
                List.of(
                        Identifier.of("MX_CURP", "population registry code (CURP)")
                                .form(
                                        0.5,
                                        "[A-Z]{4}\\d{6}[HMX](AS|B[CS]|C[CLMSH]|D[FG]|G[TR]|HG|JC|M[CNS]|N[ETL]|OC|PL|Q[TR]|S[PLR]|T[CSL]|VZ|YN|ZS)"
                                                + "[B-DF-HJ-NP-TV-Z]{3}[A-Z0-9]\\d")
                                .check(Check.excluding((String compact) -> BirthDates.yearFirst(compact, 4))
                                        .and(Check.proving(Mexico::curp)))
                                .source("RENAPO, Instructivo normativo para la asignación de la CURP")
                                .context("curp, clave única de registro de población")
                                .asConclusive(),
                        Identifier.of("MX_RFC", "taxpayer registry code (RFC)")
                                .form(0.4, "[A-ZÑ][A-ZÑ&]{3}\\d{6}[A-Z0-9]{2}[0-9A]")
                                .form(0.2, "[A-ZÑ][A-ZÑ&]{2,3}-?\\d{6}-?[A-Z0-9]{2}[0-9A]")
                                .check(Mexico::rfc)
                                .source("Servicio de Administración Tributaria, anexo 20")
                                .context("rfc, registro federal de contribuyentes"),
                        Identifier.of("MX_CLABE", "interbank account code (CLABE)")
                                .form(0.3, "\\d{18}|\\d{3} \\d{3} \\d{11} \\d")
                                .check(Check.deciding(Mexico::clabe))
                                .source("Banco de México, Circular 14/2017")
                                .context("clabe, clabe interbancaria, cuenta, número de cuenta, account"),
                        Identifier.of("MX_NSS", "social security number (NSS)")
                                .form(0.1, "\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{4}[ -]?\\d")
                                .check(Check.deciding(Checksums::luhn))
                                .source("Instituto Mexicano del Seguro Social")
                                .context("nss, imss, número de seguridad social, seguro social"),
                        Papers.passport("MX", "[A-Z]\\d{8}").context("pasaporte")));
    }

    private static boolean curp(String compact) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += CURP_VALUES.indexOf(compact.charAt(i)) * (18 - i);
        }
        return (10 - sum % 10) % 10 == Checksums.value(compact, 17);
    }

    /// Letters outside the English alphabet are not counted here; a failed check is therefore inconclusive.
    private static Validity rfc(String compact) {
        int from = compact.length() - 9;
        if (from < 2 || !BirthDates.yearFirst(compact, from)) {
            return Validity.INVALID;
        }
        String padded = " ".repeat(13 - compact.length()) + compact;
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += RFC_VALUES.indexOf(padded.charAt(i)) * (13 - i);
        }
        char expected = "0123456789A".charAt((11 - sum % 11) % 11);
        return expected == compact.charAt(compact.length() - 1) ? Validity.VALID : Validity.UNKNOWN;
    }

    private static boolean clabe(String digits) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += Checksums.value(digits, i) * (i % 3 == 0 ? 3 : i % 3 == 1 ? 7 : 1) % 10;
        }
        return (10 - sum % 10) % 10 == Checksums.value(digits, 17);
    }
}
