package io.plumbline.personaldata.placeholder;

import io.plumbline.personaldata.operator.KeyedHash;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The codes at the end of placeholders. Each is derived from a secret seed, the type and the value
/// (HMAC-SHA-256). It therefore depends on no other content, and reveals nothing of the value without the seed.
/// Codes are consonants only: a model copies them unchanged, and they do not resemble identifiers. Thread-safe.
final class PlaceholderCodes {

    static final int SHORTEST = 5;
    static final int LONGEST = 12;
    static final String LETTERS = "BCDFGHJKMNPQRSTVWXZ";

    private final Supplier<byte[]> source;
    private volatile byte @Nullable [] seed;

    /// @param source of the seed, called for the first code: most texts need none
    PlaceholderCodes(Supplier<byte[]> source) {
        this.source = source;
    }

    byte[] seed() {
        byte[] known = seed;
        if (known != null) {
            return known;
        }
        synchronized (this) {
            byte[] made = seed;
            if (made == null) {
                made = source.get();
                seed = made;
            }
            return made;
        }
    }

    /// The code of a value.
    ///
    /// @param attempt how many of its codes belong to other values; each further code is longer by a letter, up
    ///     to [#LONGEST]
    String of(String type, String value, int attempt) {
        byte[] digest = new KeyedHash(seed()).digest(type, value, Integer.toString(attempt));
        int length = Math.min(SHORTEST + attempt, LONGEST);
        StringBuilder code = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            code.append(LETTERS.charAt(Byte.toUnsignedInt(digest[i]) % LETTERS.length()));
        }
        return code.toString();
    }

    static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
