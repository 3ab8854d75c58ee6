package io.plumbline.guardrails.names;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The word lists: what a word, or a run of up to [#LONGEST] words, is known as. Words are looked up by the hash of
/// their folded letters, in a table of primitives. Immutable once loaded; of several megabytes of memory it needs
/// less than one.
final class Gazetteer {

    /// Words in the longest entry that is found.
    static final int LONGEST = 4;

    /// That no entry begins so.
    static final long UNKNOWN = -1;

    private static final int CAPACITY = 1 << 15;
    private static final long SEED = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private static final Gazetteer STANDARD = new Gazetteer();

    private final long[] keys = new long[CAPACITY];
    private final long[] traits = new long[CAPACITY];

    private Gazetteer() {
        load("given-names.txt", Trait.GIVEN_NAME);
        load("family-names.txt", Trait.FAMILY_NAME);
        load("cities.txt", Trait.CITY);
        load("organizations.txt", Trait.ORGANIZATION);
        load("terms.txt", null);
    }

    static Gazetteer standard() {
        return STANDARD;
    }

    /// The hash of no letter yet.
    static long beginWord() {
        return SEED;
    }

    /// The hash of a word with one more folded letter.
    static long addLetter(long hash, char folded) {
        return (hash ^ folded) * PRIME;
    }

    /// The hash of several words from that of all but the last.
    static long addWord(long words, long word) {
        long mixed = (words ^ (words >>> 29)) * 0x9E3779B97F4A7C15L;
        return (mixed + word) * PRIME;
    }

    /// The traits of an entry: none for what merely begins one, [#UNKNOWN] for anything else.
    long traits(long words) {
        int slot = slot(words);
        return keys[slot] == 0 ? UNKNOWN : traits[slot];
    }

    private int slot(long words) {
        int slot = (int) ((words * PRIME) >>> 40) & (CAPACITY - 1);
        while (keys[slot] != 0 && keys[slot] != words) {
            slot = (slot + 1) & (CAPACITY - 1);
        }
        return slot;
    }

    private void put(long words, long bits) {
        int slot = slot(words);
        keys[slot] = words;
        traits[slot] |= bits;
    }

    private void load(String name, @Nullable Trait trait) {
        try (InputStream in = Gazetteer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("missing list: " + name);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    addRow(line, trait);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addRow(String line, @Nullable Trait trait) {
        int begin = line.indexOf(' ');
        Trait of = trait == null ? Trait.ofList(line.substring(0, begin)) : trait;
        while (begin >= 0) {
            int end = line.indexOf(' ', begin + 1);
            String entry = line.substring(begin + 1, end < 0 ? line.length() : end);
            if (!entry.isEmpty()) {
                add(new Words(entry.replace('_', ' ')), of.bit);
            }
            begin = end;
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
