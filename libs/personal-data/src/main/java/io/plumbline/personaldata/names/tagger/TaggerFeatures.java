package io.plumbline.personaldata.names.tagger;

import io.plumbline.personaldata.names.word.Entity;
import io.plumbline.personaldata.names.word.Letters;
import io.plumbline.personaldata.names.word.Mention;
import io.plumbline.personaldata.names.word.Trait;
import io.plumbline.personaldata.names.word.Words;
import java.util.Arrays;
import java.util.List;

/// The features of a word for [NameTagger]: the traits of the words around it, the rules' results, the word
/// itself, its neighbours, and its beginning and end. Each feature is a row of weights; words and their parts
/// share rows by hash. One per text; not thread-safe.
final class TaggerFeatures {

    /// Rows shared by words and parts of words by hash.
    static final int BUCKETS = 1 << 14;

    private static final int BUCKET_BITS = 14;
    static final int REACH = 3;
    private static final int TRAITS = Trait.values().length;

    /// A rule's result for a word: none, or an entity and whether it begins there; for people also whether it is
    /// certain.
    private static final int RULINGS = 2 * (Entity.values().length + 1);

    private static final int RULED_FROM = (2 * REACH + 1) * TRAITS;
    private static final int KNOWN_FROM = RULED_FROM + 3 * RULINGS;

    /// The head's answer for a word alone, capitalized and in lower case; or that it is unknown.
    private static final int KNOWN = 2 * KnownWords.CLASSES + 1;

    private static final int REGISTER_FROM = KNOWN_FROM + 3 * KNOWN;
    private static final int HASHED_FROM = REGISTER_FROM + Register.KINDS;

    /// The number of rows of weights.
    static final int ROWS = HASHED_FROM + BUCKETS;

    /// An upper bound on the rows of a word.
    static final int MOST_ROWS = (2 * REACH + 1) * TRAITS + 32;

    private static final double SURE = 0.84;

    private static final long SIGNS = Trait.set(
            Trait.DOT, Trait.COMMA, Trait.COLON, Trait.QUOTE, Trait.BRACKET, Trait.SLASH, Trait.ASSIGN, Trait.SYMBOL);

    /// Lists whose words are not plain.
    private static final long LISTED = Trait.set(
            Trait.GIVEN_NAME,
            Trait.FAMILY_NAME,
            Trait.CITY,
            Trait.COUNTRY,
            Trait.STATE,
            Trait.NRP,
            Trait.HONORIFIC,
            Trait.JOB,
            Trait.JOB_MODIFIER,
            Trait.STREET,
            Trait.STREET_BEFORE,
            Trait.ORGANIZATION,
            Trait.ORGANIZATION_WORD,
            Trait.COMPANY_SUFFIX,
            Trait.AGE_CUE);

    private final Words words;
    private final byte[] ruled;
    private final short[] known;
    private final short[] registers;
    private final boolean[] plain;

    /// @param words of the text, with their traits
    /// @param ruled the mentions of the rules
    @SuppressWarnings("EnumOrdinal") // the place among the rows that the weights have
    TaggerFeatures(Words words, List<Mention> ruled) {
        this.words = words;
        this.ruled = new byte[words.count()];
        registers = Register.of(words);
        known = new short[words.count()];
        for (int word = 0; word < known.length; word++) {
            known[word] = (short) KnownWords.standard().code(words.hash(word));
        }
        for (Mention mention : ruled) {
            int entity = mention.entity().ordinal();
            boolean sure = mention.entity() == Entity.PERSON && mention.score() >= SURE;
            int code = 1 + 2 * (sure ? Entity.values().length : entity);
            Arrays.fill(this.ruled, mention.from(), mention.to(), (byte) (code + 1));
            this.ruled[mention.from()] = (byte) code;
        }
        plain = new boolean[words.count()];
        for (int word = 0; word < plain.length; word++) {
            plain[word] = isPlainAlone(word);
        }
    }

    boolean isRuled(int word) {
        return ruled[word] != 0;
    }

