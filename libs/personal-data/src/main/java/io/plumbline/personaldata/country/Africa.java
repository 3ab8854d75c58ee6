package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import java.util.List;

/// Kenya, Nigeria and South Africa.
final class Africa {

    private Africa() {}

    static Country nigeria() {
        return new Country(
                "NG",
                "Nigeria",
                List.of("ha", "yo", "ig"),
                List.of(
                        Identifier.of("NG_NIN", "national identification number")
                                .form(0.01, "\\d{11}")
                                .check(IdentifierCheck.deciding(Checksums::verhoeff))
                                .source("National Identity Management Commission; Verhoeff")
                                .context("nin, national identification number, national identity number, nimc, national"
                                        + " identity, nigeria id, nigerian identification"),
                        Identifier.of("NG_BVN", "bank verification number")
                                .form(0.1, "22\\d{9}")
                                .source("Central Bank of Nigeria")
                                .context("bvn, bank verification number"),
                        Identifier.of("NG_VEHICLE_REGISTRATION", "vehicle registration number")
                                .form(0.5, "[A-Z]{3}[- ]?\\d{3}[A-Z]{2}")
                                .inContext()
                                .source("Federal Road Safety Corps")
                                .context("plate number, vehicle registration, license plate, number plate, plate,"
                                        + " vehicle, registration"),
                        CommonIdentifiers.passport("NG", "[AB]\\d{8}")));
    }

    static Country southAfrica() {
        return new Country(
                "ZA",
                "South Africa",
                List.of("af", "zu", "xh"),
                List.of(
                        Identifier.of("ZA_ID_NUMBER", "identity number")
                                .form(0.2, "\\d{10}[0-2][89]\\d")
                                .check(IdentifierCheck.deciding(
                                        digits -> BirthDates.yearFirst(digits, 0) && Checksums.luhn(digits)))
                                .source("Identification Act 68/1997; Luhn")
                                .context("id, identity, identity number, id number, south african id, rsa id, smart id,"
                                        + " national id")
                                .asConclusive(),
                        Identifier.of("ZA_TAX_NUMBER", "income tax number")
                                .form(0.1, "[0-39]\\d{9}")
                                .check(IdentifierCheck.deciding(Checksums::luhn))
                                .source("South African Revenue Service; Luhn")
                                .context("income tax, income tax number, tax reference, tax number, sars"),
                        CommonIdentifiers.passport("ZA", "[ADMT]\\d{8}")));
    }

    static Country kenya() {
        return new Country(
                "KE",
                "Kenya",
                List.of("sw"),
                List.of(
                        Identifier.of("KE_NATIONAL_ID", "national identity number")
                                .form(0.05, "\\d{7,8}")
                                .source("Registration of Persons Act")
                                .context("national id, kenyan id, id number, kitambulisho, huduma"),
                        Identifier.of("KE_KRA_PIN", "tax number (KRA PIN)")
                                .form(0.4, "[AP]\\d{9}[A-Z]")
                                .source("Kenya Revenue Authority")
                                .context("kra, kra pin, pin")));
    }
}
