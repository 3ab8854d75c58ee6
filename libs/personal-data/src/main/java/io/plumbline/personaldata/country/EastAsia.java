package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import java.util.List;

/// China, Hong Kong, Japan, Korea and Taiwan.
final class EastAsia {

    private static final String TAIWANESE_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
    private static final String CREDIT_CODE_VALUES = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final String BIRTH_DATE = "\\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])-?";

    private EastAsia() {}

    static Country china() {
        return new Country(
                "CN",
                "China",
                List.of("zh"),
                List.of(
                        Identifier.of("CN_RESIDENT_ID", "resident identity card number")
                                .form(0.5, "[1-9]\\d{5}(18|19|20)\\d{9}[0-9X]")
                                .check(IdentifierCheck.deciding(EastAsia::residentIdentity))
                                .source("GB 11643-1999; ISO/IEC 7064 MOD 11-2")
                                .context("身份证, 身份证号, 身份证号码, 居民身份证, identity card, resident id, id number")
                                .asConclusive(),
                        Identifier.of("CN_USCC", "unified social credit code")
                                .form(0.4, "[1-9A-HJ-NP-RTUW-Y]{2}\\d{6}[0-9A-HJ-NP-RTUW-Y]{10}")
                                .check(IdentifierCheck.deciding(EastAsia::socialCredit))
                                .source("GB 32100-2015")
                                .context("统一社会信用代码, 信用代码, uscc, unified social credit code")
                                .asConclusive(),
                        CommonIdentifiers.passport("CN", "[DEGPS][A-HJ-NP-Z0-9]?\\d{7}|[EG]\\d{8}")
                                .context("护照, 护照号, 护照号码")));
    }

    static Country hongKong() {
        return new Country(
                "HK",
                "Hong Kong",
                List.of("zh"),
                List.of(
                        Identifier.of("HK_ID", "identity card number (HKID)")
                                .form(0.5, "[A-Z]{1,2}\\d{6} ?\\([0-9A]\\)")
                                .form(0.2, "[A-Z]{1,2}\\d{6}[0-9A]")
                                .check(IdentifierCheck.deciding(EastAsia::hongKongIdentity))
                                .source("Registration of Persons Regulations")
                                .context("hkid, hong kong id, identity card, id card, 身份證, 身份證號碼"),
                        CommonIdentifiers.passport("HK", "[KH]J?\\d{8}").context("護照")));
    }

    static Country japan() {
        return new Country(
                "JP",
                "Japan",
                List.of("ja"),
                List.of(
                        Identifier.of("JP_MY_NUMBER", "individual number (My Number)")
                                .form(0.3, "\\d{4}[- ]\\d{4}[- ]\\d{4}")
                                .form(0.1, "\\d{12}")
                                .check(IdentifierCheck.deciding(EastAsia::myNumber))
                                .source("Ordinance 85/2014 of the Ministry of Internal Affairs, article 5")
                                .context("マイナンバー, 個人番号, my number, mynumber, individual number"),
                        Identifier.of("JP_CORPORATE_NUMBER", "corporate number")
                                .form(0.2, "[1-9]\\d{12}")
                                .check(IdentifierCheck.deciding(EastAsia::corporate))
                                .source("National Tax Agency of Japan")
                                .context("法人番号, corporate number"),
                        CommonIdentifiers.passport("JP", "[A-Z]{2}\\d{7}").context("パスポート, 旅券, 旅券番号"),
                        CommonIdentifiers.drivingLicence("JP", "\\d{12}").context("運転免許, 運転免許証, 免許証番号"),
                        Identifier.of("JP_BANK_ACCOUNT", "bank account number")
                                .form(0.05, "\\d{7}|\\d{4}-\\d{3}-\\d{7}")
                                .source("Japanese Bankers Association")
                                .context("口座番号, 普通口座, 銀行口座, account number")));
    }

    static Country taiwan() {
        return new Country(
                "TW",
                "Taiwan",
                List.of("zh"),
                List.of(
                        Identifier.of("TW_NATIONAL_ID", "national identification number")
                                .form(0.4, "[A-Z][1289A-D]\\d{8}")
                                .check(IdentifierCheck.deciding(EastAsia::taiwanese))
                                .source("Ministry of the Interior of Taiwan")
                                .context("身分證, 身分證字號, 統一編號, 居留證, national id, id number"),
                        CommonIdentifiers.passport("TW", "\\d{9}").context("護照, 護照號碼")));
    }

