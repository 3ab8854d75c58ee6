package io.plumbline.personaldata.secret;

/// The variety of a text's characters: Shannon's entropy of their frequencies, in bits per character.
final class Entropy {

    private static final int SHORT = 8;
    private static final double VARIED = 2.0;

    private Entropy() {}

    /// 0 (one character) to the binary logarithm of the length (all different). Non-ASCII characters count as
    /// one.
    static double of(CharSequence text, int start, int end) {
        int length = end - start;
        if (length <= 0) {
            return 0;
        }
        int[] counts = new int[128];
        for (int i = start; i < end; i++) {
            counts[Math.min(127, text.charAt(i))]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / length;
                bits -= share * Math.log(share);
            }
        }
        return bits / Math.log(2);
    }

    /// Whether it looks random rather than typed as an example: `xxxx…`, `0000…`. Always true for short values.
    static boolean isVaried(CharSequence text, int start, int end) {
        return end - start < SHORT || of(text, start, end) >= VARIED;
    }
}
