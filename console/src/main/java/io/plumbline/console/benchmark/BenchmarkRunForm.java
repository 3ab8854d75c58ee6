package io.plumbline.console.benchmark;

import io.plumbline.console.benchmark.BenchmarkClient.Budget;
import io.plumbline.console.benchmark.BenchmarkClient.Contaminated;
import io.plumbline.console.benchmark.BenchmarkClient.RunBody;
import io.plumbline.console.benchmark.BenchmarkClient.Settings;
import io.plumbline.console.benchmark.BenchmarkClient.Target;
import io.plumbline.console.page.FormErrors;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The form that starts a run.
///
/// @param model `NAME@VERSION`
/// @param prompt `NAME@VERSION`, with a model
/// @param judge name of a judge, for XSTest; empty for rules
/// @param contamination number of items of the probe; empty for none
record BenchmarkRunForm(
        @Nullable String benchmark,
        @Nullable String model,
        @Nullable String prompt,
        @Nullable String route,
        @Nullable String items,
        @Nullable String seed,
        @Nullable String samples,
        @Nullable String judge,
        @Nullable String contamination,
        @Nullable String calls,
        @Nullable String costUsd) {

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";
    private static final String REFERENCE = NAME + "@[1-9][0-9]{0,8}";

    static BenchmarkRunForm of(@Nullable String benchmark, @Nullable String model) {
        return new BenchmarkRunForm(benchmark, model, "", "", "", "1", "", "", "", "", "");
    }

    /// Returns the first error; null for none.
    @Nullable
    FormErrors errors() {
        if (given(benchmark).isEmpty()) {
            return FormErrors.at("benchmark", "must be chosen");
        }
        if (given(model).isEmpty() == given(route).isEmpty()) {
            return FormErrors.at("model", "or a route must be given, not both");
        }
        if (!given(model).isEmpty() && !given(model).matches(REFERENCE)) {
            return FormErrors.at("model", "must be NAME@VERSION");
        }
        if (!given(prompt).isEmpty() && !given(prompt).matches(REFERENCE)) {
            return FormErrors.at("prompt", "must be NAME@VERSION");
        }
        if (!given(prompt).isEmpty() && given(model).isEmpty()) {
            return FormErrors.at("model", "must be given with a prompt");
        }
        if (!given(items).matches("\\d{0,5}")) {
            return FormErrors.at("items", "must be a whole number up to 50000");
        }
        if (!given(seed).matches("\\d{0,15}")) {
            return FormErrors.at("seed", "must be a whole number");
        }
        if (!given(samples).matches("\\d{0,3}")) {
            return FormErrors.at("samples", "must be a whole number up to 200");
        }
        if (!given(judge).matches("(" + NAME + ")?")) {
            return FormErrors.at("judge", "must be the name of a judge");
        }
        if (!given(contamination).matches("\\d{0,4}")) {
            return FormErrors.at("contamination", "must be a whole number up to 1000");
        }
        if (!given(calls).matches("\\d{0,7}")) {
            return FormErrors.at("calls", "must be a whole number");
        }
        return given(costUsd).matches("(\\d{1,7}(\\.\\d{1,6})?)?")
                ? null
                : FormErrors.at("costUsd", "must be a number");
    }

    RunBody body() {
        Integer drawn = number(items);
        Integer each = number(samples);
        Integer probed = number(contamination);
        Integer most = number(calls);
        String cost = given(costUsd);
        Long chosen = given(seed).isEmpty() ? null : Long.valueOf(given(seed));
        return new RunBody(
                target(),
                new Settings(drawn, chosen, each, given(judge).isEmpty() ? null : given(judge)),
                probed == null ? null : new Contaminated(probed),
                most == null && cost.isEmpty() ? null : new Budget(most, cost.isEmpty() ? null : new BigDecimal(cost)));
    }

    private Target target() {
        String served = given(model);
        if (served.isEmpty()) {
            return new Target(null, null, null, given(route));
        }
        String versioned = given(prompt).isEmpty() ? served : given(prompt);
        int at = versioned.lastIndexOf('@');
        int version = Integer.parseInt(versioned.substring(at + 1));
        return given(prompt).isEmpty()
                ? new Target(versioned.substring(0, at), null, version, null)
                : new Target(served, versioned.substring(0, at), version, null);
    }

    private static @Nullable Integer number(@Nullable String text) {
        return given(text).isEmpty() ? null : Integer.valueOf(given(text));
    }

    static String given(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }
}
