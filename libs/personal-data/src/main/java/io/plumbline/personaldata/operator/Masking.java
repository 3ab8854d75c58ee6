package io.plumbline.personaldata.operator;

import io.plumbline.personaldata.operator.Operator.Mask;
import io.plumbline.personaldata.operator.Operator.MaskCount;

/// Replaces characters of a value by mask characters. Counts user-visible characters: a surrogate pair is one.
public final class Masking {

    /// The minimum number of hidden letters and digits; of a shorter value, half of the characters are hidden.
    private static final int LEAST_HIDDEN = 6;

    private Masking() {}

    /// Masks all but some letters and digits at the ends; keeps spaces, so that groups remain visible.
    public static String apply(Mask mask, String value) {
        int[] codePoints = value.codePoints().toArray();
        int most = Math.max(codePoints.length / 2, alphanumerics(codePoints) - LEAST_HIDDEN);
        int last = Math.min(mask.keepLast(), most);
        int first = Math.min(mask.keepFirst(), most - last);
        boolean[] kept = new boolean[codePoints.length];
        for (int i = codePoints.length - 1; i >= 0 && last > 0; i--) {
            if (Character.isLetterOrDigit(codePoints[i])) {
                kept[i] = true;
                last--;
            }
        }
        for (int i = 0; i < codePoints.length && first > 0; i++) {
            if (Character.isLetterOrDigit(codePoints[i]) && !kept[i]) {
                kept[i] = true;
                first--;
            }
        }
        StringBuilder masked = new StringBuilder(value.length());
        for (int i = 0; i < codePoints.length; i++) {
            if (kept[i] || Character.isWhitespace(codePoints[i])) {
                masked.appendCodePoint(codePoints[i]);
            } else {
                masked.append(mask.character());
            }
        }
        return masked.toString();
    }

    private static int alphanumerics(int[] codePoints) {
        int count = 0;
        for (int codePoint : codePoints) {
            count += Character.isLetterOrDigit(codePoint) ? 1 : 0;
        }
        return count;
    }

    /// Masks this many characters at one end.
    public static String apply(MaskCount mask, String value) {
        int length = value.codePointCount(0, value.length());
        int count = Math.min(mask.count(), length);
        String masked = Character.toString(mask.character()).repeat(count);
        return mask.fromEnd()
                ? value.substring(0, value.offsetByCodePoints(0, length - count)) + masked
                : masked + value.substring(value.offsetByCodePoints(0, count));
    }
}
