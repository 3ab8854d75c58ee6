package io.plumbline.personaldata.country;

import java.util.List;

final class Korea {

    private static final String BIRTH_DATE = "\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])-?";

    private Korea() {}

    static Land land() {
        return new Land(
                "KR",
                "South Korea",
                List.of("ko"),
                List.of(
                        Identifier.of("KR_RRN", "resident registration number")
                                .form(0.5, BIRTH_DATE + "[1-4]\\d{6}")
                                .check(Check.proving(digits -> registration(digits, 11)))
                                .source("Resident Registration Act; without check digit since October 2020")
                                .context("korean rrn, resident registration number, rrn, 주민등록번호, 주민번호"),
                        Identifier.of("KR_FRN", "foreigner registration number")
                                .form(0.5, BIRTH_DATE + "[5-8]\\d{6}")
                                .check(Check.proving(digits -> registration(digits, 13)))
                                .source("Immigration Act; without check digit since October 2020")
                                .context("외국인등록번호, korean frn, frn, foreigner registration number, 외국인번호"),
                        Identifier.of("KR_BRN", "business registration number")
                                .form(0.1, "\\d{3}-\\d{2}-\\d{5}")
                                .form(0.05, "\\d{10}")
                                .check(Check.deciding(Korea::business))
                                .source("National Tax Service")
                                .context("사업자등록번호, 사업자번호, 사업자, brn, business registration number, korean brn, business"
                                        + " number, tax registration number"),
                        Identifier.of("KR_DRIVER_LICENSE", "driver's license number")
                                .form(0.05, "\\d{2}[- ]?\\d{2}[- ]?\\d{6}[- ]?\\d{2}")
                                .check(Check.proving(Korea::hasRegion))
                                .source("Road Traffic Act")
                                .context("운전면허, 운전면허번호, 면허번호, korean driver license, korean driver s license, driver"
                                        + " license"),
                        Identifier.of("KR_PASSPORT", "passport number")
                                .form(0.1, "[MSROD]\\d{3}[A-Z]\\d{4}")
                                .form(0.05, "[MSROD]\\d{8}")
                                .source("Passport Act")
                                .context("korean passport, korean passport number, 대한민국 여권, 여권, passport, passport"
                                        + " number")));
    }

    private static boolean registration(String digits, int minuend) {
        int sum = Checksums.weighted(digits, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
        return BirthDates.two(digits, 7) <= 95 && (minuend - sum % 11) % 10 == Checksums.value(digits, 12);
    }

    private static boolean business(String digits) {
        int sum = Checksums.weighted(digits, 1, 3, 7, 1, 3, 7, 1, 3, 5) + Checksums.value(digits, 8) * 5 / 10;
        return !Checksums.isMonotone(digits) && (10 - sum % 10) % 10 == Checksums.value(digits, 9);
    }

    private static boolean hasRegion(String digits) {
        int region = BirthDates.two(digits, 0);
        return region >= 11 && region <= 28 && region != 27;
    }
}