    private static boolean residentIdentity(String compact) {
        int check = 0;
        for (int i = 0; i < 17; i++) {
            check = (check + Checksums.value(compact, i)) * 2 % 11;
        }
        return BirthDates.fullYearFirst(compact, 6) && "0123456789X".charAt((12 - check) % 11) == compact.charAt(17);
    }

    private static boolean socialCredit(String compact) {
        int sum = 0;
        for (int i = 0, weight = 1; i < 17; i++, weight = weight * 3 % 31) {
            sum += weight * CREDIT_CODE_VALUES.indexOf(compact.charAt(i));
        }
        return CREDIT_CODE_VALUES.charAt((31 - sum % 31) % 31) == compact.charAt(17);
    }

    /// A missing first letter counts as a space, 36.
    private static boolean hongKongIdentity(String compact) {
        String padded = compact.length() == 8 ? " " + compact : compact;
        int sum = padded.charAt(0) == ' ' ? 9 * 36 : 9 * Checksums.value(padded, 0);
        sum += Checksums.weightedFrom(padded, 1, 8, 7, 6, 5, 4, 3, 2, 1);
        return sum % 11 == 0;
    }

    private static boolean myNumber(String digits) {
        int remainder = Checksums.weighted(digits, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11;
        return !Checksums.isMonotone(digits) && (remainder <= 1 ? 0 : 11 - remainder) == Checksums.value(digits, 11);
    }

    /// The check digit comes first.
    private static boolean corporate(String digits) {
        int sum = Checksums.weightedFrom(digits, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1);
        return 9 - sum % 9 == Checksums.value(digits, 0);
    }

    private static boolean taiwanese(String compact) {
        int first = TAIWANESE_LETTERS.indexOf(compact.charAt(0)) + 10;
        char second = compact.charAt(1);
        int kind = Character.isDigit(second) ? second - '0' : (TAIWANESE_LETTERS.indexOf(second) + 10) % 10;
        int sum = first / 10 + first % 10 * 9 + kind * 8 + Checksums.weightedFrom(compact, 2, 7, 6, 5, 4, 3, 2, 1, 1);
        return sum % 10 == 0;
    }

    static Country korea() {
        return new Country(
                "KR",
                "South Korea",
                List.of("ko"),
                List.of(
                        Identifier.of("KR_RRN", "resident registration number")
                                .form(0.5, BIRTH_DATE + "[1-4]\\d{6}")
                                .check(IdentifierCheck.proving(digits -> koreanRegistration(digits, 11)))
                                .source("Resident Registration Act; without check digit since October 2020")
                                .context("korean rrn, resident registration number, rrn, 주민등록번호, 주민번호"),
                        Identifier.of("KR_FRN", "foreigner registration number")
                                .form(0.5, BIRTH_DATE + "[5-8]\\d{6}")
                                .check(IdentifierCheck.proving(digits -> koreanRegistration(digits, 13)))
                                .source("Immigration Act; without check digit since October 2020")
                                .context("외국인등록번호, korean frn, frn, foreigner registration number, 외국인번호"),
                        Identifier.of("KR_BRN", "business registration number")
                                .form(0.1, "\\d{3}-\\d{2}-\\d{5}")
                                .form(0.05, "\\d{10}")
                                .check(IdentifierCheck.deciding(EastAsia::koreanBusiness))
                                .source("National Tax Service")
                                .context("사업자등록번호, 사업자번호, 사업자, brn, business registration number, korean brn, business"
                                        + " number, tax registration number"),
                        Identifier.of("KR_DRIVER_LICENSE", "driver's license number")
                                .form(0.05, "\\d{2}[- ]?\\d{2}[- ]?\\d{6}[- ]?\\d{2}")
                                .check(IdentifierCheck.proving(EastAsia::hasKoreanRegion))
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

    private static boolean koreanRegistration(String digits, int minuend) {
        int sum = Checksums.weighted(digits, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5);
        return BirthDates.two(digits, 7) <= 95 && (minuend - sum % 11) % 10 == Checksums.value(digits, 12);
    }

    private static boolean koreanBusiness(String digits) {
        int sum = Checksums.weighted(digits, 1, 3, 7, 1, 3, 7, 1, 3, 5) + Checksums.value(digits, 8) * 5 / 10;
        return !Checksums.isMonotone(digits) && (10 - sum % 10) % 10 == Checksums.value(digits, 9);
    }

    private static boolean hasKoreanRegion(String digits) {
        int region = BirthDates.two(digits, 0);
        return region >= 11 && region <= 28 && region != 27;
    }
}
