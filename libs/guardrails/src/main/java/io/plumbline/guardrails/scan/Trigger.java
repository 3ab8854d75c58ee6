package io.plumbline.guardrails.scan;

/// Where a recognizer wants to be called: at which characters a candidate may begin (or, for `@`, have its
/// middle). The fewer, the faster the pass.
///
/// @param tokenStarts ASCII letters at which it is called when they begin a word
/// @param digits whether it is called at the beginning of a word that starts with a digit of any script
/// @param anywhere ASCII characters at which it is called wherever they stand
public record Trigger(String tokenStarts, boolean digits, String anywhere) {

    /// Nowhere.
    public static final Trigger NONE = new Trigger("", false, "");

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

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

    /// This and another trigger's places.
    public Trigger and(Trigger other) {
        return new Trigger(tokenStarts + other.tokenStarts, digits || other.digits, anywhere + other.anywhere);
    }
}
