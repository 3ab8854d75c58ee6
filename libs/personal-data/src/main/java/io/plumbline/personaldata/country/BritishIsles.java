package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Ireland and the United Kingdom.
final class BritishIsles {

    private static final String UTR_CHECKS = "21987654321";
    private static final String IRISH_CHECKS = "WABCDEFGHIJKLMNOPQRSTUV";

    private BritishIsles() {}

    static Country unitedKingdom() {
        return new Country(
                "GB",
                "United Kingdom",
                List.of(),
                List.of(
                        Identifier.of("UK_NHS", "National Health Service number")
                                .form(0.5, "\\d{3}[- ]?\\d{3}[- ]?\\d{4}")
                                .check(IdentifierCheck.deciding(BritishIsles::nhs))
                                .source("NHS Data Dictionary, NHS NUMBER")
                                .context("national health service, nhs, nhs number, health services authority, health"
                                        + " authority"),
                        Identifier.of("UK_NINO", "National Insurance number")
                                .form(0.4, "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]")
                                .form(0.5, "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \\d{2} \\d{2} \\d{2} [A-D]")
                                .check(IdentifierCheck.excluding(
                                        (String compact) -> !"BG GB NK KN NT TN ZZ".contains(compact.substring(0, 2))))
                                .source("HMRC NIM39110")
                                .context("national insurance, national insurance number, ni number, nino")
                                .asConclusive(),
                        Identifier.of("UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER", "unique taxpayer reference (UTR)")
                                .form(0.1, "\\d{5} ?\\d{5}K?")
                                .check(IdentifierCheck.deciding(BritishIsles::britishTaxpayer))
                                .source("HMRC, check of a UTR")
                                .context("utr, unique taxpayer reference, taxpayer reference, tax reference, self"
                                        + " assessment"),
                        Identifier.of("UK_DRIVING_LICENCE", "driving licence number")
                                .form(
                                        0.5,
                                        "[A-Z9]{5}\\d(0[1-9]|1[0-2]|5[1-9]|6[0-2])(0[1-9]|[12]\\d|3[01])\\d[A-Z9]{2}[A-Z0-9][A-Z]{2}")
                                .check(IdentifierCheck.excluding(BritishIsles::hasSurname))
                                .source("DVLA, field 5")
                                .context("driving licence, driving license, driver s licence, driver s license, dvla,"
                                        + " dl number, licence number, license number")
                                .asConclusive(),
                        Identifier.of("UK_PASSPORT", "passport number")
                                .form(0.1, "[A-Z]{2}\\d{7}")
                                .source("HM Passport Office")
                                .context("passport, passport number, travel document, uk passport, british passport,"
                                        + " her majesty, his majesty, hm passport, hmpo"),
                        Identifier.of("UK_POSTCODE", "postal code")
                                .form(
                                        0.1,
                                        "GIR ?0AA"
                                                + "|[A-PR-UWYZ]\\d[A-HJKPSTUW]? ?\\d[ABD-HJLNP-UW-Z]{2}"
                                                + "|[A-PR-UWYZ]\\d{2} ?\\d[ABD-HJLNP-UW-Z]{2}"
                                                + "|[A-PR-UWYZ][A-HK-Y]\\d[ABEHMNPRVWXY]? ?\\d[ABD-HJLNP-UW-Z]{2}"
                                                + "|[A-PR-UWYZ][A-HK-Y]\\d{2} ?\\d[ABD-HJLNP-UW-Z]{2}")
                                .inContext()
                                .source("BS 7666, Royal Mail PAF")
                                .context("postcode, post code, postal code, zip, address, delivery, mailing, shipping,"
                                        + " correspondence"),
                        Identifier.of("UK_VEHICLE_REGISTRATION", "vehicle registration mark")
                                .form(0.3, "[A-HJ-PR-Y]{2}(0[1-9]|[1-7]\\d)[- ]?[A-HJ-PR-Z]{3}")
                                .form(0.2, "[A-HJ-NPR-TV-Y]\\d{1,3}[- ]?[A-HJ-PR-Y][A-HJ-PR-Z]{2}")
                                .form(0.15, "[A-HJ-PR-Z]{3}[- ]?\\d{1,3}[- ]?[A-HJ-NPR-TV-Y]")
                                .check(BritishIsles::ageMark)
                                .inContext()
                                .source("DVLA INF104")
                                .context("vehicle, registration, number plate, licence plate, license plate, reg, vrn,"
                                        + " dvla, v5c, logbook, mot, car, insured vehicle"),
                        CommonIdentifiers.vat("UK", "(GB|XI) ?\\d{3} ?\\d{4} ?\\d{2}( ?\\d{3})?")
                                .check(IdentifierCheck.deciding(BritishIsles::britishVat)),
                        Identifier.of("UK_SORT_CODE", "bank sort code")
                                .form(0.1, "\\d{2}-\\d{2}-\\d{2}")
                                .form(0.01, "\\d{6}")
                                .source("Pay.UK")
                                .context("sort code, sortcode, bank code"),
                        Identifier.of("UK_BANK_ACCOUNT", "bank account number")
                                .form(0.05, "\\d{8}")
                                .form(0.3, "\\d{2}-\\d{2}-\\d{2} \\d{8}")
                                .source("Pay.UK")
                                .context("account number, account no, acc no, bank account, account")));
    }

