package io.plumbline.personaldata.surrogate;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/// Numbers of the same shape as real ones, from reserved ranges where there are any.
final class InventedNumbers {

    private static final int LONGEST = 64;
    private static final BigInteger IBAN_MODULUS = BigInteger.valueOf(97);

    private InventedNumbers() {}

    /// A card of the same network and length, from the networks' test numbers, with its Luhn digit.
    static @Nullable String card(String value, Dice dice) {
        String digits = digits(value);
        if (digits.length() < 12 || digits.length() > 19) {
            return null;
        }
        String prefix = switch (digits.charAt(0)) {
            case '2' -> "222300";
            case '3' -> digits.startsWith("35") ? "353011" : digits.startsWith("36") ? "362272" : "378282";
            case '4' -> "400000";
            case '5' -> "510510";
            case '6' -> "601111";
            default -> digits.charAt(0) + "00000";
        };
        return over(value, withLuhn(prefix + dice.digits(digits.length() - prefix.length())));
    }

    /// An account of the same country and length at a nonexistent bank, with its check digits.
    static @Nullable String iban(String value, Dice dice) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                plain.append(Character.toUpperCase(c));
            }
        }
        if (plain.length() < 15 || plain.length() > 34) {
            return null;
        }
        String country = plain.substring(0, 2);
        StringBuilder account = new StringBuilder();
        int zeros = 4;
        for (int i = 4; i < plain.length(); i++) {
            boolean digit = Character.isDigit(plain.charAt(i));
            account.append(!digit ? 'X' : zeros-- > 0 ? '0' : dice.digit());
        }
        StringBuilder number = new StringBuilder();
        for (char c : (account + country + "00").toCharArray()) {
            int numeral = Character.digit(c, 36);
            if (numeral < 0) {
                return null;
            }
            number.append(numeral);
        }
        int check = 98 - new BigInteger(number.toString()).mod(IBAN_MODULUS).intValue();
        return over(value, country + (char) ('0' + check / 10) + (char) ('0' + check % 10) + account);
    }

    /// A number of area 666, which is never assigned.
    static @Nullable String ssn(String value, Dice dice) {
        return digits(value).length() == 9
                ? over(
                        value,
                        "666" + (char) ('1' + dice.below(9)) + dice.digit() + dice.digits(3)
                                + (char) ('1' + dice.below(9)))
                : null;
    }

    /// One to three years older or younger.
    static @Nullable String age(String value, Dice dice) {
        int from = 0;
        while (from < value.length() && !isDigit(value.charAt(from))) {
            from++;
        }
        int to = from;
        while (to < value.length() && isDigit(value.charAt(to))) {
            to++;
        }
        if (to == from || to - from > 3) {
            return null;
        }
        int age = Integer.parseInt(value, from, to, 10);
        int years = 1 + dice.below(3);
        int invented = age > years && dice.below(2) == 0 ? age - years : age + years;
        return value.substring(0, from) + invented + value.substring(to);
    }

    /// Digits for digits and letters for letters; a valid Luhn digit stays valid. Null for a value without a
    /// digit, which is a word rather than a number.
    static @Nullable String sameShape(String value, Dice dice) {
        if (value.length() > LONGEST) {
            return null;
        }
        StringBuilder made = new StringBuilder(value);
        boolean number = true;
        int count = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isDigit(c)) {
                boolean leadingZero = count == 0 && c == '0';
                made.setCharAt(i, leadingZero ? '0' : count == 0 ? (char) ('1' + dice.below(9)) : dice.digit());
                count++;
            } else if (Character.isLetter(c)) {
                made.setCharAt(i, (char) ((Character.isLowerCase(c) ? 'a' : 'A') + dice.below(26)));
                number = false;
            }
        }
        if (count == 0) {
            return null;
        }
        String plain = digits(value);
        return number && plain.length() == count && count >= 8 && plain.equals(withLuhn(plain))
                ? over(value, withLuhn(digits(made.toString())))
                : made.toString();
    }

    /// The ASCII digits of a value.
    static String digits(String value) {
        StringBuilder digits = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (isDigit(value.charAt(i))) {
                digits.append(value.charAt(i));
            }
        }
        return digits.toString();
    }

    /// The value with its letters and digits replaced by others; null if their numbers differ.
    static @Nullable String over(String value, String others) {
        StringBuilder made = new StringBuilder(value);
        int next = 0;
        boolean digitsOnly = others.chars().allMatch(c -> isDigit((char) c));
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (digitsOnly ? isDigit(c) : Character.isLetterOrDigit(c)) {
                if (next == others.length()) {
                    return null;
                }
                made.setCharAt(i, others.charAt(next++));
            }
        }
        return next == others.length() ? made.toString() : null;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// The same number with the correct Luhn digit.
    private static String withLuhn(String digits) {
        int sum = 0;
        for (int i = 1; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 1 ? 2 * digit : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return digits.substring(0, digits.length() - 1) + (char) ('0' + (10 - sum % 10) % 10);
    }
}
