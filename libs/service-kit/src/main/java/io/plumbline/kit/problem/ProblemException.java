package io.plumbline.kit.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An error returned to the client. It has no stack trace because it is a response, not a bug.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient Map<String, Object> properties = new LinkedHashMap<>();
    private final transient List<InputError> errors = new ArrayList<>();

    ProblemException(ProblemType type, String detail, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.type = type;
    }

    /// An error in the request body.
    ///
    /// @param pointer JSON Pointer (RFC 6901) into the body
    public record InputError(String pointer, String message) {}

    /// Adds an extension member to the problem.
    public ProblemException with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /// Adds the position of an error in the request body.
    public ProblemException at(String pointer, String message) {
        errors.add(new InputError(pointer, message));
        return this;
    }

    /// Prefixes the positions of all errors in the request body.
    ///
    /// @param pointer the prefix
    public ProblemException under(String pointer) {
        errors.replaceAll(error -> new InputError(pointer + error.pointer(), error.message()));
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public Map<String, Object> properties() {
        return properties;
    }

    public List<InputError> errors() {
        return errors;
    }
}
