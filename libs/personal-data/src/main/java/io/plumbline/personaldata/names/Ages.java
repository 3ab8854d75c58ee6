package io.plumbline.personaldata.names;

import static io.plumbline.personaldata.names.word.Trait.*;

import io.plumbline.personaldata.names.word.Words;
import io.plumbline.personaldata.text.Chars;

/// The words that make a number an age or a postcode, in the languages of the lists.
final class Ages {

    private static final String[] UNITS = {
        "year", "yr", "y/o", "yo", "jahre", "jährig", "ans", "años", "anos", "anni", "jaar"
    };
    private static final String[] OLD = {"old", "alt", "of age"};
    private static final String[] ALONE = {"yo", "y/o", "ans", "años", "anos", "anni"};
    private static final String[] BEFORE = {"age", "aged", "turned", "turning", "âge", "edad", "alter"};
    private static final String[] POSTCODES = {"zip", "zipcode", "postcode", "postal", "plz", "cap", "cp"};

    private Ages() {}

    /// Whether `years old` or an equivalent follows: a unit that states an age by itself, or one and then `old`.
    static boolean follows(Words words, int i) {
        if (!words.is(i, LOWER.bit | UPPER.bit | TITLE.bit)) {
            return false;
        }
        if (any(words, i, ALONE) != 0) {
            return true;
        }
        if (any(words, i, UNITS) == 0) {
            return false;
        }
        int next = words.is(i + 1, DASH.bit) ? i + 2 : i + 1;
        return next < words.count() && any(words, next, OLD) != 0;
    }

    static boolean precedes(Words words, int i) {
        return any(words, i, BEFORE) != 0;
    }

    static boolean isPostcodeCue(Words words, int i) {
        int length = any(words, i, POSTCODES);
        boolean prefix = words.is(i + 1, DASH.bit) && words.isGlued(i + 1); // "CP-5648" is an article
        return length == words.length(i) && !prefix; // "cap" is one, "CAPT" is none
    }

    /// The length of the first choice at a word; a plural may follow.
    private static int any(Words words, int i, String[] choices) {
        for (String choice : choices) {
            if (Chars.hasAt(words.text(), words.start(i), choice) && words.length(i) <= choice.length() + 2) {
                return choice.length();
            }
        }
        return 0;
    }
}
