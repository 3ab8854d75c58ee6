package io.plumbline.guardrails.content;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Words and pairs of words by their hash, with their weight for every learned [Harm] and their kind in the
/// lexicon. Made by `src/training/content/train_ngrams.py`, which documents the format. Immutable and
/// thread-safe.
final class ContentTable {

    /// The harms that the table has weights for, in the order of its bytes.
    static final Harm[] LEARNED = {
        Harm.THREAT,
        Harm.INSULT,
        Harm.IDENTITY_ATTACK,
        Harm.SEVERE_TOXICITY,
        Harm.SEXUALLY_EXPLICIT,
        Harm.SELF_HARM_RISK,
        Harm.SELF_HARM_ENCOURAGEMENT,
        Harm.WEAPONS
    };

    static final int ABSENT = -1;

    private static final String RESOURCE = "content.bin";
    private static final Harm[] KINDS = {Harm.IDENTITY_ATTACK, Harm.INSULT, Harm.PROFANITY};
    private static final int KIND = 15;
    private static final int GOES_ON = 16;

    /// A sentence with fewer features counts as if it had this many.
    private static final int SHORT = 10;

    private final float[] bias = new float[LEARNED.length];
    private final float[] scale = new float[LEARNED.length];
    private final float[] threshold = new float[LEARNED.length];
    private final int[] kindSlots = new int[KINDS.length];
    private final long[] keys;
    private final long[] weights;
    private final byte[] kinds;
    private final byte[] severities;
    private final int mask;

    private ContentTable(DataInputStream in) throws IOException {
        if (in.readInt() != LEARNED.length) {
            throw new IOException("made for other harms");
        }
        for (int i = 0; i < LEARNED.length; i++) {
            bias[i] = in.readFloat();
            scale[i] = in.readFloat();
            threshold[i] = in.readFloat();
        }
        long[] kindKeys = new long[KINDS.length];
        for (int i = 0; i < KINDS.length; i++) {
            kindKeys[i] = in.readLong();
        }
        int count = in.readInt();
        int size = Integer.highestOneBit(count) * 4;
        mask = size - 1;
        keys = new long[size];
        weights = new long[size];
        kinds = new byte[size];
        severities = new byte[size];
        for (int i = 0; i < count; i++) {
            long key = in.readLong();
            int slot = slot(key);
            while (keys[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            keys[slot] = key;
            weights[slot] = in.readLong();
            kinds[slot] = in.readByte();
            severities[slot] = in.readByte();
        }
        for (int i = 0; i < KINDS.length; i++) {
            kindSlots[i] = find(kindKeys[i]);
        }
    }

    static ContentTable builtIn() {
        try (InputStream resource = ContentTable.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return new ContentTable(new DataInputStream(resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The word of a sentence with the most weight for a harm. Words are distinguished by their weight.
    static final class Top {
        private int weight;
        private int sum;

        private void add(int other) {
            if (other > weight) {
                weight = other;
                sum = other;
            } else if (other == weight) {
                sum += other;
            }
        }

        int sum() {
            return sum;
        }

        void clear() {
            weight = 0;
            sum = 0;
        }
    }

    private int slot(long key) {
        return (int) (key ^ (key >>> 29)) & mask;
    }

    /// The slot of a hash; [#ABSENT] if the table does not contain it.
    int find(long key) {
        int slot = slot(key);
        while (keys[slot] != 0) {
            if (keys[slot] == key) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return ABSENT;
    }

    /// Adds the weights of a slot to sums, one for each of [#LEARNED].
    ///
    /// @param top the total weight of the strongest word, over its repetitions
    void add(int slot, int[] sums, Top[] top) {
        long packed = weights[slot];
        if (packed != 0) {
            for (int i = 0; i < LEARNED.length; i++) {
                int weight = (byte) (packed >>> (56 - 8 * i));
                sums[i] += weight;
                top[i].add(weight);
            }
        }
    }

    /// Adds the weights for the presence of a word of the lexicon.
    void addKind(int kind, int[] sums, Top[] top) {
        int slot = kindSlots[kind - 1];
        if (slot != ABSENT) {
            add(slot, sums, top);
        }
    }

    /// The kind in the lexicon; 0 for a word that is not in it.
    int kind(int slot) {
        return kinds[slot] & KIND;
    }

    static Harm harm(int kind) {
        return KINDS[kind - 1];
    }

    /// The severity of a word of the lexicon, 0 to 1.
    double severity(int slot) {
        return (severities[slot] & 0xFF) / 200.0;
    }

    /// Whether a phrase of the lexicon may continue from here.
    boolean goesOn(int slot) {
        return (kinds[slot] & GOES_ON) != 0;
    }

    /// How far above its threshold a sentence is, in logits.
    ///
    /// @param features the number of words, pairs and kinds in the sum
    double margin(int learned, int sum, int features) {
        return bias[learned] + scale[learned] * sum / Math.sqrt(Math.max(features, SHORT)) - threshold[learned];
    }
}
