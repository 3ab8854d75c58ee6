package io.plumbline.kit.web;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// A place in a list: the sort key of the last item seen. It comes back from outside, so its parts are input
/// like any other and go into queries as parameters only.
public record Cursor(List<String> parts) {

    private static final String SEPARATOR = "\u001f";

    public static Cursor of(Object... parts) {
        return new Cursor(Arrays.stream(parts).map(Object::toString).toList());
    }

    public String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8));
    }

    /// @throws ProblemException 400 when it is not a cursor with that many parts, as this class encodes them
    static Cursor decode(String encoded, int parts) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            List<String> found = List.of(text.split(SEPARATOR, -1));
            if (found.size() == parts
                    && text.indexOf('\0') < 0
                    && new Cursor(found).encoded().equals(encoded)) {
                return new Cursor(found);
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    public String text(int part) {
        return parts.get(part);
    }

    public int integer(int part) {
        try {
            return Integer.parseInt(parts.get(part));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    public UUID uuid(int part) {
        try {
            return UUID.fromString(parts.get(part));
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static ProblemException invalid() {
        return RequestProblem.INVALID_REQUEST.because("The cursor does not belong to this list. Start without one.");
    }
}
