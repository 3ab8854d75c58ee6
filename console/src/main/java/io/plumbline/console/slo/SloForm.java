package io.plumbline.console.slo;

import io.plumbline.console.page.FormErrors;
import io.plumbline.console.slo.SloClient.Slo;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form of an objective.
///
/// @param target in percent
/// @param tag entity tag of the objective that the form shows; empty for a new one
record SloForm(
        @Nullable String name,
        @Nullable String route,
        @Nullable String variant,
        @Nullable String indicator,
        @Nullable String thresholdMs,
        @Nullable String outputLength,
        @Nullable String target,
        @Nullable String days,
        @Nullable String minCalls,
        @Nullable String tag) {

    static final List<String> INDICATORS = List.of(
            "AVAILABILITY",
            "GATEWAY_AVAILABILITY",
            "PROVIDER_AVAILABILITY",
            "LATENCY",
            "FIRST_TOKEN",
            "NOT_BLOCKED",
            "FEEDBACK");
    static final String ANY_LENGTH = "ANY";
    static final List<String> LENGTHS = List.of(ANY_LENGTH, "SHORT", "MEDIUM", "LONG");

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final String WHOLE_RULE = "must be a whole number";
    private static final int PERCENT_DIGITS = 2;

    static SloForm empty(@Nullable String route) {
        return new SloForm("", route, "", "AVAILABILITY", "", ANY_LENGTH, "99", "30", "50", "");
    }

    static SloForm of(Slo slo, @Nullable String tag) {
        return new SloForm(
                slo.name(),
                slo.route(),
                slo.variant(),
                slo.indicator(),
                slo.thresholdMs() == null ? "" : plain(BigDecimal.valueOf(slo.thresholdMs())),
                Objects.requireNonNullElse(slo.outputLength(), ANY_LENGTH),
                plain(BigDecimal.valueOf(slo.target()).movePointRight(PERCENT_DIGITS)),
                String.valueOf(slo.days()),
                String.valueOf(slo.minCalls()),
                tag);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /// Returns the errors that the service cannot report, because the body cannot hold the values; null for none.
    @Nullable
    FormErrors unreadable() {
        if (!text(thresholdMs).isEmpty() && !DECIMAL.matcher(text(thresholdMs)).matches()) {
            return FormErrors.at("thresholdMs", "must be a number of milliseconds");
        }
        if (!DECIMAL.matcher(text(target)).matches()) {
            return FormErrors.at("target", "must be a percentage, such as 99.5");
        }
        if (!WHOLE.matcher(text(days)).matches()) {
            return FormErrors.at("days", WHOLE_RULE);
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
        body.put("indicator", text(indicator));
        if (!text(thresholdMs).isEmpty()) {
            body.put("thresholdMs", new BigDecimal(text(thresholdMs)));
        }
        if (!text(outputLength).isEmpty() && !text(outputLength).equals(ANY_LENGTH)) {
            body.put("outputLength", text(outputLength));
        }
        body.put("target", new BigDecimal(text(target)).movePointLeft(PERCENT_DIGITS));
        body.put("days", Integer.parseInt(text(days)));
        body.put("minCalls", Integer.parseInt(text(minCalls)));
        return body;
    }

    static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
