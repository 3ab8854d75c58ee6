package io.plumbline.gateway.tokens;

import com.knuddels.jtokkit.api.Encoding;
import io.plumbline.gateway.tokens.TokenCounter.Counted;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/// Estimates the tokens of a long text from [#SAMPLES] pieces of [#BYTES] bytes, at unpredictable places, so that no
/// content can be hidden between them. No byte is more than one token, so a piece has between 0 and 1 token per
/// byte, and the error of the mean of many such figures is known:
///
/// - It seldom exceeds three times the standard error (the pieces' variance is known).
/// - Content that makes up more than 4.6 / [#SAMPLES] of the text is in at least one of the pieces in 99 of 100 cases
///   (e⁻⁴·⁶ = 0.01, for any share: the "rule of three" at 99 percent, Hanley and Lippman-Hand, JAMA 249, 1983).
///   Content that is in no piece may have a token per byte.
///
/// Of one hundred texts crafted to have more tokens than it appears, at most one exceeds the upper bound, and then by
/// less than a hundredth of its bytes. Prose is overestimated by a sixth, half of which is due to cutting: each cut
/// may divide a token.
final class SampledTokens {

    static final int SAMPLES = 400;
    static final int BYTES = 64;

    private static final double STANDARD_ERRORS = 3;
    private static final double UNSEEN = 4.6;
    private static final int CONTINUES = 0x80;
    private static final int HEAD_BITS = 0xC0;

    private SampledTokens() {}

    /// @param text of more than [#BYTES] bytes
    static Counted of(String text, Encoding encoding, RandomGenerator random) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < SAMPLES; i++) {
            int from = beginning(bytes, random.nextInt(bytes.length - BYTES));
            int length = beginning(bytes, from + BYTES) - from;
            String piece = new String(bytes, from, length, StandardCharsets.UTF_8);
            double density = (double) encoding.countTokensOrdinary(piece) / length;
            sum += density;
            squares += density * density;
        }
        double mean = sum / SAMPLES;
        double variance = Math.max(0, squares / SAMPLES - mean * mean);
        double margin = STANDARD_ERRORS * Math.sqrt(variance / SAMPLES) + UNSEEN / SAMPLES;
        // The first and the last bytes are in fewer pieces than others.
        double most = Math.min(1, mean + margin) * bytes.length + 2 * BYTES;
        return new Counted((long) Math.ceil(mean * bytes.length), (long) Math.ceil(most));
    }

    /// Returns the start of the character that contains the byte.
    private static int beginning(byte[] bytes, int at) {
        int from = at;
        while ((bytes[from] & HEAD_BITS) == CONTINUES) {
            from--;
        }
        return from;
    }
}
