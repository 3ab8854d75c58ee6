package io.plumbline.personaldata.operator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Encrypts a value into one of the same form with [Ff1]: replaces the characters of an alphabet by others of it,
/// and leaves all others in place. The entity's type is the tweak. Reversible with the keys, without a vault.
/// Immutable and thread-safe.
public final class FormatPreserving {

    private final SecretKeys keys;

    public FormatPreserving(SecretKeys keys) {
        this.keys = keys;
    }

    /// The encrypted value; empty if encryption would not hide the value: if fewer than 10^6 values are possible,
    /// if most letters and digits are not of the alphabet, or if digits are of another script. Empty, too, for
    /// more than 256 characters.
    ///
    /// @param luhn whether the validity of a number's Luhn digit is preserved
    public Optional<String> encrypt(Alphabet alphabet, boolean luhn, String entityType, String value) {
        return walk(alphabet, luhn, entityType, value, true);
    }

    /// The original of a value that was encrypted with the same parameters.
    public Optional<String> decrypt(Alphabet alphabet, boolean luhn, String entityType, String value) {
        return walk(alphabet, luhn, entityType, value, false);
    }

    /// Encrypts repeatedly until the Luhn validity of the result is that of the value. The cycle of a permutation
    /// returns to the value at the latest; it reaches another valid number, of the tenth of all numbers that are
    /// valid, after ten steps on average.
    private Optional<String> walk(Alphabet alphabet, boolean luhn, String entityType, String value, boolean forth) {
        int[] numerals = numerals(alphabet, value);
        Ff1 cipher = new Ff1(
                keys.key("fpe, " + alphabet.wireName()), alphabet.radix(), entityType.getBytes(StandardCharsets.UTF_8));
        if (!cipher.takes(numerals.length) || leavesTooMuch(alphabet, value)) {
            return Optional.empty();
        }
        boolean right = isRight(numerals);
        boolean keep = luhn && alphabet == Alphabet.DIGITS;
        int[] result = numerals;
        do {
            result = forth ? cipher.encrypt(result) : cipher.decrypt(result);
        } while (keep && isRight(result) != right);
        return Optional.of(written(alphabet, value, result));
    }

    private static boolean leavesTooMuch(Alphabet alphabet, String value) {
        int left = 0;
        int hidden = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (alphabet.numeral(c) >= 0) {
                hidden++;
            } else if (Character.isDigit(c)) {
                return true;
            } else if (Character.isLetter(c)) {
                left++;
            }
        }
        return left >= hidden;
    }

    private static int[] numerals(Alphabet alphabet, String value) {
        int[] numerals = new int[value.length()];
        int count = 0;
        for (int i = 0; i < value.length(); i++) {
            int numeral = alphabet.numeral(value.charAt(i));
            if (numeral >= 0) {
                numerals[count++] = numeral;
            }
        }
        return Arrays.copyOf(numerals, count);
    }

    private static String written(Alphabet alphabet, String value, int[] numerals) {
        StringBuilder written = new StringBuilder(value);
        int next = 0;
        for (int i = 0; i < value.length(); i++) {
            if (alphabet.numeral(value.charAt(i)) >= 0) {
                written.setCharAt(i, alphabet.character(numerals[next++]));
            }
        }
        return written.toString();
    }

    private static boolean isRight(int[] digits) {
        int sum = 0;
        for (int i = 0; i < digits.length; i++) {
            int digit = digits[digits.length - 1 - i];
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
