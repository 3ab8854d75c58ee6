package io.plumbline.personaldata.operator;

import org.jspecify.annotations.Nullable;

/// The replacement for a finding in a redacted text. [Operators] reads and writes operators.
///
/// An operator that cannot be applied to a value, such as format-preserving encryption to four digits, leaves a
/// placeholder. A value is never left in clear because it did not fit.
public sealed interface Operator {

    Operator PLACEHOLDER = new Placeholder();
    Operator REPLACE = new Replace(null);
    Operator MASK = new Mask('*', 0, Mask.DEFAULT_KEPT);
    Operator REMOVE = new Remove();
    Operator SURROGATE = new Surrogate(true);
    Operator KEEP = new Keep();

    /// The name in policies, such as `placeholder`.
    String type();

    /// A placeholder that the vault of the conversation can restore: the default.
    record Placeholder() implements Operator {
        @Override
        public String type() {
            return "placeholder";
        }
    }

    /// A fixed text, irreversible.
    ///
    /// @param newValue the text; if null, the entity's name, as `<EMAIL_ADDRESS>`
    record Replace(@Nullable String newValue) implements Operator {
        public static final int MAX_LENGTH = 200;

        @Override
        public String type() {
            return "replace";
        }
    }

    /// The same number of mask characters, with some letters and digits left at the ends: at least six are
    /// hidden, or half of a short value.
    ///
    /// @param keepFirst letters and digits left at the beginning
    /// @param keepLast letters and digits left at the end
    record Mask(char character, int keepFirst, int keepLast) implements Operator {
        static final int DEFAULT_KEPT = 4;

        public Mask {
            if (keepFirst < 0 || keepLast < 0) {
                throw new IllegalArgumentException("no fewer than no characters are kept");
            }
        }

        @Override
        public String type() {
            return "mask";
        }
    }

    /// Mask characters in place of a number of characters of any kind at one end.
    record MaskCount(char character, int count, boolean fromEnd) implements Operator {
        public MaskCount {
            if (count < 0) {
                throw new IllegalArgumentException("no fewer than no characters are masked: " + count);
            }
        }

        @Override
        public String type() {
            return "mask";
        }
    }

    /// Removes the value.
    record Remove() implements Operator {
        @Override
        public String type() {
            return "remove";
        }
    }

    /// A keyed hash of the value (HMAC-SHA-256). The same value has the same hash under the same tenant's key,
    /// which keeps related records joinable. Without the key, the hash is useless even to a holder of all
    /// possible values.
    ///
    /// @param length hexadecimal digits, 16 to 64
    /// @param salt separates one use from another: their hashes cannot be joined; may be empty
    record Hash(int length, String salt) implements Operator {
        public static final int SHORTEST = 16;
        static final int LONGEST = 64;
        static final int DEFAULT_LENGTH = 32;
        static final int SHORTEST_SALT = 16;

        public Hash {
            if (length < SHORTEST || length > LONGEST) {
                throw new IllegalArgumentException("a hash has 16 to 64 digits: " + length);
            }
            if (!salt.isEmpty() && salt.length() < SHORTEST_SALT) {
                throw new IllegalArgumentException("a salt has at least 16 characters");
            }
        }

        @Override
        public String type() {
            return "hash";
        }

        @Override
        public String toString() {
            return "Hash[length=" + length + ", salted=" + !salt.isEmpty() + "]";
        }
    }

    /// The value, encrypted (AES-256-GCM), as a token that [Sealing] finds again in a text.
    ///
    /// @param deterministic whether the same value always gives the same token
    record Encrypt(boolean deterministic) implements Operator {
        @Override
        public String type() {
            return "encrypt";
        }
    }

    /// Decrypts a token of [Encrypt].
    record Decrypt() implements Operator {
        @Override
        public String type() {
            return "decrypt";
        }
    }

    /// The value encrypted into one of the same form: see [FormatPreserving].
    ///
    /// @param alphabet the characters to encrypt; all others stay in place
    /// @param luhn whether a number with a valid Luhn digit becomes one with a valid Luhn digit
    record FormatPreserve(Alphabet alphabet, boolean luhn) implements Operator {
        @Override
        public String type() {
            return "fpe";
        }
    }

    /// Decrypts a value of [FormatPreserve] with the same parameters.
    record FormatReveal(Alphabet alphabet, boolean luhn) implements Operator {
        @Override
        public String type() {
            return "fpe_decrypt";
        }
    }

    /// An invented value of the same type and form, the same for the same value within a conversation.
    ///
    /// @param reversible whether the vault of the conversation restores the value
    record Surrogate(boolean reversible) implements Operator {
        @Override
        public String type() {
            return "surrogate";
        }
    }

    /// Keeps the value.
    record Keep() implements Operator {
        @Override
        public String type() {
            return "keep";
        }
    }
}
