package io.plumbline.eval.metric.token;

import java.util.Arrays;
import java.util.List;

/// The tables of [PorterStemmer]: for each step, the suffixes by their second to last letter.
final class PorterRules {

    static final PorterRules STEP_2 = new PorterRules(
            Rule.of("ational", "ate"),
            Rule.of("tional", "tion"),
            Rule.of("enci", "ence"),
            Rule.of("anci", "ance"),
            Rule.of("izer", "ize"),
            Rule.of("bli", "ble"),
            Rule.of("fulli", "ful"),
            Rule.of("entli", "ent"),
            Rule.of("eli", "e"),
            Rule.of("ousli", "ous"),
            Rule.of("ization", "ize"),
            Rule.of("ation", "ate"),
            Rule.of("ator", "ate"),
            Rule.of("alism", "al"),
            Rule.of("iveness", "ive"),
            Rule.of("fulness", "ful"),
            Rule.of("ousness", "ous"),
            Rule.of("aliti", "al"),
            Rule.of("iviti", "ive"),
            Rule.of("biliti", "ble"),
            new Rule("logi", "log", 3));

    static final PorterRules STEP_3 = new PorterRules(
            Rule.of("icate", "ic"),
            Rule.of("ative", ""),
            Rule.of("alize", "al"),
            Rule.of("iciti", "ic"),
            Rule.of("ical", "ic"),
            Rule.of("ful", ""),
            Rule.of("ness", ""));

    static final PorterRules STEP_4 = new PorterRules(
            Rule.of("al", ""),
            Rule.of("ance", ""),
            Rule.of("ence", ""),
            Rule.of("er", ""),
            Rule.of("ic", ""),
            Rule.of("able", ""),
            Rule.of("ible", ""),
            Rule.of("ant", ""),
            Rule.of("ement", ""),
            Rule.of("ment", ""),
            Rule.of("ent", ""),
            new Rule("sion", "s", 3),
            new Rule("tion", "t", 3),
            Rule.of("ou", ""),
            Rule.of("ism", ""),
            Rule.of("ate", ""),
            Rule.of("iti", ""),
            Rule.of("ous", ""),
            Rule.of("ive", ""),
            Rule.of("ize", ""));

    private static final List<Irregular> IRREGULAR = List.of(
            new Irregular("sky", "sky"),
            new Irregular("skies", "sky"),
            new Irregular("dying", "die"),
            new Irregular("lying", "lie"),
            new Irregular("tying", "tie"),
            new Irregular("news", "news"),
            new Irregular("inning", "inning"),
            new Irregular("innings", "inning"),
            new Irregular("outing", "outing"),
            new Irregular("outings", "outing"),
            new Irregular("canning", "canning"),
            new Irregular("cannings", "canning"),
            new Irregular("howe", "howe"),
            new Irregular("proceed", "proceed"),
            new Irregular("exceed", "exceed"),
            new Irregular("succeed", "succeed"));

    private final Rule[] none = {};
    private final Rule[][] byLetter = new Rule['z' + 1][];

    private PorterRules(Rule... rules) {
        Arrays.fill(byLetter, none);
        for (Rule rule : rules) {
            char letter = rule.suffix().charAt(rule.suffix().length() - 2);
            Rule[] sameLetter = byLetter[letter];
            byLetter[letter] = Arrays.copyOf(sameLetter, sameLetter.length + 1);
            byLetter[letter][sameLetter.length] = rule;
        }
    }

    /// Returns the rules for this second to last letter, in order.
    Rule[] of(char letter) {
        return letter < byLetter.length ? byLetter[letter] : none;
    }

    /// Replaces an irregular word by its stem and returns the stem's length; 0 if the word is regular.
    static int replaceIrregular(char[] word, int length) {
        for (Irregular irregular : IRREGULAR) {
            if (irregular.is(word, length)) {
                irregular.stem().getChars(0, irregular.stem().length(), word, 0);
                return irregular.stem().length();
            }
        }
        return 0;
    }

    /// @param tail number of letters at the end of the word that do not count for the measure
    record Rule(String suffix, String replacement, int tail) {

        private static Rule of(String suffix, String replacement) {
            return new Rule(suffix, replacement, suffix.length());
        }
    }

    private record Irregular(String form, String stem) {

        private boolean is(char[] word, int length) {
            if (length != form.length()) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (word[i] != form.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
