package io.plumbline.personaldata.country;

import io.plumbline.personaldata.scan.Validity;
import java.util.List;

final class Netherlands {

    private Netherlands() {}

    static Land land() {
        return new Land(
                "NL",
                "Netherlands",
                List.of("nl"),
                List.of(
                        Identifier.of("NL_BSN", "citizen service number (BSN)")
                                .form(0.3, "\\d{4}[. ]\\d{2}[. ]\\d{3}")
                                .form(0.1, "\\d{9}")
                                .check(Check.deciding(Netherlands::elevenTest))
                                .source("Wet algemene bepalingen burgerservicenummer")
                                .context("bsn, burgerservicenummer, sofinummer, sofi nummer, citizen service number"),
                        Papers.vat("NL", "NL ?\\d{9}B\\d{2}")
                                .check(Netherlands::vat)
                                .context("btw, btw nummer, omzetbelasting"),
                        Identifier.of("NL_ID_DOCUMENT", "passport or identity card number")
                                .form(0.1, "[A-NP-Z]{2}[A-NP-Z0-9]{6}\\d")
                                .source("Rijksdienst voor Identiteitsgegevens")
                                .context("paspoort, paspoortnummer, identiteitskaart, documentnummer, passport, id"
                                        + " card"),
                        Papers.drivingLicence("NL", "\\d{10}").context("rijbewijs, rijbewijsnummer"),
                        Papers.plate("NL", Papers.PAIRS + "|[A-Z]{1,2}-\\d{3}-[A-Z]{1,2}|\\d-[A-Z]{3}-\\d{2}")
                                .context("kenteken, kentekenplaat"),
                        Identifier.of("NL_POSTCODE", "postal code")
                                .form(0.1, "[1-9]\\d{3} ?[A-Z]{2}")
                                .source("PostNL")
                                .context("postcode, adres, postal code, address")));
    }

    private static boolean elevenTest(String digits) {
        return !Checksums.isMonotone(digits) && Checksums.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
    }

    /// Sole traders' numbers issued since 2020 leave a remainder of one modulo 97; older ones pass the older
    /// test.
    private static Validity vat(String compact) {
        return Validity.of(elevenTest(compact.substring(2, 11)) || Checksums.remainder(compact, 97) == 1);
    }
}
