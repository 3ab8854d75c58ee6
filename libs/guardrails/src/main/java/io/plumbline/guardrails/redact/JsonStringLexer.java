package io.plumbline.guardrails.redact;

import java.util.BitSet;

/// Takes a JSON document in pieces, cut anywhere, apart into string values and all the rest. Knows as much
/// grammar as that needs: which strings are names. A document that is not valid JSON passes through; what
/// stands between quotes is looked at all the same.
final class JsonStringLexer {

    private static final int UNICODE_DIGITS = 4;
    private static final int MAX_NAME = 64;

    private final Events events;
    private final BitSet objects = new BitSet();
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder escape = new StringBuilder(2 + UNICODE_DIGITS);
    private int depth;
    private boolean nameNext;
    private State state = State.BETWEEN;

    /// What the lexer sees.
    interface Events {
        /// A character outside of string values: structure, numbers, names, quotes.
        void structure(char c);

        /// A string value begins, after this name.
        void valueStarts(CharSequence name);

        /// A character of the value, and how it is written.
        void character(char c, CharSequence written);

        void valueEnds();
    }

    private enum State {
        BETWEEN,
        NAME,
        NAME_ESCAPE,
        VALUE,
        VALUE_ESCAPE
    }

    JsonStringLexer(Events events) {
        this.events = events;
    }

    void take(CharSequence piece) {
        for (int i = 0; i < piece.length(); i++) {
            take(piece.charAt(i));
        }
    }

    /// The document has ended; a string that was left open ends with it.
    void finish() {
        if (state == State.VALUE_ESCAPE) {
            literalEscape();
        }
        if (state == State.VALUE) {
            events.valueEnds();
        }
        state = State.BETWEEN;
    }

    private void take(char c) {
        switch (state) {
            case BETWEEN -> between(c);
            case NAME -> inName(c);
            case NAME_ESCAPE -> {
                events.structure(c);
                state = State.NAME;
            }
            case VALUE -> inValue(c);
            case VALUE_ESCAPE -> inEscape(c);
        }
    }

    private void between(char c) {
        if (c == '"') {
            events.structure(c);
            if (nameNext) {
                name.setLength(0);
                state = State.NAME;
            } else {
                state = State.VALUE;
                events.valueStarts(name);
            }
            return;
        }
        switch (c) {
            case '{' -> objects.set(depth++);
            case '[' -> objects.clear(depth++);
            case '}', ']' -> depth = Math.max(0, depth - 1);
            default -> {
                // neither opens nor closes anything
            }
        }
        if (c == '{' || c == ',') {
            nameNext = depth > 0 && objects.get(depth - 1);
        } else if (c == ':' || c == '[') {
            nameNext = false;
        }
        events.structure(c);
    }

    private void inName(char c) {
        events.structure(c);
        if (c == '"') {
            nameNext = false;
            state = State.BETWEEN;
        } else if (c == '\\') {
            state = State.NAME_ESCAPE;
        } else if (name.length() < MAX_NAME) {
            name.append(c);
        }
    }

    private void inValue(char c) {
        if (c == '"') {
            events.valueEnds();
            events.structure(c);
            state = State.BETWEEN;
        } else if (c == '\\') {
            escape.setLength(0);
            escape.append(c);
            state = State.VALUE_ESCAPE;
        } else {
            events.character(c, Character.toString(c));
        }
    }

    private void inEscape(char c) {
        if (escape.length() > 1 && Character.digit(c, 16) < 0) {
            literalEscape();
            inValue(c);
            return;
        }
        escape.append(c);
        if (c == 'u' && escape.length() == 2) {
            return;
        }
        if (escape.length() == 2) {
            emitEscape(meaning(c));
        } else if (escape.length() == 2 + UNICODE_DIGITS) {
            emitEscape((char) Integer.parseInt(escape, 2, escape.length(), 16));
        }
    }

    private void emitEscape(char meaning) {
        state = State.VALUE;
        events.character(meaning, escape);
    }

    /// An escape that is none: its characters mean themselves.
    private void literalEscape() {
        state = State.VALUE;
        for (int i = 0; i < escape.length(); i++) {
            events.character(escape.charAt(i), escape.subSequence(i, i + 1));
        }
    }

    private static char meaning(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> c;
        };
    }
}
