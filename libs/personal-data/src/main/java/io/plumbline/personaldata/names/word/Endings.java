package io.plumbline.personaldata.names.word;

import java.util.ArrayList;
import java.util.List;

/// Endings that identify a word: of streets in languages that write them in one word, and of family names.
/// Indexed by their last two letters, which few words share.
final class Endings {

    private static final int LETTERS = 32;
    private static final int PAIRS = LETTERS * LETTERS;
    private static final String[] NONE = {};

    private static final String[][] STREETS = byPair(
            "strasse", "str", "straße", "weg", "gasse", "platz", "allee", "laan", "straat", "gatan", "gata", "vagen",
            "veien", "gade", "vej", "katu", "tie", "gracht", "kade", "plein", "singel", "dijk", "damm", "ufer", "ring",
            "ulitsa");
    private static final String[][] FAMILIES = byPair(
            "son", "sson", "sen", "ovic", "evic", "ovich", "ova", "eva", "ov", "ev", "ski", "ska", "sky", "cki", "enko",
            "chuk", "opoulos", "akis", "dottir", "yan", "ian", "shvili", "adze", "escu", "eanu", "oglu", "stein",
            "berg", "mann", "meier", "strom", "qvist", "gren", "lund", "inen", "nen", "ez", "elli", "etti", "ini",
            "ucci", "wala", "kar", "bala", "moto", "mura", "yama", "gawa", "shima");

    private Endings() {}

    /// Endings of at least two letters by the last two, indexed as by [#pair].
    @SuppressWarnings("AvoidObjectArrays") // read for each word
    static String[][] byPair(String... endings) {
        List<List<String>> lists = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            lists.add(new ArrayList<>());
        }
        for (String ending : endings) {
            lists.get(pair(ending, ending.length())).add(ending);
        }
        return lists.stream()
                .map(list -> list.isEmpty() ? NONE : list.toArray(NONE))
                .toArray(String[][]::new);
    }

    /// A number for the last two letters of a word of at least two.
    static int pair(CharSequence text, int end) {
        return letter(text.charAt(end - 2)) * LETTERS + letter(text.charAt(end - 1));
    }

    /// From 1 for `a`; 0 for any other character than an ASCII letter.
    private static int letter(char c) {
        int letter = Letters.folded(Letters.lookAlike(c)) - 'a' + 1;
        return letter > 0 && letter <= 'z' - 'a' + 1 ? letter : 0;
    }

    /// The traits that a word of at least two letters has by its ending.
    static long of(CharSequence text, int start, int end) {
        int pair = pair(text, end);
        long bits = MedicalEndings.mayBe(pair) ? Lead.MEDICAL : 0;
        if (any(STREETS[pair], 2, text, start, end)) {
            bits |= Trait.STREETLIKE.bit;
        }
        return any(FAMILIES[pair], 1, text, start, end) ? bits | Trait.FAMILYLIKE.bit : bits;
    }

    /// @param before the minimum number of letters that a word must have beyond the ending, one more than that at
    ///     the least
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
