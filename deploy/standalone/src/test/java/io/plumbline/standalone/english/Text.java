package io.plumbline.standalone.english;

import java.util.Locale;
import java.util.regex.Pattern;

/// The prose of a file in lower case, at the offsets that it has there: everything else is blanked out.
record Text(String prose) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern CODE = Pattern.compile("`[^`]*+`");
    private static final Pattern LINK_TARGET = Pattern.compile("\\]\\([^)\n]*+\\)");
    private static final Pattern EXPRESSION = Pattern.compile("(?s)[$@#~]\\{[^}]*+\\}|(?<=[ \"])th:[a-z-]+=");
    private static final Pattern NOT_PROSE = Pattern.compile("(?m)^(?!\\s*\"(?:description|summary|title)\"\\s*:).*$");
    private static final Pattern VISIBLE = Pattern.compile("[^\n]");

    static Text ofMarkdown(String source) {
        return without(source, FENCED, COMMENT, CODE, LINK_TARGET);
    }

    static Text ofHtml(String source) {
        return without(source, COMMENT, EXPRESSION);
    }

    /// @param source one member a line, as the descriptions are written
    static Text ofOpenApi(String source) {
        return without(source, NOT_PROSE, CODE);
    }

    private static Text without(String source, Pattern... exempt) {
        String prose = source;
        for (Pattern pattern : exempt) {
            prose = pattern.matcher(prose)
                    .replaceAll(match -> VISIBLE.matcher(match.group()).replaceAll(" "));
        }
        return new Text(prose.toLowerCase(Locale.ROOT));
    }

    int lineAt(int offset) {
        return 1
                + (int) prose.substring(0, offset)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
