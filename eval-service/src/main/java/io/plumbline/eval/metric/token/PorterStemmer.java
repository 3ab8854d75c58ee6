package io.plumbline.eval.metric.token;

/// Porter's algorithm with the extensions of NLTK 3.9 (`NLTK_EXTENSIONS`, its default), the basis of
/// `rouge_score`.
///
/// Snowball's and Lucene's Porter stemmers differ on about one word in thirty: "dying" becomes "die" and not
/// "dy", "flying" becomes "fli" and not "fly". The extensions: a table of irregular forms; "-ies" and "-ied" of
/// four-letter words become "-ie"; y becomes i after any consonant except a lone one; "-alli" is followed by
/// another second step; "-bli", "-fulli" and "-logi" are additional suffixes; a two-letter stem of vowel and
/// consonant counts as ending in consonant-vowel-consonant.
///
/// Works in place because a stem is never longer than its word. Linear in the word's length, whatever its
/// letters.
///
/// @see <a href="https://tartarus.org/martin/PorterStemmer/def.txt">Porter 1980</a>
public final class PorterStemmer {

    private static final int UNTOUCHED = 2;

    private final char[] word;
    private int end;

    private PorterStemmer(char[] word, int length) {
        this.word = word;
        this.end = length;
    }

    /// Stems the lower-case word in `word[0, length)` in place and returns the length of the stem.
    public static int stem(char[] word, int length) {
        int irregular = PorterRules.replaceIrregular(word, length);
        if (irregular > 0) {
            return irregular;
        }
        if (length <= UNTOUCHED) {
            return length;
        }
        PorterStemmer stemmer = new PorterStemmer(word, length);
        stemmer.removePlural();
        stemmer.removePastAndGerund();
        stemmer.turnYToI();
        stemmer.replaceDoubleSuffixes();
        stemmer.apply(PorterRules.STEP_3, 1);
        stemmer.apply(PorterRules.STEP_4, 2);
        stemmer.removeFinalE();
        stemmer.removeFinalL();
        return stemmer.end;
    }

    /// Step 1a.
    private void removePlural() {
        if (word[end - 1] != 's') {
            return;
        }
        if (endsWith("sses")) {
            end -= 2;
        } else if (endsWith("ies")) {
            end -= end == 4 ? 1 : 2;
        } else if (!endsWith("ss")) {
            end--;
        }
    }

    /// Step 1b.
    private void removePastAndGerund() {
        if (endsWith("ied")) {
            end -= end == 4 ? 1 : 2;
        } else if (endsWith("eed")) {
            if (measure(end - 3) > 0) {
                end--;
            }
        } else if (endsWith("ed")) {
            removeAfterVowel(2);
        } else if (endsWith("ing")) {
            removeAfterVowel(3);
        }
    }

    private void removeAfterVowel(int letters) {
        if (!hasVowel(end - letters)) {
            return;
        }
        end -= letters;
        if (endsWith("at") || endsWith("bl") || endsWith("iz")) {
            word[end++] = 'e';
        } else if (endsWithDoubleConsonant()) {
            char last = word[end - 1];
            if (last != 'l' && last != 's' && last != 'z') {
                end--;
            }
        } else if (measure(end) == 1 && endsWithConsonantVowelConsonant(end)) {
            word[end++] = 'e';
        }
    }

    /// Step 1c.
    private void turnYToI() {
        if (end > 2 && word[end - 1] == 'y' && isConsonant(end - 2)) {
            word[end - 1] = 'i';
        }
    }

    /// Step 2.
    private void replaceDoubleSuffixes() {
        if (endsWith("alli") && measure(end - 4) > 0) {
            end -= 2;
        }
        apply(PorterRules.STEP_2, 1);
    }

    /// Steps 2 to 4: the first rule with a matching suffix decides, and applies only if the measure is large
    /// enough.
    private void apply(PorterRules rules, int leastMeasure) {
        if (end < 2) {
            return;
        }
        for (PorterRules.Rule rule : rules.of(word[end - 2])) {
            if (endsWith(rule.suffix())) {
                if (measure(end - rule.tail()) >= leastMeasure) {
                    int start = end - rule.suffix().length();
                    String replacement = rule.replacement();
                    replacement.getChars(0, replacement.length(), word, start);
                    end = start + replacement.length();
                }
                return;
            }
        }
    }

    /// Step 5a.
    private void removeFinalE() {
        if (word[end - 1] != 'e') {
            return;
        }
        int measure = measure(end - 1);
        if (measure > 1 || (measure == 1 && !endsWithConsonantVowelConsonant(end - 1))) {
            end--;
        }
    }

    /// Step 5b.
    private void removeFinalL() {
        if (endsWith("ll") && measure(end - 1) > 1) {
            end--;
        }
    }

    private boolean endsWith(String suffix) {
        int start = end - suffix.length();
        if (start < 0) {
            return false;
        }
        for (int i = suffix.length() - 1; i >= 0; i--) {
            if (word[start + i] != suffix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Returns Porter's m: the number of vowel-consonant transitions in `word[0, to)`.
    private int measure(int to) {
        int measure = 0;
        boolean vowelBefore = false;
        for (int i = 0; i < to; i++) {
            boolean vowel = isVowel(i, vowelBefore);
            if (vowelBefore && !vowel) {
                measure++;
            }
            vowelBefore = vowel;
        }
        return measure;
    }

    private boolean hasVowel(int to) {
        for (int i = 0; i < to; i++) {
            // up to the first vowel there is none before
            if (isVowel(i, false)) {
                return true;
            }
        }
        return false;
    }

    private boolean isVowel(int i, boolean vowelBefore) {
        return switch (word[i]) {
            case 'a', 'e', 'i', 'o', 'u' -> true;
            case 'y' -> i > 0 && !vowelBefore;
            default -> false;
        };
    }

    /// In a run of y, each is a vowel if the one before is not, so this goes back to the start of the run.
    private boolean isConsonant(int i) {
        int start = i;
        while (start > 0 && word[start] == 'y') {
            start--;
        }
        boolean vowel = isVowel(start, false);
        for (int k = start + 1; k <= i; k++) {
            vowel = isVowel(k, vowel);
        }
        return !vowel;
    }

    private boolean endsWithDoubleConsonant() {
        return end >= 2 && word[end - 1] == word[end - 2] && isConsonant(end - 1);
    }

    private boolean endsWithConsonantVowelConsonant(int to) {
        if (to < 2 || !isConsonant(to - 1) || isConsonant(to - 2)) {
            return false;
        }
        if (to == 2) {
            return true;
        }
        char last = word[to - 1];
        return isConsonant(to - 3) && last != 'w' && last != 'x' && last != 'y';
    }
}
