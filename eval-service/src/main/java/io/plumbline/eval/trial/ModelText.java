package io.plumbline.eval.trial;

/// Texts of models as the database stores them.
public final class ModelText {

    private static final int MAX_TEXT = 20_000;

    private ModelText() {}

    /// Shortens a text. Postgres cannot store a NUL, and nothing encodes half a surrogate pair.
    public static String of(String text) {
        String cut = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
        StringBuilder storable = new StringBuilder(cut.length());
        cut.codePoints()
                .map(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? '\uFFFD' : c)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }
}
