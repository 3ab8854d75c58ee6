package io.plumbline.personaldata.pii;

/// The Luhn checksum (ISO/IEC 7812-1).
final class Luhn {

    private Luhn() {}

    /// Whether these digits are valid; the last is the check digit.
    static boolean holds(String digits) {
        int sum = 0;
        boolean doubled = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            int value = doubled ? 2 * digit : digit;
            sum += value > 9 ? value - 9 : value;
            doubled = !doubled;
        }
        return sum % 10 == 0;
    }
}
