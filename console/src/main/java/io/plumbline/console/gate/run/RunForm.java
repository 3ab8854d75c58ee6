package io.plumbline.console.gate.run;

import io.plumbline.console.gate.GateClient;
import io.plumbline.console.gate.GateClient.Candidate;
import io.plumbline.console.page.FormErrors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The form that runs a gate.
///
/// @param model `NAME@VERSION`
/// @param prompt `NAME@VERSION`; empty for the suite's own
/// @param route evaluates a route as it is, or names the route under whose terms a version is evaluated
/// @param baseline `NAME@VERSION` of the same model or prompt; empty for the default
/// @param slices separated by commas; empty for all records
/// @param fresh whether to call the model for every answer
record RunForm(
        @Nullable String suite,
        @Nullable String model,
        @Nullable String prompt,
        @Nullable String route,
        @Nullable String baseline,
        @Nullable String slices,
        @Nullable String commit,
        @Nullable String fresh) {

    private static final Pattern REFERENCE = Pattern.compile("([a-z0-9][a-z0-9._-]{0,62})@([1-9][0-9]{0,8})");
    private static final String SHAPE = "must be NAME@VERSION";

    /// Returns the first error; null for none.
    @Nullable
    FormErrors errors() {
        if (given(suite) == null) {
            return FormErrors.at("suite", "must be chosen");
        }
        if (given(model) == null && given(route) == null) {
            return FormErrors.at("model", "must be given, unless you evaluate a route");
        }
        if (given(model) == null && given(prompt) != null) {
            return FormErrors.at("model", "must be given: a prompt version is evaluated on a model version");
        }
        if (!isReference(model)) {
            return FormErrors.at("model", SHAPE);
        }
        if (!isReference(prompt)) {
            return FormErrors.at("prompt", SHAPE);
        }
        return isReference(baseline) ? null : FormErrors.at("baseline", SHAPE);
    }

    private static boolean isReference(@Nullable String text) {
        String stripped = given(text);
        return stripped == null || REFERENCE.matcher(stripped).matches();
    }

    GateClient.GateBody body() {
        return new GateClient.GateBody(
                String.valueOf(given(suite)),
                candidate(),
                baselineCandidate(),
                given(commit),
                null,
                given(slices) == null
                        ? null
                        : Stream.of(String.valueOf(slices).split(","))
                                .map(String::strip)
                                .filter(slice -> !slice.isEmpty())
                                .toList(),
                fresh == null ? null : Boolean.FALSE);
    }

    private Candidate candidate() {
        String version = given(model);
        if (version == null) {
            return new Candidate(null, null, null, given(route));
        }
        String prompted = given(prompt);
        return prompted == null
                ? new Candidate(name(version), null, number(version), given(route))
                : new Candidate(version, name(prompted), number(prompted), given(route));
    }

    /// A baseline of the form is another version of what the candidate is a version of.
    private @Nullable Candidate baselineCandidate() {
        String before = given(baseline);
        if (before == null) {
            return null;
        }
        return given(prompt) == null
                ? new Candidate(name(before), null, number(before), null)
                : new Candidate(given(model), name(before), number(before), null);
    }

    private static String name(String reference) {
        return matched(reference).group(1);
    }

    private static int number(String reference) {
        return Integer.parseInt(matched(reference).group(2));
    }

    private static Matcher matched(String reference) {
        Matcher matcher = REFERENCE.matcher(reference);
        if (!matcher.matches()) {
            throw new IllegalStateException("not checked before: " + reference);
        }
        return matcher;
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /// Returns an empty form, with what the address names.
    static RunForm of(@Nullable String suite, @Nullable String model, @Nullable String prompt) {
        return new RunForm(suite, model, prompt, null, null, null, null, null);
    }
}
