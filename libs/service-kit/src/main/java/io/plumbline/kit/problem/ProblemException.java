package io.plumbline.kit.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An error that a client is told about. Carries no stack trace: it is an answer, not a bug.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient Map<String, Object> properties = new LinkedHashMap<>();
    private final transient List<InputError> errors = new ArrayList<>();

    ProblemException(ProblemType type, String detail, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.type = type;
    }

    /// Something wrong in the request's body.
    ///
    /// @param pointer JSON Pointer (RFC 6901) into the body
    public record InputError(String pointer, String message) {}

    /// Adds an extension member to the problem.
    public ProblemException with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /// Adds a place in the request's body that is at fault.
    public ProblemException at(String pointer, String message) {
        errors.add(new InputError(pointer, message));
        return this;
    }

    /// Says that what is at fault stands further down in the request's body.
    ///
    /// @param pointer to where the pointers of the errors begin
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
