package io.plumbline.personaldata.scan.context;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A word of a text, folded, in the form in which [ContextWords] compares it: whole and without its grammatical
/// endings. For one scan; not thread-safe.
public final class Word {

    private static final String[] ENDINGS = {
        "s", "es", "n", "en", "e", "er", "ed", "ing", "number", "nummer", "numero", "nr", "no", "id", "code", "card",
        "karte"
    };
    private static final int SHORTEST_STEM = 2;

    private final String text;
    private final int[] beginning = new int[ContextWords.BEGINNING];
    private final boolean other;
    private String @Nullable [] stems;

    private Word(String text) {
        this.text = text;
        this.other = ContextWords.hasOther(text, 0, text.length());
        ContextWords.beginning(text, 0, text.length(), beginning, 0);
    }

    static Word of(String text) {
        return new Word(text);
    }

    /// The whole word.
    String text() {
        return text;
    }

    /// See [ContextWords#beginning].
    int[] beginning() {
        return beginning;
    }

    /// Whether it has a non-ASCII letter.
    boolean hasOther() {
        return other;
    }

    /// The whole word, and the word without each of its endings.
    @SuppressWarnings("AvoidObjectArrays") // read in loops
    String[] stems() {
        String[] known = stems;
        if (known == null) {
            List<String> found = new ArrayList<>(2);
            found.add(text);
            for (String ending : ENDINGS) {
                if (text.length() >= ending.length() + SHORTEST_STEM && text.endsWith(ending)) {
                    found.add(text.substring(0, text.length() - ending.length()));
                }
            }
            known = found.toArray(String[]::new);
            stems = known;
        }
        return known;
    }
}
