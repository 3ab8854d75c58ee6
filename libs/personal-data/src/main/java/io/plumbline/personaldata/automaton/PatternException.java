package io.plumbline.personaldata.automaton;

/// A pattern that is not in the language of [PatternParser], or too large to match in bounded space. The message
/// names the error and its position; it quotes the pattern, never a text.
public sealed class PatternException extends IllegalArgumentException permits Automaton.TooLargeException {

    private static final long serialVersionUID = 1L;

    public PatternException(String message) {
        super(message);
    }
}
