package io.plumbline.personaldata.country;

import java.util.List;

final class Malta {

    private Malta() {}

    static Land land() {
        return new Land(
                "MT",
                "Malta",
                List.of("mt"),
                List.of(
                        Identifier.of("MT_ID_CARD", "identity card number")
                                .form(0.2, "\\d{3,7}[MGAPLHBZ]")
                                .source("Identity Malta")
                                .context("identity card, id card, id number, karta tal identità, national id"),
                        Papers.vat("MT", "MT ?\\d{8}")
                                .check(Check.deciding(compact ->
                                        Checksums.weightedFrom(compact, 2, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0)),
                        Papers.passport("MT", "\\d{7}").context("passaport")));
    }
}
