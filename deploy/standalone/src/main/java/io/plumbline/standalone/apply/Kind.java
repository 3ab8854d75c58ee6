package io.plumbline.standalone.apply;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What can be kept in a file. Each has a service that makes or replaces it by `PUT`, and says by `POST
/// .../diff` what that would change.
enum Kind {
    POLICY("/api/v1/policies/");

    private final String path;

    Kind(String path) {
        this.path = path;
    }

    /// The word in files, such as `policy`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String path(String name) {
        return path + name;
    }

    static Optional<Kind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
    }
}
