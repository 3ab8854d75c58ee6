package io.plumbline.guardrails.pii.land;

import java.util.List;

/// Identifiers of a country that the text does not name.
final class AnyLand {

    private AnyLand() {}

    static Land land() {
        return new Land(
                "ZZ",
                "any country",
                List.of(),
                List.of(
                        Identifier.of("NATIONAL_ID_NUMBER", "national identification number")
                                .form(0.2, "([A-Z]{1,4}[- ]?)?\\d[0-9 -]{4,16}\\d[A-Z]?")
                                .announced()
                                .source("the words before it")
                                .context("national id, national id number, national identification, national identity, "
                                        + "national identity number, government id, citizen id, identity number, "
                                        + "identification number, id card number, identity card number"),
                        Identifier.of("PASSPORT_NUMBER", "passport number")
                                .form(0.2, "[A-Z]{0,3}\\d{6,9}[A-Z]?")
                                .announced()
                                .source("the words before it")
                                .context("passport, passport number, passport no, travel document, pasaporte,"
                                        + " passeport, reisepass, paspoort, passaporto, passaporte, paszport,"
                                        + " pasaport")));
    }
}
