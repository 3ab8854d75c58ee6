package io.plumbline.kit.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Locates errors in a JSON or YAML body without quoting its content.
final class JsonProblems {

    private JsonProblems() {}

    static ProblemException of(HttpMessageNotReadableException unreadable) {
        Throwable cause = unreadable.getCause();
        while (cause != null) {
            if (cause instanceof ProblemException problem) {
                return problem;
            }
            if (cause instanceof JacksonException json && !(json.getCause() instanceof ProblemException)) {
                return of(json);
            }
            cause = cause.getCause();
        }
        return RequestProblem.INVALID_REQUEST.because("The body is missing or cannot be read.");
    }

    private static ProblemException of(JacksonException exception) {
        if (exception instanceof StreamReadException && !(exception instanceof InputCoercionException)) {
            return RequestProblem.INVALID_REQUEST.because(faultOf(exception) + ": line "
                    + exception.getLocation().getLineNr() + ", column "
                    + exception.getLocation().getColumnNr() + ".");
        }
        String message = switch (exception) {
            case InputCoercionException _ -> "is out of the range of its type";
            case UnrecognizedPropertyException _ -> "is not a field of this request";
            case InvalidFormatException format
            when format.getTargetType() != null && format.getTargetType().isEnum() ->
                "must be one of " + namesOf(format.getTargetType().getEnumConstants());
            case InvalidFormatException format
            when format.getTargetType() == String.class ->
                "contains a NUL character or an unpaired surrogate, which cannot be stored";
            case MismatchedInputException mismatch
            when mismatch.getTargetType() != null -> "must be a " + nameOf(mismatch.getTargetType());
            default -> "is not valid";
        };
        return RequestProblem.INVALID_REQUEST
                .because("The request is invalid. errors lists each field.")
                .at(pointerOf(exception.getPath()), message);
    }

    private static String faultOf(JacksonException exception) {
        if (String.valueOf(exception.getOriginalMessage()).startsWith("Duplicate")) {
            return "The body names a member twice";
        }
        return exception.processor() instanceof YAMLParser
                ? "The body is not well-formed YAML"
                : "The body is not well-formed JSON";
    }

    private static List<String> namesOf(Object[] constants) {
        return Arrays.stream(constants).map(each -> onTheWire((Enum<?>) each)).toList();
    }

    private static String onTheWire(Enum<?> constant) {
        try {
            JsonProperty name =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return name == null ? constant.toString() : name.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("every constant is a field of its enum", e);
        }
    }

    private static String nameOf(Class<?> type) {
        if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
            return "number";
        }
        if (type.isArray() || Iterable.class.isAssignableFrom(type)) {
            return "list";
        }
        return switch (type.getSimpleName()) {
            case "String" -> "string";
            case "Boolean", "boolean" -> "boolean";
            case "Instant" -> "time in ISO 8601, such as 2026-01-31T12:00:00Z";
            case "UUID" -> "UUID";
            default -> "JSON object";
        };
    }

    private static String pointerOf(List<JacksonException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JacksonException.Reference reference : path) {
            String name = reference.getPropertyName();
            pointer.append('/');
            if (name == null) {
                pointer.append(reference.getIndex());
            } else {
                pointer.append(name.replace("~", "~0").replace("/", "~1"), 0, Math.min(name.length(), 100));
            }
        }
        return pointer.toString();
    }
}
