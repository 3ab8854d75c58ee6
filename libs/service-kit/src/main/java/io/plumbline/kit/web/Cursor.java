package io.plumbline.kit.web;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// A position in a list: the sort key of the last item. Clients send it back, so its parts are untrusted and are
/// used only as query parameters.
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

    /// @throws ProblemException 400 if it is not a cursor of this class with the given number of parts
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
