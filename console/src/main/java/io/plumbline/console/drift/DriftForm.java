package io.plumbline.console.drift;

import io.plumbline.console.drift.DriftClient.Baseline;
import io.plumbline.console.page.FormErrors;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form of a baseline.
///
/// @param tag entity tag of the baseline that the form shows; empty for a new one
record DriftForm(
        @Nullable String name,
        @Nullable String route,
        @Nullable String variant,
        @Nullable String text,
        @Nullable String against,
        @Nullable String dataset,
        @Nullable String reference,
        @Nullable String window,
        @Nullable String minutes,
        @Nullable String falseAlarmsPerMonth,
        @Nullable String tag) {

    static final List<String> TEXTS = List.of("INPUT", "OUTPUT", "PASSAGE", "FEEDBACK");
    static final List<String> KINDS = List.of("CALLS", "DATASET", "PREVIOUS_VERSION");

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final String WHOLE_RULE = "must be a whole number";

    static DriftForm empty(@Nullable String route) {
        return new DriftForm("", route, "", "INPUT", "CALLS", "", "300", "200", "60", "1", "");
    }

    static DriftForm of(Baseline baseline, @Nullable String tag) {
        return new DriftForm(
                baseline.name(),
                baseline.route(),
                baseline.variant(),
                baseline.text(),
                baseline.against(),
                baseline.dataset(),
                String.valueOf(baseline.reference()),
                String.valueOf(baseline.window()),
                String.valueOf(baseline.minutes()),
                BigDecimal.valueOf(baseline.falseAlarmsPerMonth())
                        .stripTrailingZeros()
                        .toPlainString(),
                tag);
    }

    /// Returns the errors that the service cannot report, because the body cannot hold the values; null for none.
    @Nullable
    FormErrors unreadable() {
        Map<String, String> wholes = new LinkedHashMap<>();
        wholes.put("reference", given(reference));
        wholes.put("window", given(window));
        wholes.put("minutes", given(minutes));
        for (Map.Entry<String, String> each : wholes.entrySet()) {
            if (!WHOLE.matcher(each.getValue()).matches()) {
                return FormErrors.at(each.getKey(), WHOLE_RULE);
            }
        }
        return DECIMAL.matcher(given(falseAlarmsPerMonth)).matches()
                ? null
                : FormErrors.at("falseAlarmsPerMonth", "must be a number, such as 0.5");
    }

    /// Returns the body of the `PUT`.
    ///
    /// @param team of the route
    Map<String, Object> body(@Nullable String team) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (team != null) {
            body.put("team", team);
        }
        body.put("route", given(route));
        if (!given(variant).isEmpty()) {
            body.put("variant", given(variant));
        }
        body.put("text", given(text));
        body.put("against", given(against));
        if (!given(dataset).isEmpty()) {
            body.put("dataset", given(dataset));
        }
        body.put("reference", Integer.parseInt(given(reference)));
        body.put("window", Integer.parseInt(given(window)));
        body.put("minutes", Integer.parseInt(given(minutes)));
        body.put("falseAlarmsPerMonth", new BigDecimal(given(falseAlarmsPerMonth)));
        return body;
    }

    static String given(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
