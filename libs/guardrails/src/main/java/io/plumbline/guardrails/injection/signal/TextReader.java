package io.plumbline.guardrails.injection.signal;

import io.plumbline.guardrails.ngram.NgramReader;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.text.Folding;
import org.jspecify.annotations.Nullable;

/// Reads a text as words for a [SignalMatcher], through the usual disguises: other alphabets and compatibility
/// forms, invisible characters, digits for letters, letters s p a c e d apart. Passes runs that may be encoded
/// text, and text in tag characters, to the [Disguise] listener.
///
/// Makes one pass; builds strings only where it finds a disguise. Reusable for one text after another; not
/// thread-safe.
final class TextReader {

    private static final int ASCII = 128;
    private static final int CHECK_EVERY = 0x4000;
    private static final int MIN_ENCODED = 24;
    private static final int MIN_TAGGED = 8;
    private static final int MIN_REPEATED = 2;

    private final Lexicon lexicon;
    private final SignalMatcher matcher;
    private final Disguise disguise;
    private final SpacedLetters spaced;
    private final Repetition repetition = new Repetition();

    private CharSequence text = "";
    private long hash;
    private int wordStart;
    private int wordEnd;
    private int wordLength;
    private boolean leet;
    private int encodedFrom;
    private @Nullable StringBuilder tagged;
    private int taggedFrom;

    /// Is notified of disguises.
    interface Disguise {
        /// An ASCII character other than a letter or digit; a run of them may be unnatural punctuation.
        void sign(char c, int at);

        /// A run without spaces of characters used by base64 or hexadecimal.
        void maybeEncoded(int start, int end);

        /// Text in invisible characters.
        void hidden(String revealed, int start, int end);

        /// Words of the lexicon that were written to evade machines.
        void disguised(int start, int end);

        /// The same few words over and over.
        void flooded(int start, int end);
    }

    TextReader(Lexicon lexicon, SignalMatcher matcher, Disguise disguise) {
        this.lexicon = lexicon;
        this.matcher = matcher;
        this.disguise = disguise;
        this.spaced = new SpacedLetters(lexicon, new Spelled());
    }

    /// Reads part of a text, which splits no surrogate pair, without its surroundings.
    ///
    /// @throws Deadline.PastException when the deadline is past
    void read(CharSequence ofText, int from, int to, Deadline deadline) {
        begin(ofText);
        mark('^', from);
        int check = from + CHECK_EVERY;
        int i = from;
        while (i < to) {
            if (i >= check) {
                deadline.check();
                check = i + CHECK_EVERY;
            }
            char c = text.charAt(i);
            if (Folding.plain(c) != Folding.INVISIBLE) {
                i = letters(i, Math.min(to, check));
            } else if (c == ' ') {
                disguise.sign(c, i);
                endWord();
                endEncoded(i);
                i++;
            } else if (c < ASCII) {
                disguise.sign(c, i);
                character(c, i, i + 1);
                i++;
            } else {
                int codePoint = Character.codePointAt(text, i);
                int next = i + Character.charCount(codePoint);
                other(codePoint, i, next);
                i = next;
            }
        }
        endWord();
        endEncoded(to);
        spaced.end();
        endTagged(to);
    }

    private void begin(CharSequence ofText) {
        text = ofText;
        spaced.begin(ofText);
        repetition.begin();
        beginWord();
        encodedFrom = -1;
        tagged = null;
    }

    /// Releases the text.
    void forget() {
        begin("");
    }

    private void beginWord() {
        hash = Lexicon.start();
        wordStart = -1;
        wordLength = 0;
        leet = false;
    }

    /// Reads plain letters and digits, the bulk of most texts.
    private int letters(int from, int to) {
        if (wordStart < 0) {
            wordStart = from;
            encodedFrom = encodedFrom < 0 ? from : encodedFrom;
        }
        long word = hash;
        boolean digits = false;
        int i = from;
        while (i < to) {
            char folded = Folding.plain(text.charAt(i));
            if (folded == Folding.INVISIBLE) {
                break;
            }
            digits |= folded <= '9';
            word = Lexicon.add(word, folded);
            i++;
        }
        hash = word;
        leet |= digits;
        wordLength += i - from;
        wordEnd = i;
        return i;
    }

