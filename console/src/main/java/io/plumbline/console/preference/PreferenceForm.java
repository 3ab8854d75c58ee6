package io.plumbline.console.preference;

import io.plumbline.console.page.FormErrors;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form that makes a dataset from feedback, once or by a plan.
///
/// @param plan name of a plan; empty to make a version once
record PreferenceForm(
        @Nullable String team,
        @Nullable String dataset,
        @Nullable String format,
        @Nullable String route,
        @Nullable String model,
        @Nullable String prompt,
        @Nullable String margin,
        @Nullable String perRater,
        @Nullable String plan,
        @Nullable String minNew,
        @Nullable String everyHours) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,6})?");
    private static final String WHOLE_RULE = "must be a whole number";
    private static final String NAME_RULE = "must be 1 to 63 lowercase letters, digits, dots, hyphens or underscores";

    static PreferenceForm empty(
            @Nullable String team, @Nullable String route, @Nullable String model, @Nullable String prompt) {
        return new PreferenceForm(team, "", "TRL_DPO", route, model, prompt, "0.5", "20", "", "100", "24");
    }

    boolean isPlan() {
        return !text(plan).isEmpty();
    }

    /// Returns the errors that the service cannot report, because the body cannot hold the values; null for
    /// none.
    @Nullable
    FormErrors unreadable() {
        if (!NAME.matcher(text(dataset)).matches()) {
            return FormErrors.at("dataset", NAME_RULE);
        }
        if (!DECIMAL.matcher(text(margin)).matches()) {
            return FormErrors.at("margin", "must be a number, such as 0.5");
        }
        if (!WHOLE.matcher(text(perRater)).matches()) {
            return FormErrors.at("perRater", WHOLE_RULE);
        }
        return isPlan() ? unreadablePlan() : null;
    }

    private @Nullable FormErrors unreadablePlan() {
        if (!NAME.matcher(text(plan)).matches()) {
            return FormErrors.at("plan", NAME_RULE);
        }
        if (!WHOLE.matcher(text(minNew)).matches()) {
            return FormErrors.at("minNew", WHOLE_RULE);
        }
        return WHOLE.matcher(text(everyHours)).matches() ? null : FormErrors.at("everyHours", WHOLE_RULE);
    }

    /// Returns the body of the request.
    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "team", team);
        body.put("dataset", text(dataset));
        body.put("format", text(format));
        put(body, "route", route);
        put(body, "model", model);
        put(body, "prompt", prompt);
        body.put("margin", new BigDecimal(text(margin)));
        body.put("perRater", Integer.parseInt(text(perRater)));
        if (isPlan()) {
            body.put("minNew", Integer.parseInt(text(minNew)));
            body.put("everyHours", Integer.parseInt(text(everyHours)));
        }
        return body;
    }

    private static void put(Map<String, Object> body, String name, @Nullable String value) {
        if (!text(value).isEmpty()) {
            body.put(name, text(value));
        }
    }

    static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
