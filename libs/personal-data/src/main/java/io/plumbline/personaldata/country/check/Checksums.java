package io.plumbline.personaldata.country.check;

/// Check digit systems shared by identifiers. All take the compact identifier with its check characters: ASCII
/// digits and letters in upper case. None throws for other characters; a letter counts 10 to 35.
public final class Checksums {

    private static final int[][] DIHEDRAL = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
        {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
        {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
        {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
        {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
        {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
        {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0},
    };
    private static final int[] PERMUTATION = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private Checksums() {}

    /// The value of a digit or letter.
    public static int value(String compact, int index) {
        return Character.digit(compact.charAt(index), 36);
    }

    /// Luhn (ISO/IEC 7812-1): from the right, every second digit doubled, minus nine if above nine.
    public static boolean luhn(String digits) {
        return luhnSum(digits) % 10 == 0;
    }

    /// The Luhn sum, with the last digit counted once.
    public static int luhnSum(String digits) {
        int sum = 0;
        boolean doubled = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = value(digits, i) * (doubled ? 2 : 1);
            sum += doubled && digit > 9 ? digit - 9 : digit;
            doubled = !doubled;
        }
        return sum;
    }

    /// Verhoeff, Error Detecting Decimal Codes (1969): the dihedral group of order ten.
    public static boolean verhoeff(String digits) {
        int check = 0;
        for (int i = digits.length() - 1, place = 0; i >= 0; i--, place++) {
            int permuted = value(digits, i);
            for (int turn = 0; turn < place % 8; turn++) {
                permuted = PERMUTATION[permuted];
            }
            check = DIHEDRAL[check][permuted];
        }
        return check == 0;
    }

    /// ISO/IEC 7064 hybrid system, the check digit last: MOD 11,10 for digits, MOD 37,36 for digits and letters.
    public static boolean iso7064Hybrid(String compact, int modulus) {
        int check = modulus;
        for (int i = 0; i < compact.length() - 1; i++) {
            int sum = (check + value(compact, i)) % modulus;
            check = (sum == 0 ? modulus : sum) * 2 % (modulus + 1);
        }
        return (check + value(compact, compact.length() - 1)) % modulus == 1;
    }

    /// The number modulo a small one; letters count as two digits, as in ISO/IEC 7064 MOD 97-10.
    public static int remainder(String compact, int modulus) {
        int remainder = 0;
        for (int i = 0; i < compact.length(); i++) {
            int value = value(compact, i);
            remainder = (remainder * (value < 10 ? 10 : 100) + value) % modulus;
        }
        return remainder;
    }

    /// The sum of each of the first characters times its weight.
    public static int weighted(String compact, int... weights) {
        return weightedFrom(compact, 0, weights);
    }

    /// The same from a position on.
    public static int weightedFrom(String compact, int from, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * value(compact, from + i);
        }
        return sum;
    }

    /// The same with the digit sum of each product instead of the product.
    public static int crossWeighted(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            int product = weights[i] * value(digits, i);
            sum += product / 10 + product % 10;
        }
        return sum;
    }

    /// Machine-readable travel documents (ICAO Doc 9303 part 3): weights 7, 3, 1, the check digit last.
    public static boolean icao(String compact) {
        int last = compact.length() - 1;
        int sum = 0;
        for (int i = 0; i < last; i++) {
            sum += value(compact, i) * (i % 3 == 0 ? 7 : i % 3 == 1 ? 3 : 1);
        }
        return sum % 10 == value(compact, last);
    }

    /// GS1 and EAN-13: weights 1 and 3; the sum is a multiple of ten.
    public static boolean gs1(String digits) {
        int sum = 0;
        for (int i = 0, fromRight = digits.length() - 1; i < digits.length(); i++, fromRight--) {
            sum += value(digits, i) * (fromRight % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }

    /// Whether all the characters are the same.
    public static boolean isMonotone(String compact) {
        return compact.chars().allMatch(c -> c == compact.charAt(0));
    }

    /// The digits from one place to another as a number.
    public static int number(String digits, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = 10 * number + value(digits, i);
        }
        return number;
    }
}
