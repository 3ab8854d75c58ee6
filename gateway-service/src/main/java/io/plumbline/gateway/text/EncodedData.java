package io.plumbline.gateway.text;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells base64 that holds an image, sound or the like from what is text, whatever it says that it is. A data URL
/// (RFC 2397) counts without its head.
record EncodedData(@Nullable String text) {

    private static final String BASE64 = ";base64,";

    /// Shorter ones are looked at as they stand as well, since a number or a code may be taken for base64.
    private static final int SHORTEST = 256;

    private static final int LONGEST_HEAD = 200;
    private static final int CONTROLS_OF_TEXT = 50;

    /// What the value holds; null when it is no base64.
    static @Nullable EncodedData of(String value) {
        int from = start(value);
        boolean declared = from > 0;
        if (!declared && value.length() < SHORTEST) {
            return null;
        }
        byte[] bytes;
        try {
            String data = declared ? value.substring(from) : value;
            bytes = data.indexOf('-') >= 0 || data.indexOf('_') >= 0
                    ? Base64.getUrlDecoder().decode(data)
                    : Base64.getMimeDecoder().decode(checked(data));
        } catch (IllegalArgumentException e) {
            return null;
        }
        return new EncodedData(isText(bytes) ? new String(bytes, StandardCharsets.UTF_8) : null);
    }

    private static int start(String value) {
        if (!value.regionMatches(true, 0, "data:", 0, 5)) {
            return 0;
        }
        String head = value.substring(0, Math.min(value.length(), LONGEST_HEAD)).toLowerCase(Locale.ROOT);
        int base64 = head.indexOf(BASE64);
        return base64 < 0 ? 0 : base64 + BASE64.length();
    }

    /// The decoder for MIME passes over what is not base64; here only line ends may stand between.
    private static String checked(String data) {
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            boolean known =
                    (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '+' && c <= '9' && c != ',' && c != '.');
            if (!known && c != '=' && c != '\n' && c != '\r') {
                throw new IllegalArgumentException("not base64");
            }
        }
        return data;
    }

    /// Few control characters: a tenth of compressed data are some.
    private static boolean isText(byte[] bytes) {
        int controls = 0;
        for (byte each : bytes) {
            if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
                controls++;
            }
        }
        return controls * CONTROLS_OF_TEXT <= bytes.length;
    }

    /// Never the text.
    @Override
    public String toString() {
        return "EncodedData[" + (text == null ? "binary" : "text") + "]";
    }
}
