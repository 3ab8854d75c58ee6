package io.plumbline.guardrails.output;

/// Control sequences (ECMA-48), which colour, hide and overwrite a terminal's display, and may send replies to
/// it.
final class TerminalPayloads {

    private static final char ESCAPE = 0x1B;
    private static final char CSI = 0x9B;
    private static final char OSC = 0x9D;

    private TerminalPayloads() {}

    /// Reads a character beyond ASCII, or an escape.
    static void at(Snippet snippet, int at, char c) {
        if (c == CSI || c == OSC) {
            snippet.found(Threat.TERMINAL_ESCAPE, at, sequenceEnd(snippet, at + 1), 0.8, "a control sequence");
        } else if (c == ESCAPE) {
            boolean commands = snippet.at(at + 1) == ']' || snippet.at(at + 1) == 'P';
            snippet.found(
                    Threat.TERMINAL_ESCAPE,
                    at,
                    sequenceEnd(snippet, at + 2),
                    commands ? 0.9 : 0.75,
                    commands ? "a command to the terminal" : "a control sequence");
        }
    }

    private static int sequenceEnd(Snippet snippet, int from) {
        int i = from;
        while (i < snippet.length() && i - from < 32) {
            char c = snippet.at(i++);
            if (c >= '@' && c <= '~') {
                return i;
            }
        }
        return i;
    }
}
