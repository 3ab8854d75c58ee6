package io.plumbline.guardrails.names;

import static io.plumbline.guardrails.names.Trait.*;

import org.jspecify.annotations.Nullable;

/// Finds the traits of a text's words: the shape of each, what the lists know of it, and how it stands in its line.
/// Linear in the text; the same answers as the training code's `words.py`.
final class Sight {

    private static final long CAPITALS = Trait.set(TITLE, UPPER, MIXED, INITIAL);
    private static final long SMALL = Trait.set(TITLE, LOWER, MIXED);

    private static final int ASCII = 128;
    private static final Trait[] SIGNS = signs();

    private final Words words;

    private Sight(Words words) {
        this.words = words;
    }

    /// Finds all traits of a text's words.
    static void find(Words words) {
        Sight sight = new Sight(words);
        for (int i = 0; i < words.count(); i++) {
            words.add(i, sight.shape(i));
        }
        sight.lookUp(Gazetteer.standard());
        sight.lines();
    }

    private static Trait[] signs() {
        Trait[] of = new Trait[ASCII];
        put(of, ".!?", DOT);
        put(of, ",;", COMMA);
        put(of, ":", COLON);
        put(of, "-", DASH);
        put(of, "'`", APOSTROPHE);
        put(of, "\"", QUOTE);
        put(of, "()[]{}<>", BRACKET);
        put(of, "@", AT);
        put(of, "/\\", SLASH);
        put(of, "|", BAR);
        put(of, "&", AMPERSAND);
        put(of, "#", HASH);
        put(of, "=_", ASSIGN);
        return of;
    }

    private static void put(Trait[] of, String signs, Trait trait) {
        for (int i = 0; i < signs.length(); i++) {
            of[signs.charAt(i)] = trait;
        }
    }

    private static long sign(char c) {
        if (c < ASCII) {
            return SIGNS[c] == null ? SYMBOL.bit : SIGNS[c].bit;
        }
        if (c == '\u2019') {
            return APOSTROPHE.bit;
        }
        if (c == '\u201C' || c == '\u201D' || c == '\u201E') {
            return QUOTE.bit;
        }
        return Character.getType(c) == Character.DASH_PUNCTUATION ? DASH.bit : SYMBOL.bit;
    }

    private long shape(int word) {
        char first = words.first(word);
        if (!Letters.joins(first)) {
            return sign(first);
        }
        Trait casing = plainCasing(word);
        int length = words.length(word);
        long bits;
        if (casing != null) {
            bits = casing.bit;
        } else {
            Count count = count(word);
            bits = count.traits(Character.isUpperCase(first));
            length = count.length;
        }
        bits |= length <= 2 ? SHORT.bit : length >= 9 ? LONG.bit : 0;
        return length > 4 ? bits | Endings.of(words.text(), words.start(word), words.end(word)) : bits;
    }

    /// The casing of a word of ASCII letters of which at most the first is a capital, as most are; null for
    /// any other.
    private @Nullable Trait plainCasing(int word) {
        CharSequence text = words.text();
        for (int i = words.start(word) + 1; i < words.end(word); i++) {
            char c = text.charAt(i);
            if (c < 'a' || c > 'z') {
                return null;
            }
        }
        char first = words.first(word);
        if (first >= 'a' && first <= 'z') {
            return LOWER;
        }
        if (first < 'A' || first > 'Z') {
            return null;
        }
        return words.length(word) == 1 ? INITIAL : TITLE;
    }

    private Count count(int word) {
        Count count = new Count();
        CharSequence text = words.text();
        for (int i = words.start(word); i < words.end(word); i++) {
            count.add(text.charAt(i));
        }
        if (count.latin && count.other) {
            clear(word);
        }
        return count;
    }

    /// Looks a word of mixed scripts up as its reader sees it.
    private void clear(int word) {
        long hash = Gazetteer.beginWord();
        for (int i = words.start(word); i < words.end(word); i++) {
            char c = words.text().charAt(i);
            char folded = Letters.isUnseen(c) ? 0 : Letters.folded(Letters.lookAlike(c));
            hash = folded == 0 ? hash : Gazetteer.addLetter(hash, folded);
        }
        words.hash(word, hash);
    }

