package io.plumbline.personaldata.names.word;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/// The word lists: the known traits of a word, or of a run of up to [#LONGEST] words. Words are looked up by the
/// hash of their folded letters, in a table of primitives. Immutable once loaded; needs less than one megabyte of
/// memory for lists of several.
public final class Gazetteer {

    /// The maximum number of words in an entry.
    public static final int LONGEST = 4;

    /// No entry begins this way.
    public static final long UNKNOWN = -1;

    private static final int CAPACITY = 1 << 15;
    private static final int MEDICAL_CAPACITY = 1 << 13;
    private static final long SEED = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private static final Gazetteer STANDARD = new Gazetteer(CAPACITY);
    private static final Gazetteer MEDICAL = new Gazetteer(MEDICAL_CAPACITY);

    static {
        STANDARD.load("given-names.txt", Trait.GIVEN_NAME);
        STANDARD.load("family-names.txt", Trait.FAMILY_NAME);
        STANDARD.load("cities.txt", Trait.CITY);
        STANDARD.load("organizations.txt", Trait.ORGANIZATION);
        STANDARD.load("terms.txt", list -> Trait.ofList(list).bit);
        MEDICAL.load("medical.txt", list -> MedicalWord.ofList(list).bit);
        STANDARD.lead("medical.txt", Lead.MEDICAL);
        STANDARD.addRow(Cues.INTRODUCING, -1, Lead.INTRODUCTION);
        STANDARD.addRow(Cues.FIELD_LABELS, -1, Lead.FIELD);
    }

    private final long[] keys;
    private final long[] traits;

    /// @param capacity a power of two, several times the number of entries
    private Gazetteer(int capacity) {
        keys = new long[capacity];
        traits = new long[capacity];
    }

    /// The lists for names: sets of [Trait]s and [Lead]s.
    static Gazetteer standard() {
        return STANDARD;
    }

    /// The lists for health: sets of [MedicalWord]s.
    public static Gazetteer medical() {
        return MEDICAL;
    }

    /// The hash of the empty word.
    static long beginWord() {
        return SEED;
    }

    /// The hash of a word with one more folded letter.
    static long addLetter(long hash, char folded) {
        return (hash ^ folded) * PRIME;
    }

    /// The hash of several words from that of all but the last.
    public static long addWord(long words, long word) {
        long mixed = (words ^ (words >>> 29)) * 0x9E3779B97F4A7C15L;
        return (mixed + word) * PRIME;
    }

    /// The traits of an entry: none for the mere beginning of one, [#UNKNOWN] for anything else.
    public long traits(long words) {
        int slot = first(words);
        while (keys[slot] != words) {
            if (keys[slot] == 0) {
                return UNKNOWN;
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        return traits[slot];
    }

    private int first(long words) {
        return (int) ((words * PRIME) >>> 40) & (keys.length - 1);
    }

    private int slot(long words) {
        int slot = first(words);
        while (keys[slot] != 0 && keys[slot] != words) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private void put(long words, long bits) {
        int slot = slot(words);
        keys[slot] = words;
        traits[slot] |= bits;
    }

    private void load(String name, Trait trait) {
        each(name, line -> addRow(line, line.indexOf(' '), trait.bit));
    }

    /// @param bits of a list by its name, which begins each line
    private void load(String name, ToLongFunction<String> bits) {
        each(name, line -> {
            int begin = line.indexOf(' ');
            addRow(line, begin, bits.applyAsLong(line.substring(0, begin)));
        });
    }

    /// Marks the first words of a list's entries.
    private void lead(String name, long bits) {
        each(name, line -> eachEntry(line, line.indexOf(' '), entry -> put(entry.hash(0), bits)));
    }

    private static void each(String name, Consumer<String> row) {
        try (InputStream in = Gazetteer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing list: " + name);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    row.accept(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addRow(String line, int from, long bits) {
        eachEntry(line, from, entry -> add(entry, bits));
    }

    private static void eachEntry(String line, int from, Consumer<Words> action) {
        int begin = from;
        boolean more = true;
        while (more) {
            int end = line.indexOf(' ', begin + 1);
            String entry = line.substring(begin + 1, end < 0 ? line.length() : end);
            if (!entry.isEmpty()) {
                action.accept(new Words(entry.replace('_', ' ')));
            }
            begin = end;
            more = end >= 0;
        }
    }

    private void add(Words entry, long bit) {
        long hash = entry.hash(0);
        for (int i = 1; i < entry.count(); i++) {
            put(hash, 0);
            hash = addWord(hash, entry.hash(i));
        }
        put(hash, bit);
    }
}
