package io.plumbline.gateway.price;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What a model costs from a day on, in US dollars per million tokens.
///
/// @param model its name, or with a `*` at the end the beginning of its name
/// @param cachedInputUsd input that the provider had cached; null when that costs the same
record ModelPrice(
        String model,
        LocalDate from,
        BigDecimal inputUsd,
        @Nullable BigDecimal cachedInputUsd,
        BigDecimal outputUsd) {

    private static final char ANY_END = '*';

    boolean matches(String name) {
        return model.charAt(model.length() - 1) == ANY_END
                ? name.startsWith(model.substring(0, model.length() - 1))
                : name.equals(model);
    }

    /// The longer, the more it means this very model.
    int precision() {
        return model.charAt(model.length() - 1) == ANY_END ? model.length() - 1 : model.length() + 1_000;
    }
}
