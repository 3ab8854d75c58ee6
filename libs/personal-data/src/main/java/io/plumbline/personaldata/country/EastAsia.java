package io.plumbline.personaldata.country;

import java.util.List;

/// China, Hong Kong, Japan and Taiwan.
final class EastAsia {

    private static final String TAIWANESE_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO";
    private static final String CREDIT_CODE_VALUES = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private EastAsia() {}

    static Land china() {
        return new Land(
                "CN",
                "China",
                List.of("zh"),
                List.of(
                        Identifier.of("CN_RESIDENT_ID", "resident identity card number")
                                .form(0.5, "[1-9]\\d{5}(18|19|20)\\d{9}[0-9X]")
                                .check(Check.deciding(EastAsia::residentIdentity))
                                .source("GB 11643-1999; ISO/IEC 7064 MOD 11-2")
                                .context("身份证, 身份证号, 身份证号码, 居民身份证, identity card, resident id, id number")
                                .asConclusive(),
                        Identifier.of("CN_USCC", "unified social credit code")
                                .form(0.4, "[1-9A-HJ-NP-RTUW-Y]{2}\\d{6}[0-9A-HJ-NP-RTUW-Y]{10}")
                                .check(Check.deciding(EastAsia::socialCredit))
                                .source("GB 32100-2015")
                                .context("统一社会信用代码, 信用代码, uscc, unified social credit code")
                                .asConclusive(),
                        Papers.passport("CN", "[DEGPS][A-HJ-NP-Z0-9]?\\d{7}|[EG]\\d{8}")
                                .context("护照, 护照号, 护照号码")));
    }

    static Land hongKong() {
        return new Land(
                "HK",
                "Hong Kong",
                List.of("zh"),
                List.of(
                        Identifier.of("HK_ID", "identity card number (HKID)")
                                .form(0.5, "[A-Z]{1,2}\\d{6} ?\\([0-9A]\\)")
                                .form(0.2, "[A-Z]{1,2}\\d{6}[0-9A]")
                                .check(Check.deciding(EastAsia::hongKongIdentity))
                                .source("Registration of Persons Regulations")
                                .context("hkid, hong kong id, identity card, id card, 身份證, 身份證號碼"),
                        Papers.passport("HK", "[KH]J?\\d{8}").context("護照")));
    }

    static Land japan() {
        return new Land(
                "JP",
                "Japan",
                List.of("ja"),
                List.of(
                        Identifier.of("JP_MY_NUMBER", "individual number (My Number)")
                                .form(0.3, "\\d{4}[- ]\\d{4}[- ]\\d{4}")
                                .form(0.1, "\\d{12}")
                                .check(Check.deciding(EastAsia::myNumber))
                                .source("Ordinance 85/2014 of the Ministry of Internal Affairs, article 5")
                                .context("マイナンバー, 個人番号, my number, mynumber, individual number"),
                        Identifier.of("JP_CORPORATE_NUMBER", "corporate number")
                                .form(0.2, "[1-9]\\d{12}")
                                .check(Check.deciding(EastAsia::corporate))
                                .source("National Tax Agency of Japan")
                                .context("法人番号, corporate number"),
                        Papers.passport("JP", "[A-Z]{2}\\d{7}").context("パスポート, 旅券, 旅券番号"),
                        Papers.drivingLicence("JP", "\\d{12}").context("運転免許, 運転免許証, 免許証番号"),
                        Identifier.of("JP_BANK_ACCOUNT", "bank account number")
                                .form(0.05, "\\d{7}|\\d{4}-\\d{3}-\\d{7}")
                                .source("Japanese Bankers Association")
                                .context("口座番号, 普通口座, 銀行口座, account number")));
    }

    static Land taiwan() {
        return new Land(
                "TW",
                "Taiwan",
                List.of("zh"),
                List.of(
                        Identifier.of("TW_NATIONAL_ID", "national identification number")
                                .form(0.4, "[A-Z][1289A-D]\\d{8}")
                                .check(Check.deciding(EastAsia::taiwanese))
                                .source("Ministry of the Interior of Taiwan")
                                .context("身分證, 身分證字號, 統一編號, 居留證, national id, id number"),
                        Papers.passport("TW", "\\d{9}").context("護照, 護照號碼")));
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
}
