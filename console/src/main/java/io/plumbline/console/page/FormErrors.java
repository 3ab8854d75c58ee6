package io.plumbline.console.page;

import io.plumbline.console.api.ApiProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The errors of a submitted form: at fields, and of the whole. Every template has it as `errors`; the fragment of a
/// form field shows the error of its name.
///
/// @param message of the whole; null for none
/// @param approvalId the approval that is needed first, if any
public record FormErrors(
        @Nullable String message,
        @Nullable String detail,
        Map<String, String> fields,
        @Nullable String approvalId) {

    /// A form without errors.
    public static final FormErrors NONE = new FormErrors(null, null, Map.of(), null);

    /// What the services' API says of invalid fields. A form shows them itself.
    private static final String LISTED = "The request is invalid. errors lists each field.";

    /// A member of an object, which a form may show as a field of its own: `/settings/seed`.
    private static final Pattern MEMBER = Pattern.compile("/[A-Za-z]+/([A-Za-z]+)");

    /// Converts a service's refusal. `/grants/0/role` belongs to the field `grants.0.role`; it is also shown at the
    /// fields of `grants.0` and `grants`. An error at a member of an object is also shown at the field of its name.
    public static FormErrors of(ApiProblem problem) {
        Map<String, String> fields = new LinkedHashMap<>();
        List<String> whole = new ArrayList<>();
        for (ApiProblem.FieldError error : problem.errors()) {
            String field = error.pointer().replaceFirst("^/", "").replace('/', '.');
            if (field.isEmpty()) {
                whole.add(error.message());
            } else {
                fields.putIfAbsent(field, error.message());
                for (int end = field.lastIndexOf('.'); end > 0; end = field.lastIndexOf('.', end - 1)) {
                    fields.putIfAbsent(field.substring(0, end), error.message());
                }
            }
        }
        for (ApiProblem.FieldError error : problem.errors()) {
            Matcher member = MEMBER.matcher(error.pointer());
            if (member.matches()) {
                fields.putIfAbsent(member.group(1), error.message());
            }
        }
        String detail =
                whole.isEmpty() ? problem.detail().replace(LISTED, "See the fields below.") : String.join(" ", whole);
        return new FormErrors(problem.title(), detail, fields, problem.approvalId());
    }

    /// Returns an error at one field, found before the service was called.
    public static FormErrors at(String field, String message) {
        return new FormErrors("Check the form", "", Map.of(field, message), null);
    }

    /// Returns the error of a field; null for none.
    public @Nullable String of(String field) {
        return fields.get(field);
    }

    /// Returns the error of a field whose lines are the elements of a list, with the number of the element.
    public @Nullable String ofLines(String field) {
        String prefix = field + ".";
        return fields.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()).replaceFirst("\\..*", ""))
                .filter(index -> index.matches("[0-9]{1,3}"))
                .findFirst()
                .map(index -> "(entry %d) %s".formatted(Integer.parseInt(index) + 1, fields.get(prefix + index)))
                .orElse(of(field));
    }
}
