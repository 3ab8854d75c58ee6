package io.plumbline.personaldata.country;

import java.util.List;

/// The United States; social security numbers have their own recognizer.
final class UnitedStates {

    private static final String ITIN_GROUP = "(5\\d|6[0-5]|7\\d|8[0-8]|9[0-24-9])";
    private static final String MBI_LETTER = "[AC-HJKMNP-RT-Y]";
    private static final String MBI_ANY = "[0-9AC-HJKMNP-RT-Y]";

    private UnitedStates() {}

    static Land land() {
        return new Land(
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
                                .check(Check.excluding(digits -> !digits.startsWith("00")))
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
                                .check(Check.excluding(
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
                                .check(Check.deciding(UnitedStates::provider))
                                .source("45 CFR 162.406; Luhn with the prefix 80840")
                                .context("npi, national provider, provider, npi number, provider id, provider"
                                        + " identifier, taxonomy"),
                        Identifier.of("MEDICAL_LICENSE", "DEA registration number")
                                .form(0.4, "[A-HJ-NPR-UX][A-Z9]\\d{7}")
                                .check(Check.deciding(UnitedStates::dea))
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

    private static boolean provider(String digits) {
        return (digits.charAt(0) == '1' || digits.charAt(0) == '2')
                && !Checksums.isMonotone(digits.substring(0, 9))
                && Checksums.luhn("80840" + digits);
    }

    private static boolean dea(String compact) {
        int sum = Checksums.weightedFrom(compact, 2, 1, 2, 1, 2, 1, 2);
        return sum % 10 == Checksums.value(compact, 8);
    }
}
