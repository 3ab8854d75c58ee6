package io.plumbline.personaldata.country;

import java.util.List;

final class Singapore {

    private static final String LOCAL_CHECKS = "JZIHGFEDCBA";
    private static final String FOREIGN_CHECKS = "XWUTRQPNMLK";
    private static final String BUSINESS_CHECKS = "XMKECAWLJDB";
    private static final String COMPANY_CHECKS = "ZKCMDNERGWH";
    private static final String ENTITY_VALUES = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
    private static final List<String> ENTITY_TYPES = List.of(
            "CC", "CD", "CH", "CL", "CM", "CP", "CS", "CX", "DP", "FB", "FC", "FM", "FN", "GA", "GB", "GS", "HC", "HS",
            "LL", "LP", "MB", "MC", "MD", "MH", "MM", "MQ", "NB", "NR", "PA", "PB", "PF", "RF", "RP", "SM", "SS", "TC",
            "TU", "VH", "XL");

    private Singapore() {}

    static Land land() {
        return new Land(
                "SG",
                "Singapore",
                List.of("ms", "ta", "zh"),
                List.of(
                        Identifier.of("SG_NRIC_FIN", "national registration identity number (NRIC, FIN)")
                                .form(0.3, "[A-Z]\\d{7}[A-Z]")
                                .form(0.4, "[STFGM]\\d{7}[A-Z]")
                                .check(Check.proving(Singapore::registration))
                                .source("National Registration Act")
                                .context("fin, nric, nric number, fin number, identity card"),
                        Identifier.of("SG_UEN", "unique entity number")
                                .form(0.3, "\\d{8}[A-Z]|\\d{9}[A-Z]|[TSR]\\d{2}[A-Z]{2}\\d{4}[A-Z]")
                                .check(Check.deciding(Singapore::entity))
                                .inContext()
                                .source("ACRA")
                                .context("uen, unique entity number, business registration, acra"),
                        Papers.passport("SG", "[EK]\\d{7}[A-Z]")));
    }

    private static boolean registration(String compact) {
        int sum = Checksums.weightedFrom(compact, 1, 2, 7, 6, 5, 4, 3, 2);
        char last = compact.charAt(8);
        return switch (compact.charAt(0)) {
            case 'S' -> LOCAL_CHECKS.charAt(sum % 11) == last;
            case 'T' -> LOCAL_CHECKS.charAt((sum + 4) % 11) == last;
            case 'F' -> FOREIGN_CHECKS.charAt(sum % 11) == last;
            case 'G' -> FOREIGN_CHECKS.charAt((sum + 4) % 11) == last;
            default -> false;
        };
    }

    private static boolean entity(String compact) {
        char last = compact.charAt(compact.length() - 1);
        if (Character.isLetter(compact.charAt(0))) {
            int sum = 0;
            int[] weights = {4, 3, 5, 3, 10, 2, 2, 5, 7};
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * ENTITY_VALUES.indexOf(compact.charAt(i));
            }
            return ENTITY_TYPES.contains(compact.substring(3, 5)) && ENTITY_VALUES.charAt((sum + 6) % 11) == last;
        }
        return compact.length() == 9
                ? BUSINESS_CHECKS.charAt(Checksums.weighted(compact, 10, 4, 9, 3, 8, 2, 7, 1) % 11) == last
                : COMPANY_CHECKS.charAt(Checksums.weighted(compact, 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11) == last;
    }
}
