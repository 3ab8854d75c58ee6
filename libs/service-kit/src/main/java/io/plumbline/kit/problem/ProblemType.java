package io.plumbline.kit.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/// A type of error, one enum constant each. The slug is the name in kebab case, documented in
/// `docs/problems/<slug>.md`.
public interface ProblemType {

    /// The name of the enum constant.
    String name();

    HttpStatus status();

    /// A short sentence, the same for every occurrence.
    String title();

    /// Whether this problem denies access, so that the audit log counts it. False for a type that already writes
    /// its own event for every occurrence.
    default boolean isDenial() {
        return status() == HttpStatus.UNAUTHORIZED || status() == HttpStatus.FORBIDDEN;
    }

    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Creates a problem with its cause and remedy. The detail must not contain secrets or prompt text.
    default ProblemException because(String detail) {
        return new ProblemException(this, detail, null);
    }

    /// Creates a problem with the underlying exception, for the log only.
    default ProblemException because(String detail, Throwable cause) {
        return new ProblemException(this, detail, cause);
    }
}
