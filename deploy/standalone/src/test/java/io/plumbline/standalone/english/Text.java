package io.plumbline.standalone.english;

import java.util.Locale;
import java.util.regex.Pattern;

/// The prose of a file in lower case, at its original offsets: everything else is blanked out.
record Text(String prose) {

    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern CODE = Pattern.compile("`[^`]*+`");
    private static final Pattern LINK_TARGET = Pattern.compile("\\]\\([^)\n]*+\\)");
    private static final Pattern EXPRESSION = Pattern.compile("[$@#~*]\\{[^}]*+\\}");
    private static final Pattern DESCRIPTION =
            Pattern.compile("(?<=\"(?:description|summary|title)\"\\s{0,1}:\\s{0,1}\")(?:[^\"\\\\\n]|\\\\.)*+");
    private static final Pattern VISIBLE = Pattern.compile("[^\n]");

    static Text ofMarkdown(String source) {
        return without(source, FENCED, COMMENT, CODE, LINK_TARGET);
    }

    static Text ofHtml(String source) {
        return without(source, COMMENT, EXPRESSION);
    }

    /// The descriptions, summaries and titles of an OpenAPI document or a JSON Schema.
    static Text ofJson(String source) {
        StringBuilder prose = new StringBuilder(blank(source));
        DESCRIPTION
                .matcher(source)
                .results()
                .forEach(found -> prose.replace(found.start(), found.end(), found.group()));
        return without(prose.toString(), CODE);
    }

    private static Text without(String source, Pattern... exempt) {
        String prose = source;
        for (Pattern pattern : exempt) {
            prose = pattern.matcher(prose).replaceAll(match -> blank(match.group()));
        }
        return new Text(prose.toLowerCase(Locale.ROOT));
    }

    private static String blank(String text) {
        return VISIBLE.matcher(text).replaceAll(" ");
    }

    int lineAt(int offset) {
        return 1
                + (int) prose.substring(0, offset)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
    }
}
