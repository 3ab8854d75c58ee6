package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.text.Chars;

/// The positions at which a recognizer is called: characters at which a candidate may begin (or, for `@`, have
/// its middle). Fewer characters make the pass faster. The restrictions on the beginnings of words apply to words
/// that begin with an ASCII letter or digit; if the scanner cannot decide, it calls the recognizer.
///
/// @param tokenStarts ASCII letters at which it is called when they begin a word
/// @param digits whether it is called at the beginning of a word that starts with a digit of any script
/// @param anywhere ASCII characters at which it is called in any position
/// @param pairs the pairs of characters with which a word may begin
/// @param behind ASCII signs of which one must follow the word's letters and digits; empty for any
/// @param orLong whether any sign may follow [#LONG] letters and digits or more
/// @param before ASCII letters of which one must precede the word if only a space is between; empty for any
public record Trigger(
        String tokenStarts,
        boolean digits,
        String anywhere,
        Pairs pairs,
        String behind,
        boolean orLong,
        String before) {

    /// Nowhere.
    public static final Trigger NONE = new Trigger("", false, "");

    /// The number of letters and digits in a long word.
    public static final int LONG = 16;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pairs ANY = (first, second) -> true;

    /// Decides which characters may follow each other.
    @FunctionalInterface
    public interface Pairs {
        /// Both are ASCII.
        boolean mayFollow(char first, char second);
    }

    public Trigger(String tokenStarts, boolean digits, String anywhere) {
        this(tokenStarts, digits, anywhere, ANY, "", false, "");
    }

    public static Trigger atDigits() {
        return new Trigger("", true, "");
    }

    public static Trigger atTokenStart(String characters) {
        return new Trigger(characters, false, "");
    }

    public static Trigger atAnyLetter() {
        return new Trigger(LETTERS, false, "");
    }

    public static Trigger anywhere(String characters) {
        return new Trigger("", false, characters);
    }

    /// The positions of both triggers. Apply restrictions afterwards.
    public Trigger and(Trigger other) {
        return new Trigger(tokenStarts + other.tokenStarts, digits || other.digits, anywhere + other.anywhere);
    }

    /// Only at words that begin with such a pair of characters.
    public Trigger beginning(Pairs with) {
        return new Trigger(tokenStarts, digits, anywhere, with, behind, orLong, before);
    }

    /// Only at words whose letters and digits are followed by one of these signs.
    public Trigger endingAt(String signs) {
        return new Trigger(tokenStarts, digits, anywhere, pairs, signs, false, before);
    }

    /// The same, and at words of [#LONG] letters and digits or more.
    public Trigger endingAtOrLong(String signs) {
        return new Trigger(tokenStarts, digits, anywhere, pairs, signs, true, before);
    }

    /// Not after a space that follows any other letter than these.
    public Trigger afterWordsIn(String letters) {
        return new Trigger(tokenStarts, digits, anywhere, pairs, behind, orLong, letters);
    }

    /// Whether the recognizer is called at words that begin with this ASCII character.
    boolean atWords(char first) {
        return tokenStarts.indexOf(first) >= 0 || (digits && Chars.isDigit(first));
    }
}
