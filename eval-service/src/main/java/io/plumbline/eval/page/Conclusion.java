package io.plumbline.eval.page;

import org.jspecify.annotations.Nullable;

/// What a page says in plain words, at its top.
///
/// @param style class of its colour: `good`, `bad`, `warn`, or empty
/// @param detail what it rests on; null for nothing
public record Conclusion(
        String style, String sentence, @Nullable String detail) {

    public static Conclusion good(String sentence, @Nullable String detail) {
        return new Conclusion("good", sentence, detail);
    }

    public static Conclusion bad(String sentence, @Nullable String detail) {
        return new Conclusion("bad", sentence, detail);
    }

    public static Conclusion warn(String sentence, @Nullable String detail) {
        return new Conclusion("warn", sentence, detail);
    }

    public static Conclusion plain(String sentence, @Nullable String detail) {
        return new Conclusion("", sentence, detail);
    }
}
