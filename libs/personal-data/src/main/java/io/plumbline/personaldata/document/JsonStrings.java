package io.plumbline.personaldata.document;

import java.util.function.UnaryOperator;

/// The text of a JSON document.
public final class JsonStrings {

    private JsonStrings() {}

    /// All names and values with their escapes resolved, joined by line breaks, for detectors of whole texts.
    public static String joined(String json) {
        StringBuilder joined = new StringBuilder(json.length());
        JsonStringLexer lexer = new JsonStringLexer(new TextEvents() {
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

    /// The document with each name and value changed; unchanged ones keep their written form. An unquoted value,
    /// such as a number, is quoted if it changes. Text that is not JSON is one value.
    public static String map(String json, UnaryOperator<String> change) {
        StringBuilder out = new StringBuilder(json.length());
        JsonStringLexer lexer = new JsonStringLexer(new Mapping(change, out));
        lexer.take(json);
        lexer.finish();
        return out.toString();
    }

    /// Collects one text at a time, both decoded and as written.
    private static final class Mapping implements TextEvents {
        private final UnaryOperator<String> change;
        private final StringBuilder out;
        private final StringBuilder value = new StringBuilder();
        private final StringBuilder spelling = new StringBuilder();
        private boolean json;
        private boolean bare;

        private Mapping(UnaryOperator<String> change, StringBuilder out) {
            this.change = change;
            this.out = out;
        }

        @Override
        public void structure(char c) {
            json |= !Character.isWhitespace(c);
            out.append(c);
        }

        @Override
        public void textStarts(CharSequence name, boolean unquoted) {
            bare = unquoted;
            value.setLength(0);
            spelling.setLength(0);
        }

        @Override
        public void character(char c, CharSequence written) {
            value.append(c);
            spelling.append(written);
        }

        @Override
        public void textEnds() {
            String before = value.toString();
            String after = change.apply(before);
            if (after.equals(before)) {
                out.append(spelling);
            } else if (!json) {
                out.append(after);
            } else {
                out.append(bare ? "\"" : "");
                JsonText.escape(after, out);
                out.append(bare ? "\"" : "");
            }
        }
    }
}
