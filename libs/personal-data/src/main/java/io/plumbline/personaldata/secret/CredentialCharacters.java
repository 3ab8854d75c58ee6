package io.plumbline.personaldata.secret;

import java.util.Map;
import java.util.Optional;

/// The characters of a part of a credential.
enum CredentialCharacters {
    DIGITS("0-9"),
    HEX_LOWER("0-9a-f"),
    HEX_UPPER("0-9A-F"),
    HEX("0-9a-fA-F"),
    LETTERS("a-zA-Z"),
    LOWER_ALPHANUMERIC("0-9a-z"),
    UPPER_ALPHANUMERIC("0-9A-Z"),
    UPPER_BASE32("A-Z2-7"),
    ALPHANUMERIC("0-9a-zA-Z"),
    /// Base64 in its URL-safe form.
    BASE64_URL("0-9a-zA-Z-_"),
    BASE64_URL_PADDED("0-9a-zA-Z-_="),
    /// Base64 without its padding.
    BASE64("0-9a-zA-Z+/"),
    BASE64_PADDED("0-9a-zA-Z+/="),
    BASE64_URL_DOTTED("0-9a-zA-Z-_=."),
    /// Hexadecimal groups; the positions of the hyphens are not checked.
    UUID("0-9a-fA-F-"),
    ANY_TOKEN("0-9a-zA-Z-_=.+/~%:");

    private static final Map<Character, CredentialCharacters> CODES = Map.ofEntries(
            Map.entry('d', DIGITS),
            Map.entry('h', HEX_LOWER),
            Map.entry('X', HEX_UPPER),
            Map.entry('H', HEX),
            Map.entry('z', LETTERS),
            Map.entry('l', LOWER_ALPHANUMERIC),
            Map.entry('U', UPPER_ALPHANUMERIC),
            Map.entry('b', UPPER_BASE32),
            Map.entry('a', ALPHANUMERIC),
            Map.entry('w', BASE64_URL),
            Map.entry('e', BASE64_URL_PADDED),
            Map.entry('s', BASE64),
            Map.entry('S', BASE64_PADDED),
            Map.entry('D', BASE64_URL_DOTTED),
            Map.entry('t', ANY_TOKEN));

    private final long low;
    private final long high;

    CredentialCharacters(String ranges) {
        long[] bits = new long[2];
        int i = 0;
        while (i < ranges.length()) {
            char first = ranges.charAt(i);
            boolean range = i + 2 < ranges.length()
                    && ranges.charAt(i + 1) == '-'
                    && Character.isLetterOrDigit(first)
                    && Character.isLetterOrDigit(ranges.charAt(i + 2));
            char last = range ? ranges.charAt(i + 2) : first;
            for (char c = first; c <= last; c++) {
                bits[c >> 6] |= 1L << (c & 63);
            }
            i += range ? 3 : 1;
        }
        low = bits[0];
        high = bits[1];
    }

    /// The alphabet of a code in the notation of a [TokenFormat].
    static Optional<CredentialCharacters> of(char code) {
        return Optional.ofNullable(CODES.get(code));
    }

    boolean has(char c) {
        return c < 128 && ((c < 64 ? low : high) >>> (c & 63) & 1) != 0;
    }
}
