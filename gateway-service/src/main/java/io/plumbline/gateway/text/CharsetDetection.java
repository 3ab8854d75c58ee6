package io.plumbline.gateway.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Distinguishes encoded text from images, audio and compressed data, and decodes it: with the declared character
/// set, otherwise by its byte order mark, otherwise as UTF-16 or UTF-32 if every second byte or more is zero, as
/// in Latin text, otherwise as UTF-8.
final class CharsetDetection {

    private static final Charset UTF_32_LE = Charset.forName("UTF-32LE");
    private static final Charset UTF_32_BE = Charset.forName("UTF-32BE");

    /// Text may have one control character per this many characters; a tenth of the characters in compressed data
    /// are control characters.
    private static final int CHARACTERS_FOR_CONTROL = 50;

    /// If a byte position of the characters is zero in this share of a text, it counts as zero in all of them.
    private static final double MOST = 0.8;

    private CharsetDetection() {}

    /// Returns the text; null if the bytes are not text.
    ///
    /// @param named the declared character set of the text
    /// @param text whether the bytes are declared as text
    static @Nullable String of(byte[] bytes, @Nullable Charset named, boolean text) {
        Charset charset = named == null ? charset(bytes) : named;
        String decoded = new String(bytes, charset);
        return text || isText(decoded) ? decoded : null;
    }

    private static Charset charset(byte[] bytes) {
        int first = at(bytes, 0);
        int second = at(bytes, 1);
        if (first == 0xFF && second == 0xFE) {
            return bytes.length > 3 && bytes[2] == 0 && bytes[3] == 0 ? UTF_32_LE : StandardCharsets.UTF_16LE;
        }
        if (first == 0xFE && second == 0xFF) {
            return StandardCharsets.UTF_16BE;
        }
        double[] zeros = zeros(bytes);
        if (zeros[2] > MOST && zeros[3] > MOST) {
            return UTF_32_LE;
        }
        if (zeros[0] > MOST && zeros[1] > MOST) {
            return UTF_32_BE;
        }
        if (zeros[1] > MOST && zeros[3] > MOST) {
            return StandardCharsets.UTF_16LE;
        }
        return zeros[0] > MOST && zeros[2] > MOST ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    private static int at(byte[] bytes, int index) {
        return index < bytes.length ? Byte.toUnsignedInt(bytes[index]) : -1;
    }

    /// Returns the share of zeros at the first, second, third and fourth byte of all groups of four.
    private static double[] zeros(byte[] bytes) {
        double[] zeros = new double[4];
        int groups = bytes.length / 4;
        for (int i = 0; i < 4 * groups; i++) {
            zeros[i % 4] += bytes[i] == 0 ? 1.0 / groups : 0;
        }
        return zeros;
    }

    /// Whether the text has few control characters other than those of logs and typeset pages.
    private static boolean isText(String decoded) {
        int controls = 0;
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            if (c < ' ' && "\n\r\t\f\b\u001B".indexOf(c) < 0) {
                controls++;
            }
        }
        return controls * CHARACTERS_FOR_CONTROL <= decoded.length();
    }
}
