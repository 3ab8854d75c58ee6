package io.plumbline.console.remedy;

import io.plumbline.console.page.FormErrors;
import io.plumbline.console.remedy.RemedyClient.Remedy;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form that creates or changes a remedy.
///
/// @param tag entity tag of the remedy that the form shows; empty for a new one
record RemedyForm(
        @Nullable String name,
        @Nullable String team,
        Cause trigger,
        Step action,
        Bounds limits,
        boolean dryRun,
        @Nullable String tag) {

    static final String ANY = "ANY";
    static final List<String> SOURCES = List.of("SLO", "MONITOR", "DRIFT", "COST", "RETRY");
    static final List<String> SEVERITIES = List.of(ANY, "PAGE", "TICKET");
    static final List<String> KINDS = List.of("PAUSE", "USE_FALLBACKS", "LOWER_WEIGHT", "STRICTER_POLICY");

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,9})?");
    private static final String WHOLE_RULE = "must be a whole number";
    private static final int PERCENT_DIGITS = 2;

    RemedyForm {
        trigger = Objects.requireNonNullElse(trigger, new Cause(null, null, null, null));
        action = Objects.requireNonNullElse(action, new Step(null, null, null, null));
        limits = Objects.requireNonNullElse(limits, new Bounds(null, null, null, null, null));
    }

    /// The alerts on which it acts.
    ///
    /// @param name empty for any
    /// @param rule empty for any
    record Cause(
            @Nullable String source,
            @Nullable String name,
            @Nullable String rule,
            @Nullable String severity) {

        private Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            put(body, "source", source);
            put(body, "name", name);
            put(body, "rule", rule);
            if (!text(severity).equals(ANY)) {
                put(body, "severity", severity);
            }
            return body;
        }
    }

    /// @param by in percent
    record Step(
            @Nullable String kind,
            @Nullable String variant,
            @Nullable String by,
            @Nullable String policy) {

        /// Members of other actions are left out.
        private Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            put(body, "kind", kind);
            if (text(kind).equals("LOWER_WEIGHT")) {
                put(body, "variant", variant);
                if (!text(by).isEmpty()) {
                    body.put("by", new BigDecimal(text(by)).movePointLeft(PERCENT_DIGITS));
                }
            }
            if (text(kind).equals("STRICTER_POLICY")) {
                put(body, "policy", policy);
            }
            return body;
        }
    }

    /// @param routes one a line
    record Bounds(
            @Nullable String routes,
            @Nullable String perDay,
            @Nullable String coolDownMinutes,
            @Nullable String holdMinutes,
            @Nullable String retrySeconds) {

        private Map<String, String> numbers() {
            Map<String, String> numbers = new LinkedHashMap<>();
            numbers.put("perDay", text(perDay));
            numbers.put("coolDownMinutes", text(coolDownMinutes));
            numbers.put("holdMinutes", text(holdMinutes));
            numbers.put("retrySeconds", text(retrySeconds));
            return numbers;
        }

        private Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put(
                    "routes",
                    text(routes)
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList());
            numbers().forEach((member, number) -> body.put(member, Integer.parseInt(number)));
            return body;
        }
    }

    static RemedyForm empty(@Nullable String team) {
        return new RemedyForm(
                "",
                team,
                new Cause("SLO", "", "", "PAGE"),
                new Step("PAUSE", "", "", ""),
                new Bounds("", "3", "60", "60", "600"),
                true,
                "");
    }

    static RemedyForm of(Remedy remedy, @Nullable String tag) {
        RemedyClient.Trigger trigger = remedy.trigger();
        RemedyClient.Act action = remedy.action();
        RemedyClient.Limits limits = remedy.limits();
        return new RemedyForm(
                remedy.name(),
                remedy.team(),
                new Cause(
                        trigger.source(),
                        trigger.name(),
                        trigger.rule(),
                        Objects.requireNonNullElse(trigger.severity(), ANY)),
                new Step(action.kind(), action.variant(), percent(action.by()), action.policy()),
                new Bounds(
                        String.join("\n", limits.routes()),
                        String.valueOf(limits.perDay()),
                        String.valueOf(limits.coolDownMinutes()),
                        String.valueOf(limits.holdMinutes()),
                        String.valueOf(limits.retrySeconds())),
                remedy.dryRun(),
                tag);
    }

    private static String percent(@Nullable Double share) {
        return share == null
                ? ""
                : BigDecimal.valueOf(share)
                        .movePointRight(PERCENT_DIGITS)
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /// Returns the errors that the service cannot report, because the body cannot hold the values; null for none.
    @Nullable
    FormErrors unreadable() {
        if (!text(action.by()).isEmpty() && !DECIMAL.matcher(text(action.by())).matches()) {
            return FormErrors.at("action.by", "must be a percentage from 1 to 100");
        }
        for (Map.Entry<String, String> number : limits.numbers().entrySet()) {
            if (!WHOLE.matcher(number.getValue()).matches()) {
                return FormErrors.at("limits." + number.getKey(), WHOLE_RULE);
            }
        }
        return null;
    }

    /// Returns the body of the `PUT`.
    ///
    /// @param owner team of the remedy
    Map<String, Object> body(String owner) {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "team", owner);
        body.put("trigger", trigger.body());
        body.put("action", action.body());
        body.put("limits", limits.body());
        body.put("dryRun", dryRun);
        return body;
    }

    private static void put(Map<String, Object> body, String member, @Nullable String value) {
        if (!text(value).isEmpty()) {
            body.put(member, text(value));
        }
    }

    static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
