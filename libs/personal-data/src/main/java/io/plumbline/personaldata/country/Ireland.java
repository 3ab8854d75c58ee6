package io.plumbline.personaldata.country;

import io.plumbline.personaldata.scan.Validity;
import java.util.List;

final class Ireland {

    private static final String CHECKS = "WABCDEFGHIJKLMNOPQRSTUV";

    private Ireland() {}

    static Land land() {
        return new Land(
                "IE",
                "Ireland",
                List.of("ga"),
                List.of(
                        Identifier.of("IE_PPSN", "personal public service number")
                                .form(0.4, "\\d{7}[A-W][A-IWT]?")
                                .check(Check.deciding(Ireland::publicService))
                                .source("Social Welfare Consolidation Act 2005, section 262")
                                .context("pps, ppsn, pps number, pps no, personal public service number, uimhir psp,"
                                        + " rsi number"),
                        Papers.vat("IE", "IE ?(\\d{7}[A-W][A-I]?|\\d[A-Z+*]\\d{5}[A-W])")
                                .check(Ireland::vat),
                        Identifier.of("IE_EIRCODE", "postal code (Eircode)")
                                .form(0.1, "[AC-FHKNPRTV-Y](\\d{2}|6W) ?[0-9AC-FHKNPRTV-Y]{4}")
                                .check(Check.excluding((String compact) ->
                                        compact.chars().skip(3).anyMatch(Character::isDigit)))
                                .source("Eircode, address guidelines")
                                .context("eircode, postcode, postal code, address"),
                        Papers.passport("IE", "[A-Z]{1,2}\\d{7}").context("pas"),
                        Papers.plate("IE", "\\d{2,3}-[A-Z]{1,2}-\\d{1,6}")));
    }

    private static boolean publicService(String compact) {
        char second = compact.length() > 8 ? compact.charAt(8) : 'W';
        int further = second == 'W' || second == 'T' ? 0 : second - 'A' + 1;
        int sum = Checksums.weighted(compact, 8, 7, 6, 5, 4, 3, 2) + 9 * further;
        return CHECKS.charAt(sum % 23) == compact.charAt(7);
    }

    /// In the old style, with a letter in second position, the first digit moves to the end.
    private static Validity vat(String compact) {
        String number = compact.substring(2);
        if (number.length() < 8) {
            return Validity.UNKNOWN;
        }
        boolean old = !Character.isDigit(number.charAt(1));
        return Validity.of(
                publicService(old ? "0" + number.substring(2, 7) + number.charAt(0) + number.substring(7) : number));
    }
}
