package io.plumbline.personaldata.operator;

import java.util.Locale;
import java.util.Optional;

/// The characters that format-preserving encryption maps to one another.
public enum Alphabet {
    DIGITS("0123456789"),
    /// Digits and capitals.
    ALPHANUMERIC("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    /// Digits and letters of both cases.
    MIXED_CASE("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private final String characters;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    Alphabet(String characters) {
        this.characters = characters;
    }

    public int radix() {
        return characters.length();
    }

    /// The name in policies, such as `digits`.
    public String wireName() {
        return wireName;
    }

    public static Optional<Alphabet> of(String wireName) {
        for (Alphabet alphabet : values()) {
            if (alphabet.wireName.equals(wireName)) {
                return Optional.of(alphabet);
            }
        }
        return Optional.empty();
    }

    /// The numeral of a character, -1 if it has none.
    int numeral(char c) {
        return characters.indexOf(c);
    }

    char character(int numeral) {
        return characters.charAt(numeral);
    }
}
