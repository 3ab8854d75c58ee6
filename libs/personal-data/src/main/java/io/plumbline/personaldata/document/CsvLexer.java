package io.plumbline.personaldata.document;

import java.util.ArrayList;
import java.util.List;

/// Splits CSV (RFC 4180) into cells. The cells of the first line name the columns and are texts as well. A quote
/// within an unquoted cell is an ordinary character; a line may have more or fewer cells than the first.
///
/// Places are those of an array of objects, one for each line after the first: `/0/email`.
final class CsvLexer implements StructureLexer {

    private static final int MAX_NAME = 64;
    private static final int MAX_COLUMNS = 1000;

    private final char delimiter;
    private final TextEvents events;
    private final List<String> names = new ArrayList<>();
    private final StringBuilder name = new StringBuilder();
    private State state = State.BEFORE;
    private int row = -1;
    private int column;
    private boolean lineBegun;

    private enum State {
        /// A cell may begin.
        BEFORE,
        BARE,
        QUOTED,
        /// A quote was read that ends the cell, or is the first of two.
        QUOTE
    }

    CsvLexer(char delimiter, TextEvents events) {
        this.delimiter = delimiter;
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
        if (state != State.BEFORE) {
            endText();
        }
        if (state == State.QUOTE) {
            events.structure('"');
        }
        state = State.BEFORE;
    }

    @Override
    public String place() {
        String member =
                (row < 0 ? name.toString() : columnName()).replace("~", "~0").replace("/", "~1");
        return row < 0 ? "/" + member : "/" + row + "/" + member;
    }

    @Override
    public void callName(String other) {
        if (row < 0) {
            name.setLength(0);
            name.append(other);
        }
    }

    private void take(char c) {
        switch (state) {
            case BEFORE -> before(c);
            case BARE -> {
                if (c == delimiter || c == '\r' || c == '\n') {
                    endText();
                    state = State.BEFORE;
                    before(c);
                } else {
                    character(c, Character.toString(c));
                }
            }
            case QUOTED -> {
                if (c == '"') {
                    state = State.QUOTE;
                } else {
                    character(c, Character.toString(c));
                }
            }
            case QUOTE -> {
                if (c == '"') {
                    character(c, "\"\"");
                    state = State.QUOTED;
                } else {
                    endText();
                    events.structure('"');
                    state = State.BEFORE;
                    before(c);
                }
            }
        }
    }

    private void before(char c) {
        if (c == delimiter) {
            events.structure(c);
            lineBegun = true;
            column++;
        } else if (c == '\r' || c == '\n') {
            events.structure(c);
            if (lineBegun) {
                row++;
            }
            lineBegun = false;
            column = 0;
        } else {
            lineBegun = true;
            name.setLength(0);
            if (c == '"') {
                events.structure(c);
                state = State.QUOTED;
                events.textStarts(context(), false);
            } else {
                state = State.BARE;
                events.textStarts(context(), true);
                character(c, Character.toString(c));
            }
        }
    }

    private String context() {
        return row < 0 ? "" : columnName();
    }

    private String columnName() {
        return column < names.size() ? names.get(column) : Integer.toString(column);
    }

    private void character(char c, CharSequence written) {
        if (row < 0 && name.length() < MAX_NAME) {
            name.append(c);
        }
        events.character(c, written);
    }

    private void endText() {
        events.textEnds();
        if (row < 0 && column < MAX_COLUMNS) {
            while (names.size() < column) {
                names.add(Integer.toString(names.size()));
            }
            names.add(name.toString());
        }
    }
}
