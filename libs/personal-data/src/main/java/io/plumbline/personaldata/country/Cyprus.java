package io.plumbline.personaldata.country;

import java.util.List;

final class Cyprus {

    private static final int[] EVEN_PLACES = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};

    private Cyprus() {}

    static Land land() {
        return new Land(
                "CY",
                "Cyprus",
                List.of("el", "tr"),
                List.of(
                        Identifier.of("CY_TIC", "tax identification code")
                                .form(0.3, "[0-59]\\d{7}[A-Z]")
                                .check(Check.deciding(Cyprus::taxCode))
                                .source("Cyprus Tax Department, TIC")
                                .context("tic, tax identification code, tax id, αφτ, αριθμός φορολογικού μητρώου"),
                        Papers.vat("CY", "CY ?[0-59]\\d{7}[A-Z]")
                                .check(Check.deciding(compact -> taxCode(compact.substring(2))))
                                .context("φπα"),
                        Papers.identityCard("CY", "\\d{6,10}").context("ταυτότητα, αριθμός ταυτότητας"),
                        Papers.passport("CY", "[A-Z]\\d{6,8}").context("διαβατήριο")));
    }

    private static boolean taxCode(String compact) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            int digit = Checksums.value(compact, i);
            sum += i % 2 == 0 ? EVEN_PLACES[digit] : digit;
        }
        return !compact.startsWith("12") && compact.charAt(8) == 'A' + sum % 26;
    }
}
