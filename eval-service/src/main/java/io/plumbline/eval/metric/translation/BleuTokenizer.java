package io.plumbline.eval.metric.translation;

import io.plumbline.eval.metric.token.IntSequence;
import io.plumbline.eval.metric.token.TokenNumbers;
import io.plumbline.eval.metric.token.WhiteSpace;

/// The tokenizers of BLEU, by their names in sacreBLEU's signatures.
enum BleuTokenizer {
    /// NIST's, the default.
    V13A("13a") {
        @Override
        int[] tokenize(String text, TokenNumbers vocabulary) {
            return Tokenizer13a.tokenize(text, vocabulary);
        }
    },
    /// NIST's international one: separates punctuation and symbols of all scripts.
    INTL("intl") {
        @Override
        int[] tokenize(String text, TokenNumbers vocabulary) {
            return InternationalTokenizer.tokenize(text, vocabulary);
        }
    },
    /// Every character except white space.
    CHAR("char") {
        @Override
        int[] tokenize(String text, TokenNumbers vocabulary) {
            char[] chars = text.toCharArray();
            IntSequence tokens = new IntSequence(chars.length);
            for (int i = 0; i < chars.length; ) {
                int size = Character.charCount(Character.codePointAt(chars, i));
                if (size > 1 || !WhiteSpace.is(chars[i])) {
                    tokens.add(vocabulary.numberOf(chars, i, i + size));
                }
                i += size;
            }
            return tokens.toArray();
        }
    },
    /// Splits at white space.
    NONE("none") {
        @Override
        int[] tokenize(String text, TokenNumbers vocabulary) {
            return WhiteSpace.split(text.toCharArray(), text.length(), vocabulary);
        }
    };

    private final String signature;

    BleuTokenizer(String signature) {
        this.signature = signature;
    }

    String signature() {
        return signature;
    }

    abstract int[] tokenize(String text, TokenNumbers vocabulary);
}
