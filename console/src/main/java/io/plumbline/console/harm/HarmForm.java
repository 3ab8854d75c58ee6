package io.plumbline.console.harm;

import io.plumbline.console.harm.HarmClient.Budget;
import io.plumbline.console.harm.HarmClient.HarmBody;
import io.plumbline.console.harm.HarmClient.Limit;
import io.plumbline.console.harm.HarmClient.Sampling;
import io.plumbline.console.harm.HarmClient.Target;
import io.plumbline.console.page.FormErrors;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form that starts a measurement.
///
/// @param target `NAME@VERSION` of a model, or the name of a route
/// @param prompt `NAME@VERSION`, with a model version as target
/// @param limits one a line: a metric with `max=0.1` or `min=0.5`, and optionally `group=NAME`
record HarmForm(
        @Nullable String team,
        @Nullable String name,
        @Nullable String kind,
        @Nullable String target,
        @Nullable String prompt,
        @Nullable String itemsPerGroup,
        @Nullable String samples,
        @Nullable String seed,
        @Nullable String dataset,
        @Nullable String judge,
        @Nullable String calls,
        @Nullable String limits) {

    private static final String REFERENCE = "[a-z0-9][a-z0-9._-]{0,62}@[1-9][0-9]{0,8}";
    private static final Pattern LIMIT =
            Pattern.compile("(\\S+)\\s+(max|min)=(\\d(?:\\.\\d{1,9})?)(?:\\s+group=(\\S.*))?");
    private static final String NUMBER = "\\d{0,7}";

    static HarmForm of(@Nullable String team, @Nullable String target, @Nullable String prompt) {
        return new HarmForm(team, "", "COUNTERFACTUAL", target, prompt, "20", "", "1", "", "", "", "");
    }

    /// Returns the first error; null for none.
    @Nullable
    FormErrors errors() {
        if (given(target).isEmpty()) {
            return FormErrors.at("target", "must be NAME@VERSION of a model, or the name of a route");
        }
        if (!given(prompt).isEmpty() && !given(prompt).matches(REFERENCE)) {
            return FormErrors.at("prompt", "must be NAME@VERSION");
        }
        if (!given(prompt).isEmpty() && !given(target).matches(REFERENCE)) {
            return FormErrors.at("target", "must be a model version with a prompt");
        }
        for (String member : List.of("itemsPerGroup", "samples", "seed", "calls")) {
            if (!number(member).matches(NUMBER)) {
                return FormErrors.at(member, "must be a whole number");
            }
        }
        for (String line : lines()) {
            if (!LIMIT.matcher(line).matches()) {
                return FormErrors.at(
                        "limits", "must have a line for each limit, such as counterfactual.decision max=0.1");
            }
        }
        return null;
    }

    private List<String> lines() {
        return given(limits)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Limit limit(String line) {
        Matcher parts = LIMIT.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("The line is no limit.");
        }
        double bound = Double.parseDouble(parts.group(3));
        boolean most = "max".equals(parts.group(2));
        return new Limit(parts.group(1), parts.group(4), most ? bound : null, most ? null : bound);
    }

    private String number(String member) {
        return switch (member) {
            case "itemsPerGroup" -> given(itemsPerGroup);
            case "samples" -> given(samples);
            case "seed" -> given(seed);
            default -> given(calls);
        };
    }

    HarmBody body() {
        Integer drawn = integer("samples");
        Integer limit = integer("calls");
        return new HarmBody(
                orNull(team),
                orNull(name),
                given(kind),
                measured(),
                integer("itemsPerGroup"),
                drawn == null ? null : new Sampling(drawn),
                given(seed).isEmpty() ? null : Long.valueOf(given(seed)),
                orNull(dataset),
                limit == null ? null : new Budget(limit),
                orNull(judge),
                lines().isEmpty() ? null : lines().stream().map(HarmForm::limit).toList());
    }

    private @Nullable Integer integer(String member) {
        return number(member).isEmpty() ? null : Integer.valueOf(number(member));
    }

    private Target measured() {
        String served = given(target);
        if (!served.matches(REFERENCE)) {
            return new Target(null, null, null, served);
        }
        String versioned = given(prompt).isEmpty() ? served : given(prompt);
        int at = versioned.lastIndexOf('@');
        int version = Integer.parseInt(versioned.substring(at + 1));
        return given(prompt).isEmpty()
                ? new Target(versioned.substring(0, at), null, version, null)
                : new Target(served, versioned.substring(0, at), version, null);
    }

    static String given(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return given(text).isEmpty() ? null : given(text);
    }
}
