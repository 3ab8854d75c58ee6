package io.plumbline.personaldata.names.tagger;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import java.util.Arrays;
import java.util.stream.Stream;

/// The register of a stretch of a text: chat, prose, code or list. In chats, less common words are names than
/// elsewhere.
final class Register {

    /// The number of kinds of writing.
    static final int KINDS = 12;

    /// Kinds that indicate chats and social media: mentions of users, `i`, chat words, detached punctuation.
    private static final int CHATTY = 1 | 1 << 1 | 1 << 2 | 1 << 11;

    /// Many brackets and assignment signs, where `i` is a variable.
    private static final int PROGRAM = 1 << 3;

    private static final int STRETCH_BITS = 6;
    private static final int STRETCH = 1 << STRETCH_BITS;
    private static final int MARGIN = 16;
    private static final int FEW_WORDS = 12;
    private static final long CODE = Trait.set(BRACKET, ASSIGN);
    private static final long WORD = Trait.set(TITLE, UPPER, LOWER, MIXED, INITIAL);

    /// Chat words, by hash and in order.
    private static final long[] CHAT = hashes(
            "u", "ur", "im", "lol", "rt", "omg", "dont", "cant", "thx", "pls", "plz", "gonna", "wanna", "haha", "yeah");

    private Register() {}

    private static long[] hashes(String... words) {
        return Stream.of(words)
                .mapToLong(word -> new Words(word).hash(0))
                .sorted()
                .toArray();
    }

    static boolean isChat(int kinds) {
        return (kinds & CHATTY) != 0 && (kinds & PROGRAM) == 0;
    }

    /// The stretch that a word lies in.
    static int stretch(int word) {
        return word >>> STRETCH_BITS;
    }

    /// The kinds of each stretch, as bits.
    static short[] of(Words words) {
        short[] kinds = new short[stretch(Math.max(0, words.count() - 1)) + 1];
        for (int i = 0; i < kinds.length; i++) {
            int from = Math.max(0, i * STRETCH - MARGIN);
            kinds[i] = (short) kinds(words, from, Math.min(words.count(), (i + 1) * STRETCH + MARGIN));
        }
        return kinds;
    }

    private static int kinds(Words words, int from, int to) {
        int[] seen = new int[KINDS];
        for (int i = from; i < to; i++) {
            long traits = words.traits(i);
            boolean sign = (traits & (AT.bit | HASH.bit)) != 0;
            seen[0] += sign && (traits & GLUED.bit) == 0 && words.isGlued(i + 1) && words.is(i + 1, WORD) ? 1 : 0;
            seen[1] += (traits & LOWER.bit) != 0 && words.length(i) == 1 && words.first(i) == 'i' ? 1 : 0;
            seen[2] +=
                    words.length(i) <= 5 && (traits & LOWER.bit) != 0 && Arrays.binarySearch(CHAT, words.hash(i)) >= 0
                            ? 1
                            : 0;
            seen[3] += (traits & CODE) != 0 ? 1 : 0;
            seen[4] += (traits & STOP.bit) != 0 ? 1 : 0;
            seen[5] += (traits & TITLE.bit) != 0 ? 1 : 0;
            seen[6] += (traits & NON_LATIN.bit) != 0 ? 1 : 0;
            seen[7] += (traits & LINE_START.bit) != 0 ? 1 : 0;
            seen[8] += (traits & DOT.bit) != 0 && words.first(i) == '!' ? 1 : 0;
            seen[9] += (traits & (DOT.bit | COMMA.bit)) != 0 && (traits & GLUED.bit) == 0 ? 1 : 0;
        }
        int count = to - from;
        return (seen[0] > 0 ? 1 : 0)
                | (seen[1] > 0 ? 1 << 1 : 0)
                | (seen[2] > 0 ? 1 << 2 : 0)
                | (seen[3] * 10 > count ? 1 << 3 : 0)
                | (seen[4] * 8 < count ? 1 << 4 : 0)
                | (seen[4] * 3 > count ? 1 << 5 : 0)
                | (seen[5] * 4 > count ? 1 << 6 : 0)
                | (seen[6] * 5 > count ? 1 << 7 : 0)
                | (count < FEW_WORDS ? 1 << 8 : 0)
                | (seen[7] * 6 > count ? 1 << 9 : 0)
                | (seen[8] > 0 ? 1 << 10 : 0)
                | (seen[9] * 30 > count ? 1 << 11 : 0);
    }
}
