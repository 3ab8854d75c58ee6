package io.plumbline.personaldata.document;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Splits a JSON document that arrives in pieces, cut anywhere, into its texts (names, string values, and
/// unquoted values such as numbers) and the structure between them. Knows only enough grammar to recognize names.
/// Broken JSON is split all the same; a document that does not even begin like JSON is one text.
final class JsonStringLexer implements StructureLexer {

    private static final int UNICODE_DIGITS = 4;
    private static final int MAX_NAME = 64;

    private final TextEvents events;
    private final BitSet objects = new BitSet();
    private final DocumentPath path = new DocumentPath();
    private final StringBuilder name = new StringBuilder();
    private final StringBuilder escape = new StringBuilder(2 + UNICODE_DIGITS);
    private @Nullable String called;
    private int depth;
    private boolean begun;
    private boolean nameNext;
    private boolean inName;
    private State state = State.BETWEEN;

    private enum State {
        BETWEEN,
        STRING,
        ESCAPE,
        BARE,
        NO_JSON
    }

    JsonStringLexer(TextEvents events) {
        this.events = events;
    }

    @Override
    public void take(CharSequence piece) {
        for (int i = 0; i < piece.length(); i++) {
            take(piece.charAt(i));
        }
    }

    @Override
    public void finish() {
        if (state == State.ESCAPE) {
            literalEscape();
        }
        if (state != State.BETWEEN) {
            events.textEnds();
        }
        state = State.BETWEEN;
    }

    @Override
    public String place() {
        return path.pointer();
    }

    @Override
    public void callName(String other) {
        if (inName) {
            called = other;
            path.name(other);
        }
    }

    private void take(char c) {
        switch (state) {
            case BETWEEN -> between(c);
            case STRING -> inString(c);
            case ESCAPE -> inEscape(c);
            case BARE -> {
                if (isStructure(c)) {
                    events.textEnds();
                    state = State.BETWEEN;
                    between(c);
                } else {
                    character(c, Character.toString(c));
                }
            }
            case NO_JSON -> character(c, Character.toString(c));
        }
    }

    private static boolean isStructure(char c) {
        return c == '"' || c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':';
    }

    private void between(char c) {
        if (c == '"') {
            begun = true;
            events.structure(c);
            inName = nameNext;
            if (inName) {
                name.setLength(0);
                called = null;
            }
            state = State.STRING;
            events.textStarts(inName ? "" : name, false);
        } else if (isStructure(c)) {
            begun = true;
            structure(c);
        } else if (Character.isWhitespace(c)) {
            events.structure(c);
        } else {
            state = begun ? State.BARE : State.NO_JSON;
            inName = false;
            events.textStarts(name, begun);
            character(c, Character.toString(c));
        }
    }

    private void structure(char c) {
        switch (c) {
            case '{' -> {
                objects.set(depth++);
                path.open();
            }
            case '[' -> {
                objects.clear(depth++);
                path.open();
                path.next();
            }
            case '}', ']' -> {
                depth = Math.max(0, depth - 1);
                path.close();
            }
            default -> {
                // neither opens nor closes anything
            }
        }
        if (c == '{' || c == ',') {
            nameNext = depth > 0 && objects.get(depth - 1);
            if (c == ',' && !nameNext) {
                path.next();
            }
        } else if (c == ':' || c == '[') {
            nameNext = false;
        }
        events.structure(c);
    }

    private void inString(char c) {
        if (c == '"') {
            if (inName && called == null) {
                path.name(name.toString());
            }
            events.textEnds();
            events.structure(c);
            nameNext &= !inName;
            state = State.BETWEEN;
        } else if (c == '\\') {
            escape.setLength(0);
            escape.append(c);
            state = State.ESCAPE;
        } else {
            character(c, Character.toString(c));
        }
    }

    private void character(char c, CharSequence written) {
        if (inName && name.length() < MAX_NAME) {
            name.append(c);
        }
        events.character(c, written);
    }

    private void inEscape(char c) {
        if (escape.length() > 1 && Character.digit(c, 16) < 0) {
            literalEscape();
            inString(c);
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
        state = State.STRING;
        character(meaning, escape);
    }

    /// Reads an invalid escape: its characters stand for themselves.
    private void literalEscape() {
        state = State.STRING;
        for (int i = 0; i < escape.length(); i++) {
            character(escape.charAt(i), escape.subSequence(i, i + 1));
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