    /// Whether the head would take neither a word nor those beside it for part of an entity: lower-case words
    /// that it rejects on their own, and signs.
    boolean isPlain(int word) {
        return plain[word] && (word == 0 || plain[word - 1]) && (word + 1 == plain.length || plain[word + 1]);
    }

    private boolean isPlainAlone(int word) {
        if (ruled[word] != 0 || words.is(word, LISTED)) {
            return false;
        }
        if (words.is(word, SIGNS)) {
            return true;
        }
        int code = known[word];
        boolean nothing = code != KnownWords.UNKNOWN
                && code % KnownWords.CLASSES <= KnownWords.HARDLY
                && (code / KnownWords.CLASSES <= KnownWords.HARDLY || !words.is(word, Trait.LOWER_LINE.bit));
        return nothing && words.is(word, Trait.LOWER.bit);
    }

    /// Whether the text around the word is written as in a chat.
    boolean isInChat(int word) {
        return Register.isChat(registers[Register.stretch(word)]);
    }

    /// Collects the rows that a word adds up.
    ///
    /// @return the number of rows
    int rows(int word, int[] rows) {
        int count = 0;
        int first = Math.max(0, word - REACH);
        int last = Math.min(words.count() - 1, word + REACH);
        for (int other = first; other <= last; other++) {
            for (long left = words.traits(other); left != 0; left &= left - 1) {
                rows[count++] = trait(other - word, Long.numberOfTrailingZeros(left));
            }
        }
        return named(word, rows, count);
    }

    /// The row of a trait of a word, or of a word at an offset.
    static int trait(int offset, int trait) {
        return (offset + REACH) * TRAITS + trait;
    }

    /// Collects the rows of all features but traits.
    ///
    /// @param from the number of rows so far
    /// @return the number of rows afterwards
    int named(int word, int[] rows, int from) {
        int count = from;
        for (int other = Math.max(0, word - 1); other <= Math.min(words.count() - 1, word + 1); other++) {
            int place = other - word + 1;
            if (ruled[other] != 0) {
                rows[count++] = RULED_FROM + place * RULINGS + ruled[other] - 1;
            }
            int code = known[other];
            if (code == KnownWords.UNKNOWN) {
                rows[count++] = KNOWN_FROM + place * KNOWN;
            } else {
                rows[count++] = KNOWN_FROM + place * KNOWN + 1 + code / KnownWords.CLASSES;
                rows[count++] = KNOWN_FROM + place * KNOWN + 1 + KnownWords.CLASSES + code % KnownWords.CLASSES;
            }
        }
        for (int left = registers[Register.stretch(word)]; left != 0; left &= left - 1) {
            rows[count++] = REGISTER_FROM + Integer.numberOfTrailingZeros(left);
        }
        for (int other = Math.max(0, word - 2); other <= Math.min(words.count() - 1, word + 2); other++) {
            rows[count++] = bucket(words.hash(other), other - word + 2);
        }
        if (word > 0) {
            rows[count++] = bucket(ending(word - 1, 3), 8);
        }
        if (word + 1 < words.count()) {
            rows[count++] = bucket(ending(word + 1, 3), 9);
        }
        rows[count++] = bucket(ending(word, 2), 5);
        rows[count++] = bucket(ending(word, 3), 6);
        rows[count++] = bucket(beginning(word), 7);
        return count;
    }

    private long ending(int word, int letters) {
        int from = Math.max(words.start(word), words.end(word) - letters);
        return letters(from, words.end(word));
    }

    private long beginning(int word) {
        return letters(words.start(word), Math.min(words.end(word), words.start(word) + 3));
    }

    private long letters(int from, int to) {
        long hash = (long) to - from;
        for (int i = from; i < to; i++) {
            hash = hash << 16 | Letters.folded(words.text().charAt(i));
        }
        return hash;
    }

    private static int bucket(long hash, int place) {
        long mixed = (hash + place * 0xC2B2AE3D27D4EB4FL) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
        return HASHED_FROM + (int) (mixed >>> (Long.SIZE - BUCKET_BITS));
    }
}
