package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Canada, Mexico and the United States; social security numbers have their own recognizer.
final class NorthAmerica {

    private static final String CURP_VALUES = "0123456789ABCDEFGHIJKLMN?OPQRSTUVWXYZ";
    private static final String RFC_VALUES = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ ";
    private static final String ITIN_GROUP = "(5\\d|6[0-5]|7\\d|8[0-8]|9[0-24-9])";
    private static final String MBI_LETTER = "[AC-HJKMNP-RT-Y]";
    private static final String MBI_ANY = "[0-9AC-HJKMNP-RT-Y]";

    private NorthAmerica() {}

    static Country canada() {
        return new Country(
                "CA",
                "Canada",
                List.of("fr"),
                List.of(
                        Identifier.of("CA_SIN", "social insurance number")
                                .form(0.5, "[1-79]\\d{2} \\d{3} \\d{3}|[1-79]\\d{2}-\\d{3}-\\d{3}")
                                .form(0.05, "[1-79]\\d{8}")
                                .check(IdentifierCheck.excluding(Checksums::luhn))
                                .source("Employment and Social Development Canada; Luhn")
                                .context("sin, sin number, social insurance, social insurance number, canada, nas,"
                                        + " numéro nas, numéro d assurance sociale, assurance sociale"),
                        Identifier.of("CA_HEALTH_NUMBER", "provincial health number")
                                .form(0.4, "\\d{4}[- ]\\d{3}[- ]\\d{3}([- ]?[A-Z]{1,2})?") // Ontario, British Columbia
                                .form(0.1, "\\d{10}([- ]?[A-Z]{2})?")
                                .form(0.5, "[A-Z]{4} ?\\d{4} ?\\d{4}") // Quebec
                                .form(0.05, "\\d{5}-?\\d{4}|\\d{3}[ -]?\\d{3}[ -]?\\d{3}|\\d{8}|\\d{12}") // the others
                                .check(NorthAmerica::canadianHealth)
                                .source("the health ministries of the provinces")
                                .context("health card, health number, health card number, ohip, phn, personal health"
                                        + " number, msp, ramq, ahcip, mcp, carte soleil, carte d assurance"
                                        + " maladie, assurance maladie, numéro d assurance maladie"),
                        Identifier.of("CA_BN", "business number")
                                .form(0.5, "\\d{9} ?R[CMPTR] ?\\d{4}")
                                .form(0.05, "\\d{9}")
                                .check(IdentifierCheck.deciding(compact -> Checksums.luhn(compact.substring(0, 9))))
                                .source("Canada Revenue Agency")
                                .context("business number, bn, gst number, hst number, numéro d entreprise, cra"),
                        Identifier.of("CA_POSTAL_CODE", "postal code")
                                .form(0.3, "[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z][ -]?\\d[ABCEGHJ-NPRSTV-Z]\\d")
                                .source("Canada Post addressing guidelines")
                                .context("postal code, zip, address, code postal, adresse"),
                        CommonIdentifiers.passport("CA", "[A-Z]{2}\\d{6}|[A-Z]\\d{6}[A-Z]{2}")
                                .context("passeport"),
                        CommonIdentifiers.drivingLicence(
                                        "CA",
                                        "[A-Z]\\d{4}[- ]\\d{5}[- ]\\d{5}|[A-Z]\\d{4}[- ]\\d{6}[-"
                                                + " ]\\d{2}|[A-Z]\\d{12,14}|\\d{6}-\\d{3}|\\d{7}")
                                .context("permis de conduire"),
                        Identifier.of("CA_BANK_ACCOUNT", "bank transit number")
                                .form(0.1, "\\d{5}-\\d{3}")
                                .source("Payments Canada")
                                .context("transit number, transit, institution number, bank account, numéro de transit,"
                                        + " succursale")));
    }

    /// British Columbia's numbers begin with a nine; Quebec's contain the date of birth, with months of women 50
    /// higher.
    private static Validity canadianHealth(String compact) {
        if (Character.isLetter(compact.charAt(0))) {
            int month = BirthDates.two(compact, 6) % 50;
            int day = BirthDates.two(compact, 8);
            return Validity.unless(month < 1 || month > 12 || day < 1 || day > 31);
        }
        if (compact.length() == 9
                || compact.length() == 8
                || (compact.length() == 12 && compact.chars().allMatch(Character::isDigit))) {
            return Validity.UNKNOWN;
        }
        String digits = compact.substring(0, 10);
        boolean ofBritishColumbia = digits.charAt(0) == '9'
                && (11 - Checksums.weightedFrom(digits, 1, 2, 4, 8, 5, 10, 9, 7, 3) % 11) % 11
                        == Checksums.value(digits, 9);
        return Validity.of(ofBritishColumbia || Checksums.luhn(digits));
    }

