package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import java.util.List;

/// Indonesia, Malaysia, the Philippines, Singapore, Thailand and Vietnam.
final class SouthEastAsia {

    private static final String LOCAL_CHECKS = "JZIHGFEDCBA";
    private static final String FOREIGN_CHECKS = "XWUTRQPNMLK";
    private static final String BUSINESS_CHECKS = "XMKECAWLJDB";
    private static final String COMPANY_CHECKS = "ZKCMDNERGWH";
    private static final String ENTITY_VALUES = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
    private static final List<String> ENTITY_TYPES = List.of(
            "CC", "CD", "CH", "CL", "CM", "CP", "CS", "CX", "DP", "FB", "FC", "FM", "FN", "GA", "GB", "GS", "HC", "HS",
            "LL", "LP", "MB", "MC", "MD", "MH", "MM", "MQ", "NB", "NR", "PA", "PB", "PF", "RF", "RP", "SM", "SS", "TC",
            "TU", "VH", "XL");

    private SouthEastAsia() {}

    static Country indonesia() {
        return new Country(
                "ID",
                "Indonesia",
                List.of("id"),
                List.of(
                        Identifier.of("ID_NIK", "population identification number (NIK)")
                                .form(0.3, "[1-9]\\d{15}")
                                .check(IdentifierCheck.excluding(SouthEastAsia::population))
                                .source("UU 24/2013")
                                .context("nik, ktp, nomor induk kependudukan, nomor ktp"),
                        Identifier.of("ID_NPWP", "taxpayer number (NPWP)")
                                .form(0.5, "\\d{2}\\.\\d{3}\\.\\d{3}\\.\\d-\\d{3}\\.\\d{3}")
                                .form(0.05, "\\d{15}")
                                .source("Direktorat Jenderal Pajak")
                                .context("npwp, nomor pokok wajib pajak"),
                        CommonIdentifiers.passport("ID", "[A-Z]\\d{7}|[A-Z]{2}\\d{6}")
                                .context("paspor")));
    }

    static Country malaysia() {
        return new Country(
                "MY",
                "Malaysia",
                List.of("ms"),
                List.of(
                        Identifier.of("MY_NRIC", "national registration identity card number (MyKad)")
                                .form(0.5, "\\d{6}-\\d{2}-\\d{4}")
                                .form(0.1, "\\d{12}")
                                .check(IdentifierCheck.excluding(SouthEastAsia::malaysian))
                                .source("National Registration Regulations 1990")
                                .context("nric, mykad, ic number, ic no, kad pengenalan, no kp"),
                        CommonIdentifiers.passport("MY", "[AHK]\\d{8}").context("pasport")));
    }

