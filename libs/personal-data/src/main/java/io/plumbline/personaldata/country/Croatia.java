package io.plumbline.personaldata.country;

import java.util.List;

final class Croatia {

    private Croatia() {}

    static Land land() {
        return new Land(
                "HR",
                "Croatia",
                List.of("hr"),
                List.of(
                        Identifier.of("HR_OIB", "personal identification number (OIB)")
                                .form(0.3, "\\d{11}")
                                .check(Check.deciding(digits -> Checksums.iso7064Hybrid(digits, 10)))
                                .source("Zakon o osobnom identifikacijskom broju; ISO/IEC 7064 MOD 11,10")
                                .context("oib, osobni identifikacijski broj, personal identification number"),
                        Papers.vat("HR", "HR ?\\d{11}")
                                .check(Check.deciding(compact -> Checksums.iso7064Hybrid(compact.substring(2), 10)))
                                .context("pdv, oib"),
                        Papers.identityCard("HR", "\\d{9}").context("osobna iskaznica, osobne iskaznice"),
                        Papers.passport("HR", "\\d{9}").context("putovnica, putovnice")));
    }
}