    static Country mexico() {
        return new Country(
                "MX",
                "Mexico",
                List.of("es"),
                List.of(
                        Identifier.of("MX_CURP", "population registry code (CURP)")
                                .form(
                                        0.5,
                                        "[A-Z]{4}\\d{6}[HMX](AS|B[CS]|C[CLMSH]|D[FG]|G[TR]|HG|JC|M[CNS]|N[ETL]|OC|PL|Q[TR]|S[PLR]|T[CSL]|VZ|YN|ZS)"
                                                + "[B-DF-HJ-NP-TV-Z]{3}[A-Z0-9]\\d")
                                .check(IdentifierCheck.excluding((String compact) -> BirthDates.yearFirst(compact, 4))
                                        .and(IdentifierCheck.proving(NorthAmerica::curp)))
                                .source("RENAPO, Instructivo normativo para la asignación de la CURP")
                                .context("curp, clave única de registro de población")
                                .asConclusive(),
                        Identifier.of("MX_RFC", "taxpayer registry code (RFC)")
                                .form(0.4, "[A-ZÑ][A-ZÑ&]{3}\\d{6}[A-Z0-9]{2}[0-9A]")
                                .form(0.2, "[A-ZÑ][A-ZÑ&]{2,3}-?\\d{6}-?[A-Z0-9]{2}[0-9A]")
                                .check(NorthAmerica::rfc)
                                .source("Servicio de Administración Tributaria, anexo 20")
                                .context("rfc, registro federal de contribuyentes"),
                        Identifier.of("MX_CLABE", "interbank account code (CLABE)")
                                .form(0.3, "\\d{18}|\\d{3} \\d{3} \\d{11} \\d")
                                .check(IdentifierCheck.deciding(NorthAmerica::clabe))
                                .source("Banco de México, Circular 14/2017")
                                .context("clabe, clabe interbancaria, cuenta, número de cuenta, account"),
                        Identifier.of("MX_NSS", "social security number (NSS)")
                                .form(0.1, "\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{4}[ -]?\\d")
                                .check(IdentifierCheck.deciding(Checksums::luhn))
                                .source("Instituto Mexicano del Seguro Social")
                                .context("nss, imss, número de seguridad social, seguro social"),
                        CommonIdentifiers.passport("MX", "[A-Z]\\d{8}").context("pasaporte")));
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

    static Country unitedStates() {
        return new Country(
                "US",
                "United States",
                List.of("es"),
                List.of(
                        Identifier.of("US_ITIN", "individual taxpayer identification number")
                                .form(0.5, "9\\d{2}[- ]" + ITIN_GROUP + "[- ]\\d{4}")
                                .form(0.3, "9\\d{2}" + ITIN_GROUP + "\\d{4}")
                                .form(0.05, "9\\d{2}[- ]" + ITIN_GROUP + "\\d{4}|9\\d{2}" + ITIN_GROUP + "[- ]\\d{4}")
                                .source("IRS, Publication 1915")
                                .context("individual, taxpayer, itin, tax, payer, taxid, tin, tax id, taxpayer id"),
                        Identifier.of("US_EIN", "employer identification number")
                                .form(0.3, "\\d{2}-\\d{7}")
                                .check(IdentifierCheck.excluding(digits -> !digits.startsWith("00")))
                                .source("IRS, Form SS-4")
                                .context("ein, fein, employer identification number, employer id, federal tax id, tax"
                                        + " id"),
                        Identifier.of("US_PTIN", "preparer tax identification number")
                                .form(0.2, "P\\d{8}")
                                .source("IRS, Form W-12")
                                .context("ptin, preparer tax identification number, tax preparer, preparer"),
                        Identifier.of("US_PASSPORT", "passport number")
                                .form(0.05, "\\d{9}")
                                .form(0.1, "[A-Z]\\d{8}")
                                .source("Department of State")
                                .context("us, united, states, passport, passport number, passportnumber, travel,"
                                        + " document"),
                        Identifier.of("US_DRIVER_LICENSE", "driver's license number")
                                .form(
                                        0.3,
                                        "[A-Z]\\d{4,14}|[A-Z]\\d{18}|[A-Z]\\d{6}R|[A-Z]{2}\\d{3,7}|\\d{2}[A-Z]{3}\\d{5,6}|\\d{9}[A-Z]"
                                                + "|[A-Z]{2}\\d{6}[A-Z]|\\d{8}[A-Z]{2}|\\d{3}[A-Z]{2}\\d{4}|[A-Z]\\d[A-Z]\\d[A-Z]|\\d{7,8}[A-Z]"
                                                + "|[A-Z]\\d{3}-\\d{3}-\\d{2}-\\d{3}-\\d|[A-Z]\\d{3}-\\d{4}-\\d{4}|[A-Z]\\d{3}-\\d{3}-\\d{3}-\\d{3}")
                                .form(
                                        0.3,
                                        "[A-Z]{5}[A-Z*]{2}\\d{3}[A-Z0-9]{2}|[A-Z]{1,4}(\\d[A-Z0-9]{0,3})?\\*{1,3}[A-Z]{0,2}\\d[A-Z0-9]{4}")
                                .form(0.01, "\\d{6,14}|\\d{16}|[A-Z]\\d{1,3}")
                                .check(IdentifierCheck.excluding(
                                        (String compact) -> compact.chars().anyMatch(Character::isDigit)))
                                .inContext()
                                .source("AAMVA D20, appendix of state formats")
                                .context("driver, drivers, driver license, driver licence, drivers license, driving,"
                                        + " license number, licence number, dls, cdl, cdls"),
                        Identifier.of("US_MBI", "Medicare beneficiary identifier")
                                .form(
                                        0.5,
                                        "[1-9]" + MBI_LETTER + MBI_ANY + "\\d-" + MBI_LETTER + MBI_ANY + "\\d-"
                                                + MBI_LETTER + "{2}\\d{2}")
                                .form(
                                        0.3,
                                        "[1-9]" + MBI_LETTER + MBI_ANY + "\\d" + MBI_LETTER + MBI_ANY + "\\d"
                                                + MBI_LETTER + "{2}\\d{2}")
                                .source("CMS, understanding the MBI")
                                .context("medicare, mbi, beneficiary, cms, medicaid, hic, hicn"),
                        Identifier.of("US_NPI", "national provider identifier")
                                .form(0.1, "\\d{10}")
                                .form(0.4, "[12]\\d{3}[ -]\\d{3}[ -]\\d{3}")
                                .check(IdentifierCheck.deciding(NorthAmerica::americanProvider))
                                .source("45 CFR 162.406; Luhn with the prefix 80840")
                                .context("npi, national provider, provider, npi number, provider id, provider"
                                        + " identifier, taxonomy"),
                        Identifier.of("MEDICAL_LICENSE", "DEA registration number")
                                .form(0.4, "[A-HJ-NPR-UX][A-Z9]\\d{7}")
                                .check(IdentifierCheck.deciding(NorthAmerica::dea))
                                .inContext()
                                .source("21 CFR 1301; DEA registration number")
                                .context("medical, certificate, dea, dea number, certificate number, registration"),
                        Identifier.of("US_CLIA", "laboratory certificate number (CLIA)")
                                .form(0.3, "\\d{2}D\\d{7}")
                                .source("42 CFR 493, CMS")
                                .context("clia, clia number, laboratory, lab"),
                        Identifier.of("US_LICENSE_PLATE", "vehicle registration plate")
                                .capital(0.05, "[A-Z]{3}[ -]?\\d{3,4}|\\d[A-Z]{3}\\d{3}|\\d{3}[ -]?[A-Z]{3}")
                                .inContext()
                                .source("AAMVA license plate standard")
                                .context("license plate, plate number, plate, vehicle registration, registration plate,"
                                        + " tag number")));
    }

    private static boolean americanProvider(String digits) {
        return (digits.charAt(0) == '1' || digits.charAt(0) == '2')
                && !Checksums.isMonotone(digits.substring(0, 9))
                && Checksums.luhn("80840" + digits);
    }

    private static boolean dea(String compact) {
        int sum = Checksums.weightedFrom(compact, 2, 1, 2, 1, 2, 1, 2);
        return sum % 10 == Checksums.value(compact, 8);
    }
}
