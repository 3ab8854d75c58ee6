package io.plumbline.personaldata.country;

import io.plumbline.personaldata.country.check.BirthDates;
import io.plumbline.personaldata.country.check.Checksums;
import io.plumbline.personaldata.country.check.IdentifierCheck;
import io.plumbline.personaldata.scan.Validity;
import java.util.List;

final class India {

    private static final List<String> STATES = List.of(
            "AN", "AP", "AR", "AS", "BR", "CG", "CH", "DD", "DL", "DN", "GA", "GJ", "HP", "HR", "JH", "JK", "KA", "KL",
            "LA", "LD", "MH", "ML", "MN", "MP", "MZ", "NL", "OD", "OR", "PB", "PY", "RJ", "SK", "TN", "TR", "TS", "UK",
            "UP", "WB");

    /// The highest district of each, in the same order.
    private static final int[] DISTRICTS = {
        1, 40, 22, 34, 56, 30, 4, 3, 13, 9, 12, 39, 99, 99, 24, 22, 71, 99, 2, 9, 51, 10, 7, 71, 8, 10, 35, 31, 99, 5,
        58, 8, 99, 8, 38, 20, 96, 98
    };

    private India() {}

    static Country india() {
        return new Country(
                "IN",
                "India",
                List.of("hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa"),
                List.of(
                        Identifier.of("IN_AADHAAR", "Aadhaar number")
                                .form(0.01, "\\d{12}")
                                .form(0.01, "\\d{4}[- :]\\d{4}[- :]\\d{4}")
                                .check(IdentifierCheck.deciding(India::aadhaar))
                                .source("UIDAI; Verhoeff")
                                .context("aadhaar, aadhar, uidai, uid, आधार"),
                        Identifier.of("IN_PAN", "permanent account number")
                                .form(0.5, "[A-Z]{3}[ABCFGHJLPT][A-Z]\\d{4}[A-Z]")
                                .form(0.1, "[A-Z]{5}\\d{4}[A-Z]")
                                .form(
                                        0.01,
                                        "\\d[A-Z0-9]{9}|[A-Z]\\d[A-Z0-9]{8}|[A-Z]{2}\\d[A-Z0-9]{7}|[A-Z]{3}\\d[A-Z0-9]{6}"
                                                + "|[A-Z]{4}\\d[A-Z0-9]{5}|[A-Z]{6}\\d{4}")
                                .check(IdentifierCheck.excluding(India::mayBeAccount))
                                .source("Income Tax Department, rule 114")
                                .context("permanent account number, pan, pan card, pan number"),
                        Identifier.of("IN_GSTIN", "goods and services tax number")
                                .form(0.8, "(0[1-9]|[1-3][0-7])[A-Z0-9]{11}Z[A-Z0-9]")
                                .form(0.1, "\\d{2}[A-Z0-9]{11}Z[A-Z0-9]")
                                .check(IdentifierCheck.deciding(India::goodsAndServices))
                                .source("CGST Rules 2017, rule 10")
                                .context("gstin, gst, goods and services tax, tax identification, gst number, gst"
                                        + " registration")
                                .asConclusive(),
                        Identifier.of("IN_VOTER", "voter identity card number (EPIC)")
                                .form(0.4, "[A-Z]{2}[KMCPRTXYN]\\d{7}|[A-Z][A-Z0-9][A-Z]\\d{7}")
                                .form(0.3, "[A-Z]{3}\\d{7}")
                                .inContext()
                                .source("Election Commission of India")
                                .context("voter, epic, voter id, elector photo identity card, मतदाता"),
                        Identifier.of("IN_PASSPORT", "passport number")
                                .form(0.1, "[A-Z][1-9]\\d ?\\d{4}[1-9]")
                                .source("Passport Seva")
                                .context("passport, indian passport, passport number, पासपोर्ट"),
                        Identifier.of("IN_VEHICLE_REGISTRATION", "vehicle registration number")
                                .form(0.01, "[A-Z]{1,2}\\d{4}|I\\d{5}")
                                .form(0.2, "[A-Z]{3}\\d{4}")
                                .form(0.4, "\\d{1,3}(CD|CC|UN)[1-9]\\d{1,3}")
                                .form(0.5, "[A-Z]{2}\\d[A-Z]{1,3}\\d{4}|[A-Z]{2}\\d{2}[A-Z]{1,2}\\d{4}")
                                .form(0.85, "[2-9][1-9]BH\\d{4}[A-HJ-NP-Z]{2}|\\d{2}[A-FHKPRX]\\d{6}[A-Z]")
                                .form(0.3, "[A-Z]{2}[- ]\\d{1,2}[- ][A-Z]{1,3}[- ]\\d{4}")
                                .check(India::vehicle)
                                .inContext()
                                .source("Central Motor Vehicles Rules 1989")
                                .context("rto, vehicle, plate, registration, registration number, car, bike"),
                        Identifier.of("IN_NREGA", "rural employment job card number (NREGA)")
                                .form(0.5, "[A-Z]{2}-\\d{2}-\\d{3}-\\d{3}-\\d{3}/\\d{1,6}")
                                .source("MGNREGA operational guidelines")
                                .context("nrega, mgnrega, job card, nrega job card")
                                .asConclusive(),
                        Identifier.of("IN_IFSC", "bank branch code (IFSC)")
                                .form(0.3, "[A-Z]{4}0[A-Z0-9]{6}")
                                .inContext()
                                .source("Reserve Bank of India")
                                .context("ifsc, ifsc code, bank, branch"),
                        CommonIdentifiers.drivingLicence("IN", "[A-Z]{2}[- ]?\\d{2} ?(19|20)\\d{2}\\d{7}")
                                .asConclusive()));
    }

    /// Whatever its form, it has a letter and four consecutive digits.
    private static boolean mayBeAccount(String compact) {
        int row = 0;
        int longest = 0;
        for (int i = 0; i < compact.length(); i++) {
            row = Character.isDigit(compact.charAt(i)) ? row + 1 : 0;
            longest = Math.max(longest, row);
        }
        return longest >= 4 && longest < compact.length();
    }

    private static boolean aadhaar(String digits) {
        String mirrored = new StringBuilder(digits).reverse().toString();
        return digits.charAt(0) >= '2' && !digits.equals(mirrored) && Checksums.verhoeff(digits);
    }

    /// A state from 1 to 37 and a permanent account number, whose letters may have been misread as digits.
    private static boolean goodsAndServices(String compact) {
        int state = BirthDates.two(compact, 0);
        long letters =
                compact.substring(2, 7).chars().filter(Character::isLetter).count();
        return state >= 1
                && state <= 37
                && letters >= 3
                && compact.substring(7, 11).chars().allMatch(Character::isDigit)
                && Character.isLetter(compact.charAt(11));
    }

    /// Certain if the state has such a district; no series has a number of only zeros.
    private static Validity vehicle(String compact) {
        int length = compact.length();
        if (compact.endsWith("0000") || (length < 7 && compact.endsWith("00000")) || compact.startsWith("00")) {
            return Validity.INVALID;
        }
        int state = length < 8 ? -1 : STATES.indexOf(compact.substring(0, 2));
        if (state < 0
                || !Character.isDigit(compact.charAt(2))
                || !compact.substring(length - 4).chars().allMatch(Character::isDigit)) {
            return Validity.UNKNOWN;
        }
        boolean two = Character.isDigit(compact.charAt(3));
        int district = Checksums.number(compact, 2, two ? 4 : 3);
        return district >= 1 && district <= DISTRICTS[state] ? Validity.VALID : Validity.UNKNOWN;
    }
}
