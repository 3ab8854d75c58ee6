package io.plumbline.governance.key;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What a key may be given beyond its role. Another word is refused: whoever writes it believes that it does
/// something.
enum KeyScope {
    /// To call a provider's models by their own names, past the routes.
    DIRECT_MODELS;

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    static boolean isKnown(String code) {
        return Arrays.stream(values()).anyMatch(scope -> scope.code.equals(code));
    }

    static String all() {
        return Arrays.stream(values()).map(scope -> scope.code).collect(Collectors.joining(", "));
    }
}
