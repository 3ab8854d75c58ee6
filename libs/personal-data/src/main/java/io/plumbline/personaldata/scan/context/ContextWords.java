package io.plumbline.personaldata.scan.context;

import io.plumbline.personaldata.text.Chars;
import io.plumbline.personaldata.text.Folding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Words that make a weak candidate likely when they are nearby: `SSN`, `phone`, `card number`. Matches whole
/// words regardless of case and accents, parts of `snake_case` and `camelCase` names included, which covers the
/// keys of structured data; also with grammatical endings (`passports`), and in compounds with words for labels
/// (`accountNumber`, `Passnummer`). Of phrases that end with the same word the longest counts. In scripts without
/// spaces, matches anywhere in a run of letters.
public final class ContextWords {

    private static final String[] NO_WORDS = {};
    private static final int ASCII = 128;
    private static final int BITS = 10;
    /// The number of a word's first letters that are checked.
    static final int BEGINNING = 3;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final Map<String, List<Phrase>> byLastWord = new HashMap<>();
    private final List<Phrase> unspaced = new ArrayList<>();
    /// The beginnings of the last words of phrases: a bit for each hash of their first letters.
    private final long[] beginnings = new long[1 << (BITS - 6)];

    /// @param name   as given
    /// @param before the words before its last one, from the last to the first
    private record Phrase(String name, String[] before) {}

    private ContextWords(String[] phrases) {
        for (String phrase : phrases) {
            Word[] words = Vicinity.words(phrase);
            if (words.length == 0) {
                continue;
            }
            String last = words[0].text();
            if (!Chars.joins(last.charAt(0))) {
                unspaced.add(new Phrase(last, NO_WORDS));
                continue;
            }
            String[] before = new String[words.length - 1];
            for (int i = 0; i < before.length; i++) {
                before[i] = words[i + 1].text();
            }
            byLastWord.computeIfAbsent(last, word -> new ArrayList<>(1)).add(new Phrase(phrase, before));
            noteBeginning(last);
        }
    }

    private void noteBeginning(String word) {
        long letters = 0;
        for (int i = 0; i < word.length() && i < BEGINNING; i++) {
            letters = (letters << Character.SIZE) | word.charAt(i);
        }
        int bit = bit(letters);
        beginnings[bit >> 6] |= 1L << bit;
    }

    /// The beginning of the word at this position: an index into [#beginnings] for each of its first letters.
    ///
    /// @param bits filled from an index on
    static void beginning(CharSequence text, int start, int end, int[] bits, int from) {
        long letters = 0;
        int bit = 0;
        for (int i = 0; i < BEGINNING; i++) {
            if (start + i < end) {
                letters = (letters << Character.SIZE) | fold(text.charAt(start + i));
                bit = bit(letters);
            }
            bits[from + i] = bit;
        }
    }

    /// The same for a word whose beginning is known.
    ///
    /// @param other whether the word has a non-ASCII letter
    boolean mayEndWith(int[] bits, int from, boolean other) {
        for (int i = from; i < from + BEGINNING; i++) {
            if ((beginnings[bits[i] >> 6] & (1L << bits[i])) != 0) {
                return true;
            }
        }
        return other && !unspaced.isEmpty();
    }

    private static int bit(long letters) {
        return (int) ((letters * GOLDEN) >>> (Long.SIZE - BITS));
    }

    /// Whether a phrase may end with the word at this position: a check that creates no strings, because most
    /// words end none.
    boolean mayEndWith(CharSequence text, int start, int end) {
        long letters = 0;
        for (int i = start; i < end && i < start + BEGINNING; i++) {
            letters = (letters << Character.SIZE) | fold(text.charAt(i));
            int bit = bit(letters);
            if ((beginnings[bit >> 6] & (1L << bit)) != 0) {
                return true;
            }
        }
        return !unspaced.isEmpty() && hasOther(text, start, end);
    }

    static boolean hasOther(CharSequence text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) >= ASCII) {
                return true;
            }
        }
        return false;
    }

    /// Words or phrases, in any case.
    public static ContextWords of(String... phrases) {
        return new ContextWords(phrases);
    }

    /// The words of phrases in their form for comparison.
    public static Word[] folded(List<String> phrases) {
        List<Word> words = new ArrayList<>();
        phrases.forEach(phrase -> words.addAll(List.of(Vicinity.words(phrase))));
        return words.toArray(Word[]::new);
    }

    public boolean isEmpty() {
        return byLastWord.isEmpty() && unspaced.isEmpty();
    }

    /// Whether one of them is among the last words before the position.
    public boolean precede(CharSequence text, int place) {
        return Vicinity.mayEndBefore(text, place, this, Vicinity.NEAREST)
                && in(Vicinity.wordsBefore(text, place), Vicinity.NEAREST) != null;
    }

    /// The phrase that ends right before the position; null if there is none.
    public @Nullable String last(CharSequence text, int place) {
        return Vicinity.mayEndBefore(text, place, this, 1) ? in(Vicinity.wordsBefore(text, place), 1) : null;
    }

    /// The phrase among these words; null if there is none.
    ///
    /// @param words   the last one first
    /// @param nearest the number of words among which a phrase must end
    @Nullable
    public String in(Word[] words, int nearest) {
        for (int i = 0; i < words.length && i < nearest; i++) {
            String found = endingAt(words, i);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable String endingAt(Word[] words, int at) {
        String found = null;
        if (!mayEndWith(words[at].beginning(), 0, words[at].hasOther())) {
            return null;
        }
        for (String stem : words[at].stems()) {
            found = complete(byLastWord.get(stem), words, at);
            if (found != null) {
                return found;
            }
        }
        String word = words[at].text();
        for (int i = 0; found == null && i < unspaced.size(); i++) {
            found = word.contains(unspaced.get(i).name()) ? unspaced.get(i).name() : null;
        }
        return found;
    }

    private static @Nullable String complete(@Nullable List<Phrase> phrases, Word[] words, int at) {
        if (phrases == null) {
            return null;
        }
        Phrase longest = null;
        for (Phrase phrase : phrases) {
            int matched = 0;
            while (matched < phrase.before().length
                    && at + 1 + matched < words.length
                    && phrase.before()[matched].equals(words[at + 1 + matched].text())) {
                matched++;
            }
            boolean longer = longest == null || matched > longest.before().length;
            longest = matched == phrase.before().length && longer ? phrase : longest;
        }
        return longest == null ? null : longest.name();
    }

    /// A letter in its form for comparison.
    static char fold(char c) {
        if (c < ASCII) {
            return Character.toLowerCase(c);
        }
        char folded = Folding.fold(Character.toLowerCase(c));
        return folded == Folding.INVISIBLE || folded == ' ' ? Character.toLowerCase(c) : folded;
    }
}
