package io.plumbline.personaldata.country;

/// Identifiers that most countries have, with their English context words.
final class CommonIdentifiers {

    /// Three pairs of letters or of digits, some of each, as on plates.
    static final String PAIRS = "[A-Z]{2}-(\\d{2}-([A-Z]{2}|\\d{2})|[A-Z]{2}-\\d{2})"
            + "|\\d{2}-([A-Z]{2}-([A-Z]{2}|\\d{2})|\\d{2}-[A-Z]{2})";

    private static final double WEAK = 0.1;
    private static final double DISTINCT = 0.5;

    private CommonIdentifiers() {}

    /// A passport's number.
    static Identifier passport(String country, String pattern) {
        return Identifier.of(country + "_PASSPORT", "passport number")
                .form(WEAK, pattern)
                .source("ICAO Doc 9303 and the country's public register of travel documents (PRADO)")
                .context("passport, passport number, passport no, travel document")
                .inContext();
    }

    /// An identity card's number.
    static Identifier identityCard(String country, String pattern) {
        return Identifier.of(country + "_ID_CARD", "identity card number")
                .form(WEAK, pattern)
                .source("the country's public register of travel documents (PRADO)")
                .context("identity card, id card")
                .inContext();
    }

    /// A driving licence's number.
    static Identifier drivingLicence(String country, String pattern) {
        return Identifier.of(country + "_DRIVER_LICENSE", "driving licence number")
                .form(WEAK, pattern)
                .source("Directive 2006/126/EC, field 5, or the national register of drivers")
                .context("driving licence, driving license, driver license, drivers license, driver licence, licence"
                        + " number, license number, licence, license")
                .inContext();
    }

    /// A vehicle's plate.
    static Identifier plate(String country, String pattern) {
        return Identifier.of(country + "_LICENSE_PLATE", "vehicle registration plate")
                .capital(WEAK, pattern)
                .source("the national vehicle registration rules")
                .context("license plate, licence plate, number plate, plate number, plate, vehicle registration,"
                        + " registration number, vehicle, car")
                .inContext();
    }

    /// A value added tax number with its country's prefix.
    static Identifier vat(String country, String pattern) {
        return Identifier.of(country + "_VAT_ID", "value added tax identification number")
                .form(DISTINCT, pattern)
                .source("Directive 2006/112/EC, article 215, and the VIES structure of numbers")
                .context("vat, vat id, vat number, vat no, vat registration, tax id, invoice")
                .asConclusive();
    }
}
