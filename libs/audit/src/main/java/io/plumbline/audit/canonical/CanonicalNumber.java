package io.plumbline.audit.canonical;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// Writes numbers like ECMAScript's `Number::toString` (ECMA-262, 6.1.6.1.20): the fewest digits that parse to
/// the same double, and of those the closest.
///
/// `Double.toString` produces these digits since JDK 19, but never fewer than two, so it may write 4.9E-324 where
/// one digit (5e-324) suffices.
final class CanonicalNumber {
    private static final long LARGEST_EXACT = 1L << 53;
    private static final double THOUSAND = 1000;
    private static final long FEW_DIGITS = 1_000_000_000_000_000L;

    private CanonicalNumber() {}

    static void write(Number number, StringBuilder out) {
        switch (number) {
            case Integer i -> out.append(i.intValue());
            case Short i -> out.append(i.shortValue());
            case Byte i -> out.append(i.byteValue());
            case Long i -> writeLong(i, out);
            case BigInteger i -> writeWhole(i, out);
            case Double d -> writeDouble(d, out);
            // As a decimal, so that 0.1f is 0.1 and not 0.10000000149011612.
            case Float f -> writeDouble(Double.parseDouble(f.toString()), out);
            case BigDecimal d -> writeDouble(d.doubleValue(), out);
            default ->
                throw new IllegalArgumentException("A " + number.getClass().getName() + " is no JSON number");
        }
    }

    private static void writeLong(long whole, StringBuilder out) {
        if (Math.abs(whole) <= LARGEST_EXACT && whole != Long.MIN_VALUE) {
            out.append(whole);
        } else {
            writeWhole(BigInteger.valueOf(whole), out);
        }
    }

    /// Readers parse numbers as doubles, so a number that would change is refused.
    private static void writeWhole(BigInteger whole, StringBuilder out) {
        int start = out.length();
        writeDouble(whole.doubleValue(), out);
        if (new BigDecimal(out.substring(start)).compareTo(new BigDecimal(whole)) != 0) {
            throw new IllegalArgumentException(
                    "The whole number " + whole + " has too many digits: give it as a string");
        }
    }

    private static void writeDouble(double value, StringBuilder out) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " is no JSON number");
        }
        if (value == 0) {
            out.append('0'); // of either sign
            return;
        }
        if (value < 0) {
            out.append('-');
        }
        long thousandths = Math.round(Math.abs(value) * THOUSAND);
        if (thousandths > 0 && thousandths < FEW_DIGITS && thousandths / THOUSAND == Math.abs(value)) {
            writeThousandths(thousandths, out);
            return;
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        // The value is 0.DIGITS * 10^point.
        int point = digits.length() - shortest.scale();
        if (point > 21 || point < -5) {
            writeExponential(digits, point - 1, out);
        } else if (point <= 0) {
            out.append("0.").repeat('0', -point).append(digits);
        } else if (point >= digits.length()) {
            out.append(digits).repeat('0', point - digits.length());
        } else {
            out.append(digits, 0, point).append('.').append(digits, point, digits.length());
        }
    }

    /// At most fifteen digits always parse to a distinct double, so they are already the shortest.
    private static void writeThousandths(long thousandths, StringBuilder out) {
        out.append(thousandths / 1000);
        int fraction = (int) (thousandths % 1000);
        if (fraction > 0) {
            out.append('.').append((char) ('0' + fraction / 100));
            if (fraction % 100 > 0) {
                out.append((char) ('0' + fraction / 10 % 10));
            }
            if (fraction % 10 > 0) {
                out.append((char) ('0' + fraction % 10));
            }
        }
    }

    private static void writeExponential(String digits, int exponent, StringBuilder out) {
        out.append(digits.charAt(0));
        if (digits.length() > 1) {
            out.append('.').append(digits, 1, digits.length());
        }
        out.append('e').append(exponent < 0 ? '-' : '+').append(Math.abs(exponent));
    }

    private static BigDecimal shortest(double positive) {
        BigDecimal digits = new BigDecimal(Double.toString(positive)).stripTrailingZeros();
        if (digits.precision() == 2) {
            BigDecimal below = digits.setScale(digits.scale() - 1, RoundingMode.DOWN);
            BigDecimal above = digits.setScale(digits.scale() - 1, RoundingMode.UP);
            if (below.doubleValue() != positive && above.doubleValue() != positive) {
                return digits;
            }
            BigDecimal exact = new BigDecimal(positive);
            boolean aboveIsNearer =
                    above.subtract(exact).abs().compareTo(below.subtract(exact).abs()) < 0;
            BigDecimal one = aboveIsNearer ? above : below;
            if (one.doubleValue() == positive) {
                return one.stripTrailingZeros();
            }
        }
        return digits;
    }
}
