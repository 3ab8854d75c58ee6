package io.plumbline.kit.security;

import java.util.List;

/// Path patterns that need no credential. A service adds its own as a bean.
public record PublicPaths(List<String> patterns) {

    public static PublicPaths of(String... patterns) {
        return new PublicPaths(List.of(patterns));
    }
}
