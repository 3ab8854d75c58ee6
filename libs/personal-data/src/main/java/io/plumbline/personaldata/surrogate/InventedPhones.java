package io.plumbline.personaldata.surrogate;

import org.jspecify.annotations.Nullable;

/// Unassigned telephone numbers of the same country: those reserved for fiction by NANPA (555-0100 to 555-0199),
/// Ofcom (020 7946 0xxx, 07700 900xxx), ARCEP (01 99 00, 06 39 98), the Bundesnetzagentur (030 23125) and ACMA
/// (02 5550); elsewhere numbers that begin with zeros, which are never assigned.
final class InventedPhones {

    private static final String[] US_AREAS = {"202", "212", "303", "312", "404", "415", "503", "512", "617", "702"};
    private static final String TWO_DIGIT_CODES =
            " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84"
                    + " 86 90 91 92 93 94 95 98 ";

    private InventedPhones() {}

    /// In the form of the value if it has as many digits, else in a plain form.
    static @Nullable String number(String value, Dice dice) {
        String digits = InventedNumbers.digits(value);
        if (digits.length() < 5 || digits.length() > 17) {
            return null;
        }
        boolean international = value.indexOf('+') >= 0 || digits.startsWith("00");
        String prefix = digits.startsWith("00") ? "00" : "";
        String rest = digits.substring(prefix.length());
        String made = international ? prefix + abroad(rest, dice) : national(rest, dice);
        String formed = InventedNumbers.over(value, made);
        return formed != null ? formed : (international && prefix.isEmpty() ? "+" : "") + made;
    }

    private static String abroad(String digits, Dice dice) {
        String code = digits.charAt(0) == '1' || digits.charAt(0) == '7'
                ? digits.substring(0, 1)
                : digits.substring(0, TWO_DIGIT_CODES.contains(" " + digits.substring(0, 2) + " ") ? 2 : 3);
        String own = digits.substring(code.length());
        return code
                + switch (code) {
                    case "1" -> northAmerican(dice);
                    case "33" ->
                        own.startsWith("6") || own.startsWith("7")
                                ? "63998" + dice.digits(4)
                                : "19900" + dice.digits(4);
                    case "44" -> own.startsWith("7") ? "7700900" + dice.digits(3) : "2079460" + dice.digits(3);
                    case "49" -> "3023125" + dice.digits(3);
                    case "61" -> "25550" + dice.digits(4);
                    default -> unassigned(own.length(), dice);
                };
    }

    private static String national(String digits, Dice dice) {
        if (digits.charAt(0) != '0') {
            return switch (digits.length()) {
                case 7 -> "55501" + dice.digits(2);
                case 10 -> northAmerican(dice);
                case 11 -> digits.charAt(0) == '1' ? "1" + northAmerican(dice) : unassigned(11, dice);
                default -> unassigned(digits.length(), dice);
            };
        }
        return switch (digits.length()) {
            case 10 ->
                digits.startsWith("06") || digits.startsWith("07")
                        ? "063998" + dice.digits(4)
                        : "019900" + dice.digits(4);
            case 11 -> digits.startsWith("07") ? "07700900" + dice.digits(3) : "02079460" + dice.digits(3);
            default -> "03023125" + dice.digits(3);
        };
    }

    private static String northAmerican(Dice dice) {
        return dice.of(US_AREAS) + "55501" + dice.digits(2);
    }

    private static String unassigned(int length, Dice dice) {
        int random = Math.min(4, length);
        return "0".repeat(length - random) + dice.digits(random);
    }
}
