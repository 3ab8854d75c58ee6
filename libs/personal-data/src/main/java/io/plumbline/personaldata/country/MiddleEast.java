package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

/// Egypt, Israel, Kuwait, Pakistan, Saudi Arabia, Turkey and the United Arab Emirates.
final class MiddleEast {

    private static final String TURKISH_SUBSCRIBER = "[ .-]?\\d{3}[ .-]?\\d{2}[ .-]?\\d{2}";
    private static final List<String> ARABIC = List.of("ar");

    private MiddleEast() {}

    static Country turkey() {
        return new Country(
                "TR",
                "Turkey",
                List.of("tr"),
                List.of(
                        Identifier.of("TR_NATIONAL_ID", "national identification number (TCKN)")
                                .form(0.3, "[1-9]\\d{10}")
                                .check(IdentifierCheck.deciding(MiddleEast::turkish))
                                .source("Nüfus Hizmetleri Kanunu, 5490")
                                .context("tc kimlik, kimlik no, kimlik numarası, tckn, tc no, nüfus cüzdanı, national"
                                        + " id, turkish id, türk kimlik")
                                .asConclusive(),
                        Identifier.of("TR_TAX_ID", "tax number (VKN)")
                                .form(0.1, "\\d{10}")
                                .check(IdentifierCheck.deciding(MiddleEast::turkishTax))
                                .source("Gelir İdaresi Başkanlığı")
                                .context("vkn, vergi no, vergi numarası, vergi kimlik numarası, tax number"),
                        Identifier.of("TR_LICENSE_PLATE", "vehicle registration plate")
                                .form(0.3, "(0[1-9]|[1-7]\\d|8[01]) ?[A-PR-VYZ]{1,3} ?\\d{2,4}")
                                .form(0.3, "(0[1-9]|[1-7]\\d|8[01])-[A-PR-VYZ]{1,3}-\\d{2,4}")
                                .check(compact -> Validity.VALID)
                                .inContext()
                                .source("Karayolları Trafik Kanunu, article 23")
                                .context("plaka, araç plakası, plaka numarası, kayıt plakası, tr plaka, license plate,"
                                        + " number plate, plate, taşıt plakası, kayıt"),
                        Identifier.of("TR_PHONE_NUMBER", "telephone number")
                                .form(0.4, "\\+90[ -]?(\\([2-5]\\d{2}\\)|[2-5]\\d{2})" + TURKISH_SUBSCRIBER)
                                .form(0.4, "(0[ -]?)?[2-5]\\d{2}" + TURKISH_SUBSCRIBER)
                                .form(0.4, "0[ -]?\\([2-5]\\d{2}\\)" + TURKISH_SUBSCRIBER)
                                .form(0.4, "\\([2-5]\\d{2}\\)" + TURKISH_SUBSCRIBER)
                                .inContext()
                                .source("Bilgi Teknolojileri ve İletişim Kurumu, numbering plan")
                                .context("telefon, telefon numarası, cep telefonu, cep no, telefon no, numara, mobil"
                                        + " telefon, iletişim, irtibat, numaram, telefonum, cep numarası"),
                        CommonIdentifiers.passport("TR", "[A-Z]\\d{8}|[A-Z]{2}\\d{7}")
                                .context("pasaport, pasaport no")));
    }

    static Country israel() {
        return new Country(
                "IL",
                "Israel",
                List.of("he"),
                List.of(
                        Identifier.of("IL_ID", "identity number (mispar zehut)")
                                .form(0.1, "\\d{8}-?\\d")
                                .check(IdentifierCheck.deciding(
                                        digits -> !Checksums.isMonotone(digits) && Checksums.luhn(digits)))
                                .source("Population Registry Law 1965; Luhn")
                                .context("teudat zehut, mispar zehut, israeli id, id number, תעודת זהות, מספר זהות"),
                        CommonIdentifiers.passport("IL", "\\d{7,8}").context("דרכון")));
    }

    static Country emirates() {
        return new Country(
                "AE",
                "United Arab Emirates",
                ARABIC,
                List.of(
                        Identifier.of("AE_EMIRATES_ID", "identity number (Emirates ID)")
                                .form(0.5, "784[- ]?(19|20)\\d{2}[- ]?\\d{7}[- ]?\\d")
                                .check(IdentifierCheck.proving(Checksums::luhn))
                                .source("Federal Authority for Identity and Citizenship; Luhn")
                                .context("emirates id, eid, identity number, الهوية, رقم الهوية, بطاقة الهوية")
                                .asConclusive(),
                        CommonIdentifiers.passport("AE", "[A-Z]?\\d{7,9}").context("جواز السفر")));
    }

    static Country saudiArabia() {
        return new Country(
                "SA",
                "Saudi Arabia",
                ARABIC,
                List.of(Identifier.of("SA_NATIONAL_ID", "national identity or residence number")
                        .form(0.2, "[12]\\d{9}")
                        .check(IdentifierCheck.deciding(Checksums::luhn))
                        .source("Ministry of Interior of Saudi Arabia; Luhn")
                        .context("national id, iqama, saudi id, الهوية الوطنية, رقم الهوية, إقامة, رقم الإقامة")));
    }

    static Country kuwait() {
        return new Country(
                "KW",
                "Kuwait",
                ARABIC,
                List.of(Identifier.of("KW_CIVIL_ID", "civil number")
                        .form(0.2, "[23]\\d{11}")
                        .check(IdentifierCheck.deciding(digits -> BirthDates.yearFirst(digits, 1)
                                && 11 - Checksums.weighted(digits, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2) % 11
                                        == Checksums.value(digits, 11)))
                        .source("Public Authority for Civil Information")
                        .context("civil id, kuwait id, الرقم المدني, البطاقة المدنية")
                        .asConclusive()));
    }

    static Country egypt() {
        return new Country(
                "EG",
                "Egypt",
                ARABIC,
                List.of(Identifier.of("EG_NATIONAL_ID", "national identity number")
                        .form(0.3, "[23]\\d{13}")
                        .check(IdentifierCheck.excluding((String digits) -> BirthDates.yearFirst(digits, 1)))
                        .source("Civil Status Law 143/1994")
                        .context("national id, رقم قومي, الرقم القومي, بطاقة الرقم القومي")));
    }

    static Country pakistan() {
        return new Country(
                "PK",
                "Pakistan",
                List.of("ur"),
                List.of(Identifier.of("PK_CNIC", "computerised national identity card number")
                        .form(0.5, "[1-8]\\d{4}-\\d{7}-\\d")
                        .form(0.1, "[1-8]\\d{12}")
                        .source("NADRA")
                        .context("cnic, nicop, national identity card, شناختی کارڈ")));
    }

    private static boolean turkish(String digits) {
        int odd = 0;
        int even = 0;
        for (int i = 0; i < 9; i++) {
            if (i % 2 == 0) {
                odd += Checksums.value(digits, i);
            } else {
                even += Checksums.value(digits, i);
            }
        }
        int tenth = Math.floorMod(7 * odd - even, 10);
        return tenth == Checksums.value(digits, 9) && (odd + even + tenth) % 10 == Checksums.value(digits, 10);
    }

    private static boolean turkishTax(String digits) {
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            int shifted = (Checksums.value(digits, i) + 9 - i) % 10;
            int doubled = shifted * (1 << (9 - i)) % 9;
            sum += shifted != 0 && doubled == 0 ? 9 : doubled;
        }
        return (10 - sum % 10) % 10 == Checksums.value(digits, 9);
    }
}
