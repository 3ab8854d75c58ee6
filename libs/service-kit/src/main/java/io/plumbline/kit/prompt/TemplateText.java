package io.plumbline.kit.prompt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A text with placeholders `{{name}}`, parsed once. The language has no expressions, includes or code. Spaces
/// around the name are allowed; `\{{` escapes the braces. Two opening braces that start no placeholder are
/// refused because a misspelt placeholder would otherwise reach the model as text. Immutable.
final class TemplateText {

    private static final String OPEN = "{{";
    private static final char ESCAPE = '\\';
    /// Possessive, so hostile text is matched in linear time.
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{ *+([A-Za-z_][A-Za-z0-9_]{0,63}+) *+}}");

    private final List<Piece> pieces;

    private TemplateText(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    private record Piece(String text, boolean variable) {}

    /// Returns the parsed text; null if braces in it start no placeholder.
    static @Nullable TemplateText parse(String text) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        int at = 0;
        while (true) {
            int open = text.indexOf(OPEN, at);
            if (open < 0) {
                break;
            }
            if (open > at && text.charAt(open - 1) == ESCAPE) {
                literal.append(text, at, open - 1).append(OPEN);
                at = open + OPEN.length();
            } else if (placeholder.region(open, text.length()).lookingAt()) {
                literal.append(text, at, open);
                pieces.add(new Piece(literal.toString(), false));
                literal.setLength(0);
                pieces.add(new Piece(placeholder.group(1), true));
                at = placeholder.end();
            } else {
                return null;
            }
        }
        pieces.add(new Piece(literal.append(text, at, text.length()).toString(), false));
        return new TemplateText(pieces);
    }

    /// Returns the variable names in order of appearance.
    Set<String> variables() {
        Set<String> names = new LinkedHashSet<>();
        for (Piece piece : pieces) {
            if (piece.variable()) {
                names.add(piece.text());
            }
        }
        return names;
    }

    /// Returns the length of the [#render] result, so a small template cannot exhaust memory.
    long length(Map<String, String> values) {
        long length = 0;
        for (Piece piece : pieces) {
            length += textOf(piece, values).length();
        }
        return length;
    }

    /// Renders the text. Values are inserted verbatim and never parsed as templates.
    ///
    /// @param values contains each of [#variables]
    String render(Map<String, String> values) {
        StringBuilder rendered = new StringBuilder();
        for (Piece piece : pieces) {
            rendered.append(textOf(piece, values));
        }
        return rendered.toString();
    }

    private static String textOf(Piece piece, Map<String, String> values) {
        if (!piece.variable()) {
            return piece.text();
        }
        String value = values.get(piece.text());
        if (value == null) {
            throw new IllegalArgumentException("no value for " + piece.text());
        }
        return value;
    }
}
