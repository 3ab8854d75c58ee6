package io.plumbline.personaldata.pii;

/// The first six digits of each issuer's card numbers, and their length (ISO/IEC 7812 ranges as the schemes
/// publish them).
final class CardIssuers {

    static final int PREFIX_DIGITS = 6;

    private static final Range[] RANGES = {
        new Range("American Express", 340000, 349999, 15, 15),
        new Range("American Express", 370000, 379999, 15, 15),
        new Range("Diners Club", 300000, 305999, 14, 19),
        new Range("Diners Club", 309500, 309599, 14, 19),
        new Range("Diners Club", 360000, 369999, 14, 19),
        new Range("Diners Club", 380000, 399999, 14, 19),
        new Range("JCB", 352800, 358999, 16, 19),
        new Range("Mir", 220000, 220499, 16, 19),
        new Range("Mastercard", 222100, 272099, 16, 16),
        new Range("Visa", 400000, 499999, 13, 13),
        new Range("Visa", 400000, 499999, 16, 16),
        new Range("Visa", 400000, 499999, 19, 19),
        new Range("Maestro", 500000, 509999, 12, 19),
        new Range("Mastercard", 510000, 559999, 16, 16),
        new Range("Maestro", 560000, 589999, 12, 19),
        new Range("Discover, UnionPay, Maestro, RuPay", 600000, 699999, 16, 19),
        new Range("Maestro", 639000, 639099, 12, 19),
        new Range("Maestro", 670000, 679999, 12, 19),
        new Range("RuPay, UnionPay", 810000, 829999, 16, 19),
        new Range("Troy", 979200, 979299, 16, 16)
    };

    private CardIssuers() {}

    /// No card begins with this digit.
    static boolean never(int firstDigit) {
        return firstDigit == 0 || firstDigit == 1 || firstDigit == 7;
    }

    static boolean ofSix(int firstSixDigits) {
        return firstSixDigits / 100_000 == 6;
    }

    static boolean issues(int firstSixDigits, int length) {
        for (Range range : RANGES) {
            if (range.includes(firstSixDigits, length)) {
                return true;
            }
        }
        return false;
    }

    private record Range(String issuer, int first, int last, int shortest, int longest) {
        private boolean includes(int prefix, int length) {
            return prefix >= first && prefix <= last && length >= shortest && length <= longest;
        }
    }
}