    private void lookUp(Gazetteer lists) {
        for (int i = 0; i < words.count(); i++) {
            long hash = words.hash(i);
            long known = lists.traits(hash);
            for (int j = i; known != Gazetteer.UNKNOWN; ) {
                for (int k = i; k <= j && known != 0; k++) {
                    words.add(k, known);
                }
                j++;
                if (j == words.count() || j == i + Gazetteer.LONGEST) {
                    break;
                }
                hash = Gazetteer.addWord(hash, words.hash(j));
                known = lists.traits(hash);
            }
        }
        for (int i = 0; i < words.count(); i++) {
            if (words.is(i, STATE_CODE.bit) && !words.is(i, UPPER.bit)) {
                words.remove(i, STATE_CODE.bit); // "in", "or" and "me" are states only in capitals
            }
        }
    }

    private void lines() {
        int first = 0;
        for (int i = 0; i < words.count(); i++) {
            if (i == 0 || breaksBefore(i)) {
                words.add(i, LINE_START.bit | SENTENCE_START.bit);
                endLine(first, i);
                first = i;
            } else if (words.end(i - 1) == words.start(i)) {
                words.add(i, GLUED.bit);
            } else if (words.is(i - 1, DOT.bit)) {
                words.add(i, SENTENCE_START.bit);
            }
        }
        endLine(first, words.count());
    }

    private boolean breaksBefore(int word) {
        for (int i = words.end(word - 1); i < words.start(word); i++) {
            if (words.text().charAt(i) == '\n') {
                return true;
            }
        }
        return false;
    }

    private void endLine(int from, int to) {
        if (from == to) {
            return;
        }
        words.add(to - 1, LINE_END.bit);
        long seen = 0;
        for (int i = from; i < to; i++) {
            seen |= words.traits(i);
        }
        long all = 0;
        if ((seen & SMALL) == 0 && (seen & UPPER.bit) != 0) {
            all = UPPER_LINE.bit;
        } else if ((seen & CAPITALS) == 0 && (seen & LOWER.bit) != 0) {
            all = LOWER_LINE.bit;
        }
        for (int i = from; i < to; i++) {
            words.add(i, all);
        }
    }

    /// What a word is made of.
    private static final class Count {
        private int length;
        private int digits;
        private int letters;
        private int upper;
        private int lower;
        private boolean latin;
        private boolean other;
        private boolean ascii = true;

        private void add(char c) {
            if (c < ASCII) {
                addAscii(c);
                return;
            }
            if (Letters.isUnseen(c)) {
                return;
            }
            length++;
            ascii = false;
            if (Character.isDigit(c)) {
                digits++;
            } else if (Character.isLetter(c)) {
                letters++;
                latin |= Letters.isLatin(c);
                other |= !Letters.isLatin(c);
                if (Character.isUpperCase(c)) {
                    upper++;
                } else if (Character.isLowerCase(c)) {
                    lower++;
                }
            }
        }

        /// A letter or a digit.
        private void addAscii(char c) {
            length++;
            if (c <= '9') {
                digits++;
                return;
            }
            letters++;
            latin = true;
            if (c <= 'Z') {
                upper++;
            } else {
                lower++;
            }
        }

        private long traits(boolean capital) {
            long bits = latin && other ? SCRIPTS.bit : 0;
            if (digits > 0) {
                bits |= letters > 0 ? ALPHANUMERIC.bit : NUMBER.bit;
                bits |= DIGITS2.bit << (Math.clamp(digits, 2, 6) - 2);
            }
            if (upper + lower > 0) {
                bits |= casing(capital).bit;
            }
            if (other && !latin) {
                return bits | NON_LATIN.bit;
            }
            return ascii ? bits : bits | ACCENTED.bit;
        }

        private Trait casing(boolean capital) {
            if (upper == 0) {
                return LOWER;
            }
            if (upper == 1 && lower == 0 && digits == 0) {
                return INITIAL;
            }
            if (lower == 0) {
                return UPPER;
            }
            return upper == 1 && capital ? TITLE : MIXED;
        }
    }
}
