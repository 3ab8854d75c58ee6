package io.plumbline.console.monitor;

import io.plumbline.console.monitor.MonitorClient.Monitor;
import io.plumbline.console.page.FormErrors;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form of a monitor.
///
/// @param scorer only for the metric `JUDGE_SCORE`
/// @param tag entity tag of the monitor that the form shows; empty for a new one
record MonitorForm(
        @Nullable String name,
        @Nullable String route,
        @Nullable String variant,
        @Nullable String metric,
        @Nullable String detector,
        @Nullable String falseAlarmsPerMonth,
        @Nullable String minutes,
        @Nullable String minCalls,
        @Nullable String scorer,
        @Nullable String tag) {

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final String WHOLE_RULE = "must be a whole number";

    static MonitorForm empty(@Nullable String route) {
        return new MonitorForm("", route, "", "ERROR_RATE", "CUSUM", "1", "5", "50", "", "");
    }

    static MonitorForm of(Monitor monitor, @Nullable String tag) {
        return new MonitorForm(
                monitor.name(),
                monitor.route(),
                monitor.variant(),
                monitor.metric(),
                monitor.detector(),
                BigDecimal.valueOf(monitor.falseAlarmsPerMonth())
                        .stripTrailingZeros()
                        .toPlainString(),
                String.valueOf(monitor.minutes()),
                String.valueOf(monitor.minCalls()),
                monitor.scorer(),
                tag);
    }

    /// Returns the errors that the service cannot report, because the body cannot hold the values; null for none.
    @Nullable
    FormErrors unreadable() {
        if (!DECIMAL.matcher(text(falseAlarmsPerMonth)).matches()) {
            return FormErrors.at("falseAlarmsPerMonth", "must be a number, such as 0.5");
        }
        if (!WHOLE.matcher(text(minutes)).matches()) {
            return FormErrors.at("minutes", WHOLE_RULE);
        }
        return WHOLE.matcher(text(minCalls)).matches() ? null : FormErrors.at("minCalls", WHOLE_RULE);
    }

    /// Returns the body of the `PUT`.
    ///
    /// @param team of the route
    Map<String, Object> body(@Nullable String team) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (team != null) {
            body.put("team", team);
        }
        body.put("route", text(route));
        if (!text(variant).isEmpty()) {
            body.put("variant", text(variant));
        }
        body.put("metric", text(metric));
        body.put("detector", text(detector));
        body.put("falseAlarmsPerMonth", new BigDecimal(text(falseAlarmsPerMonth)));
        body.put("minutes", Integer.parseInt(text(minutes)));
        body.put("minCalls", Integer.parseInt(text(minCalls)));
        if (!text(scorer).isEmpty()) {
            body.put("scorer", text(scorer));
        }
        return body;
    }

    static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