    static Country philippines() {
        return new Country(
                "PH",
                "Philippines",
                List.of("tl", "fil"),
                List.of(
                        Identifier.of("PH_TIN", "taxpayer identification number")
                                .form(0.05, "\\d{3}-\\d{3}-\\d{3}(-\\d{3})?")
                                .form(0.01, "\\d{9}|\\d{12}")
                                .check(IdentifierCheck.excluding(
                                        digits -> Checksums.weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2) % 11
                                                == Checksums.value(digits, 8)))
                                .source("Bureau of Internal Revenue")
                                .context("tin, taxpayer identification number, bir, taxpayer id, tax id, rdo, revenue"
                                        + " district office"),
                        Identifier.of("PH_MOBILE_NUMBER", "mobile telephone number")
                                .form(0.4, "\\+63[ -]?(\\(9\\d{2}\\)|9\\d{2})[ -]?\\d{3}[ -]?\\d{4}")
                                .form(0.4, "0(\\(9\\d{2}\\)|9\\d{2})[ -]?\\d{3}[ -]?\\d{4}")
                                .inContext()
                                .source("National Telecommunications Commission")
                                .context("philippine number, philippine mobile, globe, smart, numero ng telepono"),
                        Identifier.of("PH_UMID", "unified multi-purpose identification number")
                                .form(0.3, "\\d{4}-\\d{7}-\\d")
                                .source("Executive Order 420/2005")
                                .context("umid, crn, common reference number"),
                        Identifier.of("PH_PHILHEALTH", "health insurance number (PhilHealth)")
                                .form(0.3, "\\d{2}-\\d{9}-\\d")
                                .source("Philippine Health Insurance Corporation")
                                .context("philhealth, pin, health insurance"),
                        CommonIdentifiers.passport("PH", "[A-Z]\\d{7}[A-Z]|[A-Z]{2}\\d{7}")
                                .context("pasaporte")));
    }

    static Country thailand() {
        return new Country(
                "TH",
                "Thailand",
                List.of("th"),
                List.of(
                        Identifier.of("TH_TNIN", "national identification number")
                                .form(0.3, "[1-9]([134]\\d|2[0-7]|5[0-8]|[67][0-7]|[89][0-6])\\d{10}")
                                .form(
                                        0.5,
                                        "[1-9][- ]([134]\\d|2[0-7]|5[0-8]|[67][0-7]|[89][0-6])\\d{2}[- ]\\d{5}[-"
                                                + " ]\\d{2}[- ]\\d")
                                .check(IdentifierCheck.deciding(digits ->
                                        (11 - Checksums.weighted(digits, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11)
                                                        % 10
                                                == Checksums.value(digits, 12)))
                                .source("Civil Registration Act B.E. 2534")
                                .context("thai national id, thai id number, tnin, national id, เลขประจำตัวประชาชน,"
                                        + " เลขบัตรประชาชน, บัตรประชาชน, รหัสปชช"),
                        CommonIdentifiers.passport("TH", "[A-Z]{1,2}\\d{6,7}").context("หนังสือเดินทาง, พาสปอร์ต")));
    }

    static Country vietnam() {
        return new Country(
                "VN",
                "Vietnam",
                List.of("vi"),
                List.of(Identifier.of("VN_CCCD", "citizen identity card number")
                        .form(0.1, "0\\d{11}")
                        .check(IdentifierCheck.excluding(digits -> BirthDates.two(digits, 1) <= 96))
                        .source("Law on Identification 2023")
                        .context("cccd, cmnd, căn cước, căn cước công dân, chứng minh nhân dân, số định danh")));
    }

    /// Province, district and subdistrict, the date of birth with days of women 40 higher, and a serial number.
    private static boolean population(String digits) {
        int day = BirthDates.two(digits, 6);
        return BirthDates.two(digits, 0) >= 11
                && BirthDates.two(digits, 0) <= 97
                && BirthDates.exists(BirthDates.two(digits, 10), BirthDates.two(digits, 8), day > 40 ? day - 40 : day)
                && !digits.endsWith("0000");
    }

    /// The date of birth and a valid place.
    private static boolean malaysian(String digits) {
        int place = BirthDates.two(digits, 6);
        return BirthDates.yearFirst(digits, 0)
                && place != 0
                && (place < 17 || place > 20)
                && place != 69
                && place != 70
                && place != 73;
    }

    static Country singapore() {
        return new Country(
                "SG",
                "Singapore",
                List.of("ms", "ta", "zh"),
                List.of(
                        Identifier.of("SG_NRIC_FIN", "national registration identity number (NRIC, FIN)")
                                .form(0.3, "[A-Z]\\d{7}[A-Z]")
                                .form(0.4, "[STFGM]\\d{7}[A-Z]")
                                .check(IdentifierCheck.proving(SouthEastAsia::singaporeanRegistration))
                                .source("National Registration Act")
                                .context("fin, nric, nric number, fin number, identity card"),
                        Identifier.of("SG_UEN", "unique entity number")
                                .form(0.3, "\\d{8}[A-Z]|\\d{9}[A-Z]|[TSR]\\d{2}[A-Z]{2}\\d{4}[A-Z]")
                                .check(IdentifierCheck.deciding(SouthEastAsia::singaporeanEntity))
                                .inContext()
                                .source("ACRA")
                                .context("uen, unique entity number, business registration, acra"),
                        CommonIdentifiers.passport("SG", "[EK]\\d{7}[A-Z]")));
    }

    private static boolean singaporeanRegistration(String compact) {
        int sum = Checksums.weightedFrom(compact, 1, 2, 7, 6, 5, 4, 3, 2);
        char last = compact.charAt(8);
        return switch (compact.charAt(0)) {
            case 'S' -> LOCAL_CHECKS.charAt(sum % 11) == last;
            case 'T' -> LOCAL_CHECKS.charAt((sum + 4) % 11) == last;
            case 'F' -> FOREIGN_CHECKS.charAt(sum % 11) == last;
            case 'G' -> FOREIGN_CHECKS.charAt((sum + 4) % 11) == last;
            default -> false;
        };
    }

    private static boolean singaporeanEntity(String compact) {
        char last = compact.charAt(compact.length() - 1);
        if (Character.isLetter(compact.charAt(0))) {
            int sum = 0;
            int[] weights = {4, 3, 5, 3, 10, 2, 2, 5, 7};
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * ENTITY_VALUES.indexOf(compact.charAt(i));
            }
            return ENTITY_TYPES.contains(compact.substring(3, 5)) && ENTITY_VALUES.charAt((sum + 6) % 11) == last;
        }
        return compact.length() == 9
                ? BUSINESS_CHECKS.charAt(Checksums.weighted(compact, 10, 4, 9, 3, 8, 2, 7, 1) % 11) == last
                : COMPANY_CHECKS.charAt(Checksums.weighted(compact, 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11) == last;
    }
}
