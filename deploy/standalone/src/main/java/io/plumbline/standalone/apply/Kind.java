package io.plumbline.standalone.apply;

import io.plumbline.standalone.layout.Service;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What can be kept in a file. Each has a service that makes or replaces it by `PUT`, and says by `POST
/// .../diff` what that would change.
enum Kind {
    POLICY(Service.GOVERNANCE, "/api/v1/policies/"),
    RUBRIC(Service.EVAL, "/api/v1/rubrics/"),
    JUDGE(Service.EVAL, "/api/v1/judges/"),
    SUITE(Service.EVAL, "/api/v1/suites/");

    private final Service service;
    private final String path;

    Kind(Service service, String path) {
        this.service = service;
        this.path = path;
    }

    /// Whose thing it is.
    Service service() {
        return service;
    }

    /// The word in files, such as `policy`.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String path(String name) {
        return path + name;
    }

    static Optional<Kind> of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equalsIgnoreCase(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
    }
}
