package io.plumbline.console.evaluation;

import org.jspecify.annotations.Nullable;

/// The plain-language conclusion at the top of a page.
///
/// @param style colour class: `good`, `bad`, `warn`, or empty
/// @param detail the basis of the conclusion; null for none
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