    private void other(int codePoint, int at, int next) {
        char revealed = Folding.tagged(codePoint);
        if (revealed != Folding.INVISIBLE) {
            if (tagged == null) {
                tagged = new StringBuilder();
                taggedFrom = at;
            }
            tagged.append(revealed);
            return;
        }
        char folded = codePoint == '’' ? '\'' : Folding.fold(codePoint);
        if (folded == Folding.INVISIBLE) {
            return;
        }
        if (NgramReader.isIdeograph(folded)) {
            endWord();
            endEncoded(at);
            lookUp(Lexicon.add(Lexicon.start(), folded), at, next);
        } else {
            character(folded, at, next);
        }
    }

    private void character(char folded, int at, int next) {
        if (isWordCharacter(folded)) {
            if (wordStart < 0) {
                wordStart = at;
                encodedFrom = encodedFrom < 0 ? at : encodedFrom;
            }
            leet |= folded <= '9' || folded == '@' || folded == '$';
            hash = Lexicon.add(hash, folded);
            wordLength++;
            wordEnd = next;
            return;
        }
        if (folded == '\'') {
            mark(folded, at);
            return;
        }
        endWord();
        if (folded != '+' && folded != '/' && folded != '=' && folded != '-' && folded != '_') {
            endEncoded(at);
        }
        boolean line = folded == '\n';
        if (line || folded == '.' || folded == '!' || folded == '?') {
            matcher.sentenceEnds();
            repetition.sentenceEnds();
            mark(line ? '^' : folded, line ? next : at);
        } else {
            if (folded == '"') {
                matcher.quotation(at);
            }
            mark(folded, at);
        }
    }

    private boolean isWordCharacter(char c) {
        return Folding.isWordCharacter(c) || ((c == '@' || c == '$') && wordStart >= 0);
    }

    private void mark(char c, int at) {
        if (lexicon.isMark(c)) {
            matcher.mark(lexicon.lookUp(Lexicon.add(Lexicon.start(), c)), at);
        }
    }

    private void endWord() {
        if (wordStart < 0) {
            return;
        }
        if (wordLength == 1 && !leet) {
            spaced.letter(hash, wordStart, wordEnd);
        } else {
            spaced.end();
            int[] states = lexicon.lookUp(hash);
            if (states.length == 0 && leet && wordLength > 2) {
                states = unleet();
            }
            take(states, wordStart, wordEnd);
            if (wordLength >= MIN_REPEATED && repetition.isFlood(hash)) {
                disguise.flooded(wordStart, wordEnd);
            }
        }
        beginWord();
    }

    private void lookUp(long wordHash, int start, int end) {
        take(lexicon.lookUp(wordHash), start, end);
    }

    private void take(int[] states, int start, int end) {
        if (states.length == 0) {
            matcher.unknown();
        } else {
            matcher.word(states, start, end);
        }
    }

    /// The states of the word with digits read as the letters that they resemble; `1` may be `i` or `l`.
    private int[] unleet() {
        for (char one : new char[] {'i', 'l'}) {
            long letters = Lexicon.start();
            for (int i = wordStart; i < wordEnd; i++) {
                char folded = Folding.fold(text.charAt(i));
                if (folded != Folding.INVISIBLE) {
                    letters = Lexicon.add(letters, letter(folded, one));
                }
            }
            int[] states = lexicon.lookUp(letters);
            if (states.length > 0) {
                disguise.disguised(wordStart, wordEnd);
                return states;
            }
        }
        return lexicon.lookUp(Lexicon.start());
    }

    private static char letter(char c, char one) {
        return switch (c) {
            case '0' -> 'o';
            case '1' -> one;
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7' -> 't';
            default -> c;
        };
    }

    private void endEncoded(int at) {
        if (encodedFrom >= 0 && at - encodedFrom >= MIN_ENCODED) {
            disguise.maybeEncoded(encodedFrom, at);
        }
        encodedFrom = -1;
    }

    private void endTagged(int at) {
        if (tagged != null && tagged.length() >= MIN_TAGGED) {
            disguise.hidden(tagged.toString(), taggedFrom, at);
        }
    }

    /// Words made of single letters.
    private final class Spelled implements SpacedLetters.Words {
        @Override
        public void word(int[] states, int start, int end) {
            take(states, start, end);
        }

        @Override
        public void spelled(int start, int end) {
            disguise.disguised(start, end);
        }
    }
}
