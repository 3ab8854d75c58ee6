package io.plumbline.guardrails.scan;

import java.util.ArrayList;
import java.util.List;

/// A word of a text, folded, as [ContextWords] compares it: as it is and without the endings that a word takes.
///
/// @param text  as it is
/// @param stems the same, and what is left of it without each of its endings
record Word(String text, String[] stems) {

    private static final String[] ENDINGS = {
        "s", "es", "n", "en", "e", "er", "ed", "ing", "number", "nummer", "numero", "nr", "no", "id", "code", "card",
        "karte"
    };
    private static final int SHORTEST_STEM = 2;

    static Word of(String text) {
        List<String> stems = new ArrayList<>(2);
        stems.add(text);
        for (String ending : ENDINGS) {
            if (text.length() >= ending.length() + SHORTEST_STEM && text.endsWith(ending)) {
                stems.add(text.substring(0, text.length() - ending.length()));
            }
        }
        return new Word(text, stems.toArray(String[]::new));
    }
}
