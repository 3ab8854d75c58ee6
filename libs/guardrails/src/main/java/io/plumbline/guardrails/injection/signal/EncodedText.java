package io.plumbline.guardrails.injection.signal;

import io.plumbline.personaldata.text.EncodedBytes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Decodes base64, base32 and hexadecimal text.
final class EncodedText {

    private static final int MIN_HEX = 32;

    private EncodedText() {}

    /// The text that a run encodes; null if it is not text or the encoding is unknown.
    static @Nullable String decode(CharSequence text, int start, int end) {
        int last = end;
        while (last > start && text.charAt(last - 1) == '-') {
            last--; // the end of a comment, not of base64
        }
        byte[] bytes = EncodedBytes.decode(text, start, last, MIN_HEX);
        return bytes != null && isText(bytes) ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    private static boolean isText(byte[] bytes) {
        int spaces = 0;
        for (byte each : bytes) {
            if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
                return false;
            }
            spaces += each == ' ' ? 1 : 0;
        }
        return spaces > 1;
    }
}
