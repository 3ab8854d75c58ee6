package io.plumbline.kit.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/// A kind of error, one enum constant each. Its slug is its name in kebab case, and `docs/problems/<slug>.md`
/// explains it.
public interface ProblemType {

    /// The constant's name; enums have it.
    String name();

    HttpStatus status();

    /// A short sentence that is the same for every occurrence.
    String title();

    /// Whether it denies access to a caller, so that the audit log counts it. Not for a type whose every
    /// occurrence has an event of its own.
    default boolean isDenial() {
        return status() == HttpStatus.UNAUTHORIZED || status() == HttpStatus.FORBIDDEN;
    }

    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// This problem, with what happened and what to do about it. The detail must hold nothing secret and no
    /// prompt text.
    default ProblemException because(String detail) {
        return new ProblemException(this, detail, null);
    }

    /// This problem, with what it came from: for the log, never for the client.
    default ProblemException because(String detail, Throwable cause) {
        return new ProblemException(this, detail, cause);
    }
}
