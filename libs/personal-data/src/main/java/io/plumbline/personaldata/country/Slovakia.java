package io.plumbline.personaldata.country;

import java.util.List;

final class Slovakia {

    private Slovakia() {}

    static Land land() {
        return new Land(
                "SK",
                "Slovakia",
                List.of("sk"),
                List.of(
                        Czechia.birthNumber(
                                "SK",
                                "Zákon č. 301/1995 Z. z. o rodnom čísle",
                                "rodné číslo, rodného čísla, rč, birth number"),
                        Papers.vat("SK", "SK ?[1-9]\\d[2-47-9]\\d{7}")
                                .check(Check.deciding(compact -> Checksums.remainder(compact.substring(2), 11) == 0))
                                .context("ič dph, dph"),
                        Papers.identityCard("SK", "[A-Z]{2} ?\\d{6}").context("občiansky preukaz, číslo op"),
                        Papers.passport("SK", "[A-Z]{2}\\d{7}|\\d{9}").context("cestovný pas, pas"),
                        Papers.plate("SK", "[A-Z]{2}[- ]?\\d{3}[A-Z]{2}").context("evidenčné číslo, ečv, špz")));
    }
}
