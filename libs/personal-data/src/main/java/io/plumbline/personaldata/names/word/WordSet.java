package io.plumbline.personaldata.names.word;

import java.util.Arrays;
import java.util.Comparator;

/// A few words, compared by their folded letters. A word of a text is looked up by its hash and compared with the
/// entry of that hash. Immutable.
public final class WordSet {

    private final String[] words;
    private final long[] hashes;

    private WordSet(String[] words) {
        this.words = words.clone();
        Arrays.sort(this.words, Comparator.comparingLong(WordSet::hash));
        this.hashes = Arrays.stream(this.words).mapToLong(WordSet::hash).toArray();
    }

    /// @param words in lower case, a single word each
    public static WordSet of(String... words) {
        return new WordSet(words);
    }

    private static long hash(String word) {
        return new Words(word).hash(0);
    }

    public boolean has(Words text, int word) {
        int at = Arrays.binarySearch(hashes, text.hash(word));
        return at >= 0 && isWritten(words[at], text, word);
    }

    private static boolean isWritten(String word, Words text, int at) {
        int start = text.start(at);
        if (text.end(at) - start != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (Letters.folded(text.text().charAt(start + i)) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
