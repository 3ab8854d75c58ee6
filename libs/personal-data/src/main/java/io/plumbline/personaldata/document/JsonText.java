package io.plumbline.personaldata.document;

import java.util.HexFormat;

/// Writes the inside of JSON strings (RFC 8259).
public final class JsonText {

    private static final HexFormat HEX = HexFormat.of();

    private JsonText() {}

    /// Appends a value in its form between the quotes of a string.
    public static void escape(CharSequence value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || isLoneSurrogate(value, i)) {
                        out.append("\\u").append(HEX.toHexDigits(c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }

    /// An unpaired surrogate has no UTF-8; it can only be written as an escape.
    private static boolean isLoneSurrogate(CharSequence value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }
}
