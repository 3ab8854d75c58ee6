package io.plumbline.personaldata.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Converts offsets in UTF-16 units, which Java uses, to code points, which the API uses. Makes one pass over the
/// text in total, however the findings lie: they may overlap and nest.
public final class CodePointOffsets {

    private CodePointOffsets() {}

    /// The findings in the given order, with offsets in code points.
    public static List<Finding> convert(CharSequence text, List<Finding> findings) {
        int[] converted = convert(text, boundaries(findings));
        List<Finding> moved = new ArrayList<>(findings.size());
        for (int i = 0; i < findings.size(); i++) {
            moved.add(findings.get(i).at(converted[2 * i], converted[2 * i + 1]));
        }
        return List.copyOf(moved);
    }

    private static int[] boundaries(List<Finding> findings) {
        int[] boundaries = new int[2 * findings.size()];
        for (int i = 0; i < findings.size(); i++) {
            boundaries[2 * i] = findings.get(i).start();
            boundaries[2 * i + 1] = findings.get(i).end();
        }
        return boundaries;
    }

    private static int[] convert(CharSequence text, int[] units) {
        long[] ascending = new long[units.length];
        for (int i = 0; i < units.length; i++) {
            ascending[i] = (long) units[i] << Integer.SIZE | i;
        }
        Arrays.sort(ascending);
        int[] codePoints = new int[units.length];
        int unit = 0;
        int codePoint = 0;
        for (long next : ascending) {
            int target = (int) (next >>> Integer.SIZE);
            while (unit < target) {
                boolean pair = Character.isHighSurrogate(text.charAt(unit))
                        && unit + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(unit + 1));
                unit += pair ? 2 : 1;
                codePoint++;
            }
            codePoints[(int) next] = codePoint;
        }
        return codePoints;
    }
}
