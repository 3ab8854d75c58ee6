package io.plumbline.guardrails.scan;

/// Where a recognizer wants to be called: at which characters a candidate may begin (or, for `@`, have its
/// middle). The fewer, the faster the pass. What narrows the beginnings of words is for words that begin with an
/// ASCII letter or digit, and where the scanner cannot tell, the recognizer is called.
///
/// @param tokenStarts ASCII letters at which it is called when they begin a word
/// @param digits whether it is called at the beginning of a word that starts with a digit of any script
/// @param anywhere ASCII characters at which it is called wherever they stand
/// @param pairs which two characters a word may begin with
/// @param behind ASCII signs of which one must stand behind the word's letters and digits; empty for any
/// @param orLong whether any sign may stand behind [#LONG] letters and digits or more
/// @param before ASCII letters of which one must stand before the word where there is but a space between;
///     empty for any
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

    /// How many letters and digits make a long word.
    public static final int LONG = 16;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pairs ANY = (first, second) -> true;

    /// Tells which characters may follow each other.
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

    /// This and another trigger's places. Narrow them afterwards.
    public Trigger and(Trigger other) {
        return new Trigger(tokenStarts + other.tokenStarts, digits || other.digits, anywhere + other.anywhere);
    }

    /// Only at words that begin with such two characters.
    public Trigger beginning(Pairs with) {
        return new Trigger(tokenStarts, digits, anywhere, with, behind, orLong, before);
    }

    /// Only at words behind whose letters and digits one of these signs stands.
    public Trigger endingAt(String signs) {
        return new Trigger(tokenStarts, digits, anywhere, pairs, signs, false, before);
    }

    /// The same, and at words of [#LONG] letters and digits or more.
    public Trigger endingAtOrLong(String signs) {
        return new Trigger(tokenStarts, digits, anywhere, pairs, signs, true, before);
    }

    /// Not behind a space with a letter before it that is none of these.
    public Trigger afterWordsIn(String letters) {
        return new Trigger(tokenStarts, digits, anywhere, pairs, behind, orLong, letters);
    }

    /// Whether it wants to be called at words that begin with this ASCII character.
    boolean atWords(char first) {
        return tokenStarts.indexOf(first) >= 0 || (digits && Chars.isDigit(first));
    }
}
