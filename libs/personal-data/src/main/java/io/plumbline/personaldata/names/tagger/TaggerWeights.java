package io.plumbline.personaldata.names.tagger;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The weights of [NameTagger] as `TaggerTraining` writes them. A row's weights are bytes, four of them side by
/// side in a long; one addition adds four. Each has room for the sum of more rows than a word has. Read once; the
/// arrays are not modified afterwards.
final class TaggerWeights {

    private static final int HIDDEN = NameTagger.HIDDEN;
    private static final int LANES = 4;
    private static final int LONGS = HIDDEN / LANES;
    private static final int LANE = Long.SIZE / LANES;

    /// Makes a byte non-negative.
    private static final int OFFSET = 128;

    /// Slots for sets of traits; several times the number of sets.
    private static final int SETS = 1 << 10;

    private static final int OFFSETS = 2 * TaggerFeatures.REACH + 1;

    private final float[] scale;
    private final float[] bias;
    private final long[] rows;
    private final float[] lastBias;
    private final float[] last;

    /// Common sets of traits, by hash, and the index of each.
    private final long[] sets = new long[SETS];

    private final short[] places = new short[SETS];

    /// The sums of the rows of each set, for each offset.
    private final long[] setRows;

    private final int[] setSizes;

    private TaggerWeights(DataInputStream in) throws IOException {
        scale = floats(in, HIDDEN);
        bias = floats(in, HIDDEN);
        rows = new long[TaggerFeatures.ROWS * LONGS];
        for (int i = 0; i < rows.length; i++) {
            for (int lane = 0; lane < LANES; lane++) {
                rows[i] |= (long) (in.readByte() + OFFSET) << (lane * LANE);
            }
        }
        int outputs = 2 * TagPath.TAGS + 1;
        lastBias = floats(in, outputs);
        last = floats(in, outputs * HIDDEN);
        int common = in.readInt();
        setRows = new long[common * OFFSETS * LONGS];
        setSizes = new int[common];
        for (int place = 0; place < common; place++) {
            addSet(in.readLong(), place);
        }
    }

    /// @throws IllegalStateException if the weights are missing
    static TaggerWeights load() {
        try (InputStream in = TaggerWeights.class.getResourceAsStream("tagger.bin")) {
            if (in == null) {
                throw new IllegalStateException("missing weights");
            }
            return new TaggerWeights(new DataInputStream(new BufferedInputStream(in, 1 << 16)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    private void addSet(long traits, int place) {
        int slot = slot(traits);
        sets[slot] = traits;
        places[slot] = (short) place;
        setSizes[place] = Long.bitCount(traits);
        for (int offset = 0; offset < OFFSETS; offset++) {
            for (long left = traits; left != 0; left &= left - 1) {
                int row = TaggerFeatures.trait(offset - TaggerFeatures.REACH, Long.numberOfTrailingZeros(left));
                for (int i = 0; i < LONGS; i++) {
                    setRows[(place * OFFSETS + offset) * LONGS + i] += rows[row * LONGS + i];
                }
            }
        }
    }

    private int slot(long traits) {
        int slot = (int) ((traits * 0x9E3779B97F4A7C15L) >>> 54);
        while (sets[slot] != 0 && sets[slot] != traits) {
            slot = (slot + 1) & (SETS - 1);
        }
        return slot;
    }

    /// The index of a common set of traits; -1 for others.
    int set(long traits) {
        int slot = slot(traits);
        return traits == 0 || sets[slot] == 0 ? -1 : places[slot];
    }

    Sums sums() {
        return new Sums();
    }

    /// Adds up rows.
    final class Sums {

        private int added;
        private long a;
        private long b;
        private long c;
        private long d;
        private long e;
        private long f;

        private Sums() {}

        void clear() {
            added = 0;
            a = 0;
            b = 0;
            c = 0;
            d = 0;
            e = 0;
            f = 0;
        }

        /// Adds the rows of a set of traits.
        ///
        /// @param offset of the word with these traits
        void addSet(int place, int offset) {
            add(setRows, (place * OFFSETS + offset + TaggerFeatures.REACH) * LONGS);
            added += setSizes[place];
        }

        void add(int[] chosen, int count) {
            for (int i = 0; i < count; i++) {
                add(rows, chosen[i] * LONGS);
            }
            added += count;
        }

        private void add(long[] from, int at) {
            a += from[at];
            b += from[at + 1];
            c += from[at + 2];
            d += from[at + 3];
            e += from[at + 4];
            f += from[at + 5];
        }

        /// @param hidden receives the sums, negative ones as 0
        void rectified(float[] hidden) {
            take(a, 0, hidden);
            take(b, 1, hidden);
            take(c, 2, hidden);
            take(d, 3, hidden);
            take(e, 4, hidden);
            take(f, 5, hidden);
        }

        private void take(long sums, int group, float[] hidden) {
            int offset = added * OFFSET;
            for (int lane = 0; lane < LANES; lane++) {
                int i = group * LANES + lane;
                int sum = (int) (sums >>> (lane * LANE) & 0xFFFF) - offset;
                hidden[i] = Math.max(0, sum * scale[i] + bias[i]);
            }
        }
    }

    float output(int output, float[] hidden) {
        float sum = lastBias[output];
        int at = output * HIDDEN;
        for (int i = 0; i < HIDDEN; i++) {
            sum += hidden[i] * last[at + i];
        }
        return sum;
    }
}
