package io.plumbline.gateway.text;

import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Distinguishes base64 of images, audio and other binary data from base64 of text, whatever its declared type.
/// The head of a data URL (RFC 2397) is ignored. If the head declares base64, other characters are skipped, as
/// lenient decoders do.
///
/// @param text the decoded text; null if the data is binary
/// @param sure whether the value is certainly encoded, so that it need not be inspected as it stands
record EncodedData(@Nullable String text, boolean sure) {

    private static final String BASE64 = ";base64,";
    private static final String CHARSET = ";charset=";

    /// Shorter values are also inspected as they stand, since numbers and codes may look like base64.
    private static final int SHORTEST = 256;

    /// Anything shorter contains no personal data.
    private static final int LEAST = 16;

    private static final int LONGEST_HEAD = 200;

    /// Returns the decoded data; null if the value is not base64, or too short to decide and not text.
    static @Nullable EncodedData of(String value) {
        String head = head(value);
        if (!head.isEmpty()) {
            byte[] bytes = lenient(value.substring(head.length()));
            return new EncodedData(CharsetDetection.of(bytes, charset(head), saysText(head)), true);
        }
        boolean sure = value.length() >= SHORTEST;
        byte[] bytes = value.length() < LEAST ? null : strict(value);
        if (bytes == null) {
            return null;
        }
        String text = CharsetDetection.of(bytes, null, false);
        return text == null && !sure ? null : new EncodedData(text, sure);
    }

    /// Returns the head before the data, in lower case; empty if the value is not a base64 data URL.
    private static String head(String value) {
        if (!value.regionMatches(true, 0, "data:", 0, 5)) {
            return "";
        }
        String head = value.substring(0, Math.min(value.length(), LONGEST_HEAD)).toLowerCase(Locale.ROOT);
        int base64 = head.indexOf(BASE64);
        return base64 < 0 ? "" : head.substring(0, base64 + BASE64.length());
    }

    private static boolean saysText(String head) {
        return head.startsWith("data:text/") || head.startsWith("data:;") || head.startsWith("data:application/json");
    }

    private static @Nullable Charset charset(String head) {
        int from = head.indexOf(CHARSET);
        if (from < 0) {
            return null;
        }
        String name = head.substring(from + CHARSET.length(), head.indexOf(';', from + 1))
                .replace("\"", "");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// Decodes data in either alphabet, with or without percent-encoding.
    private static byte[] lenient(String data) {
        StringBuilder plain = new StringBuilder(data.length());
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            if (c == '%' && i + 2 < data.length()) {
                int escaped = Character.digit(data.charAt(i + 1), 16) * 16 + Character.digit(data.charAt(i + 2), 16);
                c = (char) Math.max(0, escaped);
                i += 2;
            }
            c = c == '-' ? '+' : c == '_' ? '/' : c;
            if (isBase64(c)) {
                plain.append(c);
            }
        }
        int whole = plain.length() % 4 == 1 ? plain.length() - 1 : plain.length();
        return Base64.getDecoder().decode(plain.substring(0, whole));
    }

    private static byte @Nullable [] strict(String data) {
        try {
            return data.indexOf('-') >= 0 || data.indexOf('_') >= 0
                    ? Base64.getUrlDecoder().decode(data)
                    : Base64.getMimeDecoder().decode(checked(data));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// Checks for characters that are not base64, which the MIME decoder skips; only line ends are allowed.
    private static String checked(String data) {
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            if (!isBase64(c) && c != '=' && c != '\n' && c != '\r') {
                throw new IllegalArgumentException("not base64");
            }
        }
        return data;
    }

    private static boolean isBase64(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }

    /// Leaves out the text.
    @Override
    public String toString() {
        return "EncodedData[" + (text == null ? "binary" : "text") + "]";
    }
}
