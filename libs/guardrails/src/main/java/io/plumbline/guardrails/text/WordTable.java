package io.plumbline.guardrails.text;

import java.util.LinkedHashMap;
import java.util.Map;

/// Lower-case words with a number each. Looks up words in a text, in any case and without creating strings.
/// Non-ASCII letters are compared as they are. Immutable and thread-safe.
public final class WordTable {

    /// The result for a word that is not in the table.
    public static final int NONE = 0;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /// A table without words.
    public static final WordTable EMPTY = new WordTable(Map.of());

    private final Map<String, Integer> entries;
    private final String[] words;
    private final int[] values;
    private final int mask;
    private final int longest;

    private WordTable(Map<String, Integer> entries) {
        this.entries = entries;
        int size = Integer.highestOneBit(Math.max(4, entries.size() * 3));
        this.words = new String[size];
        this.values = new int[size];
        this.mask = size - 1;
        int most = 0;
        for (Map.Entry<String, Integer> entry : entries.entrySet()) {
            String word = entry.getKey();
            int slot = slot(word, 0, word.length());
            while (values[slot] != NONE) {
                slot = (slot + 1) & mask;
            }
            words[slot] = word;
            values[slot] = entry.getValue();
            most = Math.max(most, word.length());
        }
        this.longest = most;
    }

    /// A table of words that all have the number 1.
    ///
    /// @param spaced in lower case, separated by spaces
    public static WordTable of(String spaced) {
        return EMPTY.with(1, spaced);
    }

    /// This table with more words, all with this number.
    ///
    /// @param number not [#NONE]
    /// @param spaced in lower case, separated by spaces
    public WordTable with(int number, String spaced) {
        Map<String, Integer> more = new LinkedHashMap<>(entries);
        for (String word : spaced.split(" ", -1)) {
            more.put(word, number);
        }
        return new WordTable(more);
    }

    /// The number of the word between two positions of a text.
    public int get(CharSequence text, int start, int end) {
        int length = end - start;
        if (length <= 0 || length > longest) {
            return NONE;
        }
        int slot = slot(text, start, end);
        while (values[slot] != NONE) {
            if (equal(words[slot], text, start, length)) {
                return values[slot];
            }
            slot = (slot + 1) & mask;
        }
        return NONE;
    }

    private int slot(CharSequence text, int start, int end) {
        long hash = FNV_OFFSET;
        for (int i = start; i < end; i++) {
            hash = (hash ^ lower(text.charAt(i))) * FNV_PRIME;
        }
        return (int) (hash ^ (hash >>> 32)) & mask;
    }

    private static boolean equal(String word, CharSequence text, int start, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != lower(text.charAt(start + i))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }
}
