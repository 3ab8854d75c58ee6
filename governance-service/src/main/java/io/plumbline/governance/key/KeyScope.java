package io.plumbline.governance.key;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The scopes of a key beyond its role. Unknown scopes are refused because their authors expect an effect.
enum KeyScope {
    /// Permits calling a provider's models by their own names, outside routes.
    DIRECT_MODELS;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    static boolean isKnown(String code) {
        return Arrays.stream(values()).anyMatch(scope -> scope.code.equals(code));
    }

    static String all() {
        return Arrays.stream(values()).map(scope -> scope.code).collect(Collectors.joining(", "));
    }
}