    private static boolean nhs(String digits) {
        int check = 11 - Checksums.weighted(digits, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return !Checksums.isMonotone(digits) && check % 11 == Checksums.value(digits, 9) && check != 10;
    }

    private static boolean britishTaxpayer(String compact) {
        int sum = Checksums.weightedFrom(compact, 1, 6, 7, 8, 9, 10, 5, 4, 3, 2);
        return UTR_CHECKS.charAt(sum % 11) == compact.charAt(0);
    }

    /// Five letters, with shorter names padded with nines.
    private static boolean hasSurname(String compact) {
        int letters = 0;
        while (letters < 5 && Character.isLetter(compact.charAt(letters))) {
            letters++;
        }
        return letters > 0 && compact.substring(letters, 5).chars().allMatch(c -> c == '9');
    }

    /// The age identifier of a current mark is that of a year from 2001 on, or fifty more for its second half.
    private static Validity ageMark(String compact) {
        boolean current = compact.length() == 7
                && Character.isLetter(compact.charAt(1))
                && Character.isDigit(compact.charAt(2))
                && Character.isDigit(compact.charAt(3))
                && Character.isLetter(compact.charAt(4));
        if (!current) {
            return Validity.UNKNOWN;
        }
        int age = BirthDates.two(compact, 2);
        return Validity.of((age >= 2 && age <= 29) || (age >= 51 && age <= 79));
    }

    private static boolean britishVat(String compact) {
        int remainder = Checksums.weightedFrom(compact, 2, 8, 7, 6, 5, 4, 3, 2, 10, 1) % 97;
        return remainder == 0 || remainder == 42;
    }

    static Country ireland() {
        return new Country(
                "IE",
                "Ireland",
                List.of("ga"),
                List.of(
                        Identifier.of("IE_PPSN", "personal public service number")
                                .form(0.4, "\\d{7}[A-W][A-IWT]?")
                                .check(IdentifierCheck.deciding(BritishIsles::irishPublicService))
                                .source("Social Welfare Consolidation Act 2005, section 262")
                                .context("pps, ppsn, pps number, pps no, personal public service number, uimhir psp,"
                                        + " rsi number"),
                        CommonIdentifiers.vat("IE", "IE ?(\\d{7}[A-W][A-I]?|\\d[A-Z+*]\\d{5}[A-W])")
                                .check(BritishIsles::irishVat),
                        Identifier.of("IE_EIRCODE", "postal code (Eircode)")
                                .form(0.1, "[AC-FHKNPRTV-Y](\\d{2}|6W) ?[0-9AC-FHKNPRTV-Y]{4}")
                                .check(IdentifierCheck.excluding((String compact) ->
                                        compact.chars().skip(3).anyMatch(Character::isDigit)))
                                .source("Eircode, address guidelines")
                                .context("eircode, postcode, postal code, address"),
                        CommonIdentifiers.passport("IE", "[A-Z]{1,2}\\d{7}").context("pas"),
                        CommonIdentifiers.plate("IE", "\\d{2,3}-[A-Z]{1,2}-\\d{1,6}")));
    }

    private static boolean irishPublicService(String compact) {
        char second = compact.length() > 8 ? compact.charAt(8) : 'W';
        int further = second == 'W' || second == 'T' ? 0 : second - 'A' + 1;
        int sum = Checksums.weighted(compact, 8, 7, 6, 5, 4, 3, 2) + 9 * further;
        return IRISH_CHECKS.charAt(sum % 23) == compact.charAt(7);
    }

    /// In the old style, with a letter in second position, the first digit moves to the end.
    private static Validity irishVat(String compact) {
        String number = compact.substring(2);
        if (number.length() < 8) {
            return Validity.UNKNOWN;
        }
        boolean old = !Character.isDigit(number.charAt(1));
        return Validity.of(irishPublicService(
                old ? "0" + number.substring(2, 7) + number.charAt(0) + number.substring(7) : number));
    }
}
