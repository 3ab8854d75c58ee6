package io.plumbline.personaldata.text;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Decodes base64, base32 and hexadecimal (RFC 4648).
public final class EncodedBytes {

    private static final int MAX_LENGTH = 65_536;

    private EncodedBytes() {}

    /// The bytes that a run encodes; null if the encoding is unknown, or the run is longer than 64 K characters.
    ///
    /// @param fewestHex the minimum number of hexadecimal digits
    public static byte @Nullable [] decode(CharSequence text, int start, int end, int fewestHex) {
        if (end - start > MAX_LENGTH) {
            return null;
        }
        String run = text.subSequence(start, end).toString();
        return isHex(run, fewestHex) ? HexFormat.of().parseHex(run) : isBase32(run) ? base32(run) : base64(run);
    }

    private static boolean isHex(String run, int fewest) {
        if (run.length() < fewest || run.length() % 2 != 0) {
            return false;
        }
        for (int i = 0; i < run.length(); i++) {
            if (Character.digit(run.charAt(i), 16) < 0 || run.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBase32(String run) {
        int padding = run.indexOf('=');
        int length = padding < 0 ? run.length() : padding;
        for (int i = 0; i < length; i++) {
            if (base32Digit(run.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] base32(String run) {
        byte[] bytes = new byte[run.length() * 5 / 8];
        int length = 0;
        int bits = 0;
        int held = 0;
        for (int i = 0; i < run.length() && run.charAt(i) != '='; i++) {
            bits = bits << 5 | base32Digit(run.charAt(i));
            held += 5;
            if (held >= 8) {
                held -= 8;
                bytes[length++] = (byte) (bits >> held);
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static int base32Digit(char c) {
        return c >= 'A' && c <= 'Z' ? c - 'A' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
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
}
