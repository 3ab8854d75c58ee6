package io.plumbline.console.alert.subscription;

import io.plumbline.console.alert.AlertSelection;
import io.plumbline.console.alert.subscription.AlertSubscriptionClient.Escalation;
import io.plumbline.console.alert.subscription.AlertSubscriptionClient.Subscription;
import io.plumbline.console.page.FormErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The form that creates or changes a subscription.
///
/// @param teams one a line, only for the platform
/// @param escalation one a line: minutes and a channel
/// @param tag entity tag of the subscription that the form shows; empty for a new one
record AlertSubscriptionForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable Selection matcher,
        @Nullable String teams,
        @Nullable String channel,
        @Nullable List<String> groupBy,
        @Nullable String waitSeconds,
        @Nullable String intervalMinutes,
        @Nullable String repeatMinutes,
        boolean sendResolved,
        @Nullable String escalation,
        @Nullable String tag) {

    static final List<String> SOURCES = List.of("MONITOR", "SLO", "COST", "RETRY", "DRIFT");
    static final List<String> SEVERITIES = List.of("PAGE", "TICKET");
    static final List<String> GROUPINGS = List.of("ROUTE", "SOURCE", "NAME", "SEVERITY", "ALERT");

    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
    private static final String WHOLE_RULE = "must be a whole number";
    private static final Pattern STEP = Pattern.compile("([0-9]{1,9})\\s+(\\S{1,63})");

    /// Which alerts it selects.
    ///
    /// @param names one a line
    /// @param routes one a line
    record Selection(
            @Nullable List<String> sources,
            @Nullable List<String> severities,
            @Nullable String names,
            @Nullable String routes) {

        static final Selection ALL = new Selection(List.of(), List.of(), "", "");

        static Selection of(AlertSelection selection) {
            return new Selection(
                    selection.sources(),
                    selection.severities(),
                    String.join("\n", selection.names()),
                    String.join("\n", selection.routes()));
        }

        public boolean has(String constant) {
            return selected(sources).contains(constant) || selected(severities).contains(constant);
        }

        private Map<String, Object> body() {
            return Map.of(
                    "sources", selected(sources),
                    "severities", selected(severities),
                    "names", lines(names),
                    "routes", lines(routes));
        }
    }

    static AlertSubscriptionForm empty(@Nullable String channel) {
        return new AlertSubscriptionForm(
                "", null, Selection.ALL, "", channel, List.of("ROUTE"), "30", "5", "240", true, "", "");
    }

    static AlertSubscriptionForm of(Subscription subscription, @Nullable String tag) {
        return new AlertSubscriptionForm(
                subscription.name(),
                subscription.team(),
                Selection.of(subscription.matcher()),
                String.join("\n", subscription.teams()),
                subscription.channel(),
                subscription.groupBy(),
                String.valueOf(subscription.waitSeconds()),
                String.valueOf(subscription.intervalMinutes()),
                String.valueOf(subscription.repeatMinutes()),
                subscription.sendResolved(),
                subscription.escalation().stream()
                        .map(step -> step.afterMinutes() + " " + step.channel())
                        .collect(Collectors.joining("\n")),
                tag);
    }

    /// Returns it with another team.
    AlertSubscriptionForm ofTeam(@Nullable String other) {
        return new AlertSubscriptionForm(
                name,
                other,
                matcher,
                teams,
                channel,
                groupBy,
                waitSeconds,
                intervalMinutes,
                repeatMinutes,
                sendResolved,
                escalation,
                tag);
    }

    /// Returns what the form selects.
    public Selection selection() {
        return Objects.requireNonNullElse(matcher, Selection.ALL);
    }

    public boolean groups(String constant) {
        return selected(groupBy).contains(constant);
    }

    /// Returns the errors that the service cannot report, because the body cannot hold the values; null for none.
    @Nullable
    FormErrors unreadable() {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("waitSeconds", text(waitSeconds));
        numbers.put("intervalMinutes", text(intervalMinutes));
        numbers.put("repeatMinutes", text(repeatMinutes));
        for (Map.Entry<String, String> number : numbers.entrySet()) {
            if (!WHOLE.matcher(number.getValue()).matches()) {
                return FormErrors.at(number.getKey(), WHOLE_RULE);
            }
        }
        return lines(escalation).stream().allMatch(line -> STEP.matcher(line).matches())
                ? null
                : FormErrors.at("escalation", "must have minutes and a channel on each line, such as 15 on-call");
    }

    /// Returns the body of the `PUT`.
    Map<String, Object> body(boolean enabled) {
        Map<String, Object> body = new LinkedHashMap<>();
        if (!text(team).isEmpty()) {
            body.put("team", text(team));
        }
        body.put("matcher", selection().body());
        body.put("teams", lines(teams));
        body.put("channel", text(channel));
        body.put("groupBy", selected(groupBy));
        body.put("waitSeconds", Integer.parseInt(text(waitSeconds)));
        body.put("intervalMinutes", Integer.parseInt(text(intervalMinutes)));
        body.put("repeatMinutes", Integer.parseInt(text(repeatMinutes)));
        body.put("sendResolved", sendResolved);
        body.put("escalation", steps());
        body.put("enabled", enabled);
        return body;
    }

    private List<Escalation> steps() {
        List<Escalation> steps = new ArrayList<>();
        for (String line : lines(escalation)) {
            Matcher step = STEP.matcher(line);
            if (step.matches()) {
                steps.add(new Escalation(Integer.parseInt(step.group(1)), step.group(2)));
            }
        }
        return steps;
    }

    private static List<String> selected(@Nullable List<String> values) {
        return Objects.requireNonNullElse(values, List.of());
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
