package io.plumbline.gateway.analysis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Normalises languages as callers write them: `en`, `EN`, `en-US` and `en_us` all mean English.
final class LanguageCode {

    private LanguageCode() {}

    /// @param tag a language tag (BCP 47), with `-` or `_` between its parts; null for any language
    /// @return the language's code (ISO 639) in lower case; null for null
    static @Nullable String of(@Nullable String tag) {
        if (tag == null) {
            return null;
        }
        String language = tag.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        return language.isEmpty() ? null : language;
    }
}
