package io.plumbline.guardrails.redact;

/// The text of a JSON document.
public final class JsonStrings {

    private JsonStrings() {}

    /// All names and values with their escapes resolved, joined by line breaks, for detectors that look at whole
    /// texts.
    public static String joined(String json) {
        StringBuilder joined = new StringBuilder(json.length());
        JsonStringLexer lexer = new JsonStringLexer(new JsonStringLexer.Events() {
            @Override
            public void structure(char c) {
                // only what is said, not how it is arranged
            }

            @Override
            public void textStarts(CharSequence name, boolean bare) {
                if (!joined.isEmpty()) {
                    joined.append('\n');
                }
            }

            @Override
            public void character(char c, CharSequence written) {
                joined.append(c);
            }

            @Override
            public void textEnds() {
                // the next one begins with the separator
            }
        });
        lexer.take(json);
        lexer.finish();
        return joined.toString();
    }
}
