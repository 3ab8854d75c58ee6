package io.plumbline.guardrails.injection;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Reads base64 and hexadecimal that hold text.
final class EncodedText {

    private static final int MIN_HEX = 32;
    private static final int MAX_LENGTH = 65_536;

    private EncodedText() {}

    /// The text that a run encodes; nothing where it is not text, or encoded in no way known.
    static @Nullable String decode(CharSequence text, int start, int end) {
        int last = end;
        while (last > start && text.charAt(last - 1) == '-') {
            last--; // the end of a comment, not of base64
        }
        if (last - start > MAX_LENGTH) {
            return null;
        }
        String run = text.subSequence(start, last).toString();
        byte[] bytes = isHex(run) ? HexFormat.of().parseHex(run) : base64(run);
        return bytes != null && isText(bytes) ? new String(bytes, StandardCharsets.UTF_8) : null;
    }

    private static boolean isHex(String run) {
        if (run.length() < MIN_HEX || run.length() % 2 != 0) {
            return false;
        }
        for (int i = 0; i < run.length(); i++) {
            if (Character.digit(run.charAt(i), 16) < 0 || run.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static byte @Nullable [] base64(String run) {
        boolean upper = false;
        boolean lower = false;
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            upper |= c >= 'A' && c <= 'Z';
            lower |= c >= 'a' && c <= 'z';
        }
        if (!upper || !lower) {
            return null;
        }
        try {
            boolean url = run.indexOf('-') >= 0 || run.indexOf('_') >= 0;
            return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(run);
        } catch (IllegalArgumentException e) {
            return null;
        }
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
