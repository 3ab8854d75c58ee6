package io.plumbline.guardrails.automaton;

/// A pattern that is not in the language of [PatternParser], or too large to be matched in bounded space. The
/// message says what is wrong and where; it quotes the pattern, never a text.
public sealed class PatternException extends IllegalArgumentException permits Automaton.TooLargeException {

    private static final long serialVersionUID = 1L;

    public PatternException(String message) {
        super(message);
    }
}
