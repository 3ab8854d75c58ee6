package io.plumbline.console.optimiser;

import io.plumbline.console.page.FormErrors;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form that starts an optimisation.
///
/// @param prompt `NAME@VERSION`
/// @param model `NAME@VERSION`
/// @param proposer a route's name or `registry:NAME@VERSION`; empty for the built-in edits
record OptimisationForm(
        @Nullable String prompt,
        @Nullable String model,
        @Nullable String suite,
        @Nullable String metric,
        @Nullable String strategy,
        @Nullable String proposer,
        @Nullable String candidates,
        @Nullable String saved,
        @Nullable String maxCalls,
        @Nullable String maxCostUsd,
        @Nullable String seed) {

    private static final Pattern REFERENCE = Pattern.compile("([a-z0-9][a-z0-9._-]{0,62})@([1-9][0-9]{0,8})");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");
    private static final String SHAPE = "must be NAME@VERSION";
    private static final String NUMBER = "must be a whole number";

    static OptimisationForm of(@Nullable String prompt) {
        return new OptimisationForm(prompt, "", "", "", "BOTH", "", "12", "3", "2000", "", "0");
    }

    /// Returns the first error that the service cannot report; null for none.
    @Nullable
    FormErrors unreadable() {
        if (!REFERENCE.matcher(text(prompt)).matches()) {
            return FormErrors.at("prompt", SHAPE);
        }
        if (!REFERENCE.matcher(text(model)).matches()) {
            return FormErrors.at("model", SHAPE);
        }
        if (!WHOLE.matcher(text(candidates)).matches()) {
            return FormErrors.at("candidates", NUMBER);
        }
        if (!WHOLE.matcher(text(saved)).matches()) {
            return FormErrors.at("saved", NUMBER);
        }
        if (!WHOLE.matcher(text(maxCalls)).matches()) {
            return FormErrors.at("maxCalls", NUMBER);
        }
        if (!text(maxCostUsd).isEmpty() && !DECIMAL.matcher(text(maxCostUsd)).matches()) {
            return FormErrors.at("maxCostUsd", "must be a number, such as 5.00");
        }
        return WHOLE.matcher(text(seed)).matches() ? null : FormErrors.at("seed", NUMBER);
    }

    /// Returns the body of the request.
    Map<String, Object> body() {
        Matcher version = REFERENCE.matcher(text(prompt));
        if (!version.matches()) {
            throw new IllegalStateException("not checked before: " + prompt);
        }
        Map<String, Object> budget = new LinkedHashMap<>();
        budget.put("candidates", Integer.parseInt(text(candidates)));
        budget.put("maxCalls", Integer.parseInt(text(maxCalls)));
        if (!text(maxCostUsd).isEmpty()) {
            budget.put("maxCostUsd", new BigDecimal(text(maxCostUsd)));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "candidate",
                Map.of(
                        "prompt",
                        version.group(1),
                        "version",
                        Integer.parseInt(version.group(2)),
                        "model",
                        text(model)));
        body.put("suite", text(suite));
        put(body, "metric", metric);
        body.put("strategy", text(strategy));
        put(body, "proposer", proposer);
        body.put("saved", Integer.parseInt(text(saved)));
        body.put("seed", Long.parseLong(text(seed)));
        body.put("budget", budget);
        return body;
    }

    private static void put(Map<String, Object> body, String name, @Nullable String value) {
        if (!text(value).isEmpty()) {
            body.put(name, text(value));
        }
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
