package io.plumbline.guardrails.operator;

import org.jspecify.annotations.Nullable;

/// What stands in a redacted text where a finding was. [Operators] reads and writes them.
///
/// An operator that cannot be applied to a value, such as format-preserving encryption to four digits, leaves a
/// placeholder: nothing is ever left as it is because it did not fit.
public sealed interface Operator {

    Operator PLACEHOLDER = new Placeholder();
    Operator REPLACE = new Replace(null);
    Operator MASK = new Mask('*', 0, Mask.DEFAULT_KEPT);
    Operator REMOVE = new Remove();
    Operator SURROGATE = new Surrogate(true);
    Operator KEEP = new Keep();

    /// The name in policies, such as `placeholder`.
    String type();

    /// A placeholder that the vault of the conversation can turn back: the default.
    record Placeholder() implements Operator {
        @Override
        public String type() {
            return "placeholder";
        }
    }

    /// A fixed text, for good.
    ///
    /// @param newValue the entity's name, `<EMAIL_ADDRESS>`, where there is none
    record Replace(@Nullable String newValue) implements Operator {
        public static final int MAX_LENGTH = 200;

        @Override
        public String type() {
            return "replace";
        }
    }

    /// As many mask characters, some letters and digits left at the ends: but at least six are hidden, or half of
    /// the value where it is short.
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

    /// A number of mask characters in the place of as many at one end, whatever they are.
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

    /// Nothing.
    record Remove() implements Operator {
        @Override
        public String type() {
            return "remove";
        }
    }

    /// A keyed hash of the value (HMAC-SHA-256): the same for the same value under the same tenant's key, so that
    /// what belongs together can still be joined, and useless to whoever has not the key but all the values.
    ///
    /// @param length hexadecimal digits, 16 to 64
    /// @param salt sets one use apart from another, so that their hashes cannot be joined; empty for none
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

    /// The value itself, encrypted (AES-256-GCM), as a token that [Sealing] finds again in a text.
    ///
    /// @param deterministic whether the same value always gives the same token
    record Encrypt(boolean deterministic) implements Operator {
        @Override
        public String type() {
            return "encrypt";
        }
    }

    /// What [Encrypt] has encrypted.
    record Decrypt() implements Operator {
        @Override
        public String type() {
            return "decrypt";
        }
    }

    /// The value encrypted into one of the same form: see [FormatPreserving].
    ///
    /// @param alphabet what is encrypted; all other characters stay where they are
    /// @param luhn whether a number whose Luhn digit is right gets one whose Luhn digit is right
    record FormatPreserve(Alphabet alphabet, boolean luhn) implements Operator {
        @Override
        public String type() {
            return "fpe";
        }
    }

    /// What [FormatPreserve] with the same parameters has encrypted.
    record FormatReveal(Alphabet alphabet, boolean luhn) implements Operator {
        @Override
        public String type() {
            return "fpe_decrypt";
        }
    }

    /// An invented value of the same type and form, the same for the same value within a conversation.
    ///
    /// @param reversible whether the vault of the conversation turns it back
    record Surrogate(boolean reversible) implements Operator {
        @Override
        public String type() {
            return "surrogate";
        }
    }

    /// The value as it is.
    record Keep() implements Operator {
        @Override
        public String type() {
            return "keep";
        }
    }
}
