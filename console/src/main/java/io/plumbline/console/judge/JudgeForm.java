package io.plumbline.console.judge;

import io.plumbline.console.judge.JudgeClient.Judge;
import io.plumbline.console.page.FormErrors;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form that creates or changes a judge.
///
/// @param rubric `NAME@VERSION`
/// @param model `registry:NAME@VERSION`, or the name of a route
/// @param etag of the judge when the form was opened; empty for a new one
record JudgeForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String rubric,
        @Nullable String model,
        @Nullable String samples,
        @Nullable String temperature,
        @Nullable String seed,
        @Nullable String etag) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final String WHOLE = "\\d{0,9}";

    static JudgeForm of(Judge judge, @Nullable String etag) {
        return new JudgeForm(
                judge.name(),
                judge.team(),
                judge.rubric(),
                judge.model(),
                text(judge.samples()),
                text(judge.temperature()),
                text(judge.seed()),
                etag);
    }

    /// Returns the first error; null for none.
    @Nullable
    FormErrors errors() {
        if (!NAME.matcher(given(name)).matches()) {
            return FormErrors.at("name", "must be 1 to 63 lowercase letters, digits, dots, hyphens or underscores");
        }
        if (!given(samples).matches(WHOLE)) {
            return FormErrors.at("samples", "must be a whole number");
        }
        if (!given(temperature).matches("(\\d(\\.\\d{1,6})?)?")) {
            return FormErrors.at("temperature", "must be a number such as 0.2");
        }
        return given(seed).matches(WHOLE) ? null : FormErrors.at("seed", "must be a whole number");
    }

    JudgeClient.JudgeBody body() {
        return new JudgeClient.JudgeBody(
                given(team),
                given(rubric),
                given(model),
                given(samples).isEmpty() ? null : Integer.valueOf(given(samples)),
                given(temperature).isEmpty() ? null : Double.valueOf(given(temperature)),
                given(seed).isEmpty() ? null : Long.valueOf(given(seed)));
    }

    static String given(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
