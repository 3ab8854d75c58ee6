package io.plumbline.guardrails.names;

import java.util.Arrays;

/// Endings that give a word away: of streets in languages that write them in one word, and of family names.
final class Endings {

    private static final String[] STREETS = {
        "strasse", "str", "straße", "weg", "gasse", "platz", "allee", "laan", "straat", "gatan", "gata", "vagen",
        "veien", "gade", "vej", "katu", "tie", "gracht", "kade", "plein", "singel", "dijk", "damm", "ufer", "ring",
        "ulitsa",
    };
    private static final String[] FAMILIES = {
        "son", "sson", "sen", "ovic", "evic", "ovich", "ova", "eva", "ov", "ev", "ski", "ska", "sky", "cki", "enko",
        "chuk", "opoulos", "akis", "dottir", "yan", "ian", "shvili", "adze", "escu", "eanu", "oglu", "stein", "berg",
        "mann", "meier", "strom", "qvist", "gren", "lund", "inen", "nen", "ez", "elli", "etti", "ini", "ucci", "wala",
        "kar", "bala", "moto", "mura", "yama", "gawa", "shima",
    };

    /// By their last letter, all of which are ASCII.
    private static final String[][] STREETS_BY_LAST = byLast(STREETS);
    private static final String[][] FAMILIES_BY_LAST = byLast(FAMILIES);

    private Endings() {}

    /// Endings by their last letter, which is in ASCII.
    @SuppressWarnings("AvoidObjectArrays") // read for each word
    static String[][] byLast(String... endings) {
        String[][] byLast = new String[128][];
        for (char last = 0; last < byLast.length; last++) {
            char letter = last;
            byLast[last] = Arrays.stream(endings)
                    .filter(ending -> ending.charAt(ending.length() - 1) == letter)
                    .toArray(String[]::new);
        }
        return byLast;
    }

    /// The traits that a word has by its ending.
    static long of(CharSequence text, int start, int end) {
        char last = Letters.folded(Letters.lookAlike(text.charAt(end - 1)));
        if (last >= STREETS_BY_LAST.length) {
            return 0;
        }
        long bits = 0;
        if (any(STREETS_BY_LAST[last], 2, text, start, end)) {
            bits |= Trait.STREETLIKE.bit;
        }
        return any(FAMILIES_BY_LAST[last], 1, text, start, end) ? bits | Trait.FAMILYLIKE.bit : bits;
    }

    /// @param before how many letters more than the ending a word must have, at the least one more than that
    private static boolean any(String[] endings, int before, CharSequence text, int start, int end) {
        for (String ending : endings) {
            if (end - start > ending.length() + before && ends(ending, text, end)) {
                return true;
            }
        }
        return false;
    }

    private static boolean ends(String ending, CharSequence text, int end) {
        int from = end - ending.length();
        for (int i = 0; i < ending.length(); i++) {
            if (Letters.folded(Letters.lookAlike(text.charAt(from + i))) != ending.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
