package io.plumbline.personaldata.names.word;

import static io.plumbline.personaldata.names.word.Trait.*;

/// Finds the traits of a text's words: the shape of each, its list entries, and its position on its line. Linear
/// in the text; gives the same results as the training code's `words.py`.
public final class Sight {

    private static final long CAPITALS = Trait.set(TITLE, UPPER, MIXED, INITIAL);
    private static final long SMALL = Trait.set(TITLE, LOWER, MIXED);

    /// The traits given by the words themselves.
    private static final long KNOWN_CASING = Trait.set(TITLE, LOWER, INITIAL);

    private static final int ASCII = 128;
    private static final Trait[] SIGNS = signs();

    private final Words words;

    private Sight(Words words) {
        this.words = words;
    }

    /// Finds all traits of a text's words.
    public static void find(Words words) {
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
        int length = words.length(word);
        long bits = 0;
        if (!words.is(word, KNOWN_CASING)) {
            char first = words.first(word);
            if (!Letters.joins(first)) {
                return sign(first);
            }
            Count count = count(word);
            bits = count.traits(Character.isUpperCase(first));
            length = count.length;
        }
        bits |= length <= 2 ? SHORT.bit : length >= 9 ? LONG.bit : 0;
        if (words.length(word) <= 4) {
            return bits;
        }
        long ending = Endings.of(words.text(), words.start(word), words.end(word));
        return bits | (length > 4 ? ending : ending & Lead.MEDICAL); // the lists of medicine count what is not seen
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

    /// Looks up a word of mixed scripts by its visual appearance.
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
            long known = lists.traits(words.hash(i));
            if (known != Gazetteer.UNKNOWN) {
                words.add(i, known);
                goOn(lists, i);
            }
        }
        for (int i = words.next(0, STATE_CODE.bit); i < words.count(); i = words.next(i + 1, STATE_CODE.bit)) {
            if (!words.is(i, UPPER.bit)) {
                words.remove(i, STATE_CODE.bit); // "in", "or" and "me" are states only in capitals
            }
        }
    }

    /// Looks up this word together with those that follow.
    private void goOn(Gazetteer lists, int first) {
        long hash = words.hash(first);
        int last = Math.min(words.count(), first + Gazetteer.LONGEST);
        for (int i = first + 1; i < last; i++) {
            hash = Gazetteer.addWord(hash, words.hash(i));
            long known = lists.traits(hash);
            if (known == Gazetteer.UNKNOWN) {
                return;
            }
            for (int k = first; k <= i && known != 0; k++) {
                words.add(k, known);
            }
        }
    }

    private void lines() {
        int first = 0;
        for (int i = 0; i < words.count(); i++) {
            if (words.is(i, LINE_START.bit)) {
                words.add(i, SENTENCE_START.bit);
                endLine(first, i);
                first = i;
            } else if (words.is(i - 1, DOT.bit) && !words.isGlued(i)) {
                words.add(i, SENTENCE_START.bit);
            }
        }
        endLine(first, words.count());
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
        for (int i = from; i < to && all != 0; i++) {
            words.add(i, all);
        }
    }

    /// The composition of a word.
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
