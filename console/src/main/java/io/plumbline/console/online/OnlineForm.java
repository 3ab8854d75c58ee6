package io.plumbline.console.online;

import io.plumbline.console.online.OnlineClient.Evaluation;
import io.plumbline.console.page.FormErrors;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The form that creates or changes an online evaluation.
///
/// @param share in percent
/// @param metrics one a line: its name, then optionally `negate` and `as=LABEL`; or a JSON object, for other members
/// @param judges one a line
/// @param tag entity tag of the evaluation that the form shows; empty for a new one
record OnlineForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String route,
        @Nullable String share,
        @Nullable String perHour,
        @Nullable String metrics,
        @Nullable String judges,
        @Nullable String costPerDayUsd,
        @Nullable String consent,
        @Nullable String tag) {

    static final List<String> CONSENTS = List.of("REQUIRED", "NOT_REQUIRED");

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
    private static final BigDecimal ALL = new BigDecimal(100);
    private static final int PERCENT_DIGITS = 2;
    private static final String NEGATE = "negate";
    private static final String LABEL = "as=";

    static OnlineForm empty(@Nullable String route) {
        return new OnlineForm(
                "", null, route, "5", "100", "refusal negate as=answered", "", "", CONSENTS.getFirst(), "");
    }

    static OnlineForm of(Evaluation evaluation, @Nullable String tag) {
        BigDecimal cap = evaluation.costPerDayUsd();
        return new OnlineForm(
                evaluation.name(),
                evaluation.team(),
                evaluation.route(),
                plain(BigDecimal.valueOf(evaluation.share()).movePointRight(PERCENT_DIGITS)),
                String.valueOf(evaluation.perHour()),
                evaluation.metrics().stream().map(OnlineForm::line).collect(Collectors.joining("\n")),
                String.join("\n", evaluation.judges()),
                cap == null ? "" : plain(cap),
                evaluation.consent(),
                tag);
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /// Returns a metric as a line of the form.
    private static String line(JsonNode metric) {
        if (metric.isString()) {
            return metric.asString();
        }
        boolean simple = metric.propertyNames().stream()
                .allMatch(member -> member.equals("name") || member.equals("as") || member.equals(NEGATE));
        if (!simple) {
            return metric.toString();
        }
        return metric.path("name").asString("")
                + (metric.path(NEGATE).asBoolean(false) ? " " + NEGATE : "")
                + (metric.has("as") ? " " + LABEL + metric.path("as").asString("") : "");
    }

    /// Returns the errors that the service cannot report, because the body cannot hold the values; null for none.
    @Nullable
    FormErrors unreadable() {
        if (!DECIMAL.matcher(text(share)).matches() || new BigDecimal(text(share)).compareTo(ALL) > 0) {
            return FormErrors.at("share", "must be a percentage from 0 to 100");
        }
        if (!WHOLE.matcher(text(perHour)).matches()) {
            return FormErrors.at("perHour", "must be a whole number");
        }
        if (!text(costPerDayUsd).isEmpty()
                && !DECIMAL.matcher(text(costPerDayUsd)).matches()) {
            return FormErrors.at("costPerDayUsd", "must be an amount, such as 2.50");
        }
        try {
            metricList();
            return null;
        } catch (IllegalArgumentException e) {
            return FormErrors.at("metrics", String.valueOf(e.getMessage()));
        }
    }

    /// Returns the body of the `PUT`.
    Map<String, Object> body(@Nullable String owner) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!text(owner).isEmpty()) {
            body.put("team", text(owner));
        }
        body.put("route", text(route));
        body.put("share", new BigDecimal(text(share)).movePointLeft(PERCENT_DIGITS));
        body.put("perHour", Integer.parseInt(text(perHour)));
        body.put("metrics", metricList());
        body.put("judges", lines(judges));
        if (!text(costPerDayUsd).isEmpty()) {
            body.put("costPerDayUsd", new BigDecimal(text(costPerDayUsd)));
        }
        body.put("consent", text(consent));
        return body;
    }

    private List<Object> metricList() {
        List<Object> list = new ArrayList<>();
        lines(metrics).forEach(line -> list.add(metric(line)));
        return list;
    }

    /// @throws IllegalArgumentException if it is no metric; the message is for the field
    private static Object metric(String line) {
        if (line.startsWith("{")) {
            try {
                return JSON.readTree(line);
            } catch (JacksonException e) {
                throw new IllegalArgumentException(
                        "must have a whole JSON object on each line that begins with a brace", e);
            }
        }
        String[] words = line.split("\\s+", -1);
        if (words.length == 1) {
            return line;
        }
        Map<String, Object> metric = new LinkedHashMap<>();
        metric.put("name", words[0]);
        for (int i = 1; i < words.length; i++) {
            if (words[i].equals(NEGATE)) {
                metric.put(NEGATE, true);
            } else if (words[i].startsWith(LABEL)) {
                metric.put("as", words[i].substring(LABEL.length()));
            } else {
                throw new IllegalArgumentException(
                        "must have after each name only negate or as=LABEL, not " + words[i]);
            }
        }
        return metric;
    }

    private static List<String> lines(@Nullable String text) {
        return text(text)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
