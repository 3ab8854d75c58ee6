package io.plumbline.console.knowledge;

import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.json.JsonLines;
import io.plumbline.console.knowledge.ConnectorClient.Connector;
import io.plumbline.console.knowledge.ConnectorClient.Schedule;
import io.plumbline.console.page.FormErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The form of a connector. The source is JSON, because each kind has other members.
///
/// @param secrets one `name=value` a line; empty keeps the stored ones
/// @param include one pattern a line
/// @param readers principals; empty for those of the knowledge base
record ConnectorForm(
        @Nullable String name,
        @Nullable String source,
        @Nullable String secrets,
        @Nullable ScheduleFields schedule,
        @Nullable String include,
        @Nullable String exclude,
        @Nullable String tags,
        @Nullable String readers,
        @Nullable LimitFields limits,
        @Nullable String vanished) {

    static final List<String> VANISHED = List.of("KEEP", "DELETE");

    private static final String EXAMPLE = """
            {
              "kind" : "WEB",
              "web" : {
                "urls" : [ "https://www.example.com/policies.html" ]
              }
            }""";

    /// When runs start by themselves.
    record ScheduleFields(@Nullable String cron, @Nullable String everySeconds) {}

    /// The limits of a run.
    record LimitFields(@Nullable String documents, @Nullable String bytes) {}

    static ConnectorForm empty() {
        return new ConnectorForm(
                "",
                EXAMPLE,
                "",
                new ScheduleFields("", ""),
                "",
                "",
                "",
                "",
                new LimitFields("10000", "2000000000"),
                "KEEP");
    }

    static ConnectorForm of(Connector connector) {
        Schedule schedule = connector.schedule();
        String every = schedule == null || schedule.everySeconds() == null
                ? ""
                : schedule.everySeconds().toString();
        return new ConnectorForm(
                connector.name(),
                JsonLines.write(connector.settings()),
                "",
                new ScheduleFields(schedule == null ? "" : given(schedule.cron()), every),
                String.join("\n", connector.include()),
                String.join("\n", connector.exclude()),
                String.join(", ", connector.tags()),
                String.join(", ", Objects.requireNonNullElse(connector.readers(), List.of())),
                new LimitFields(
                        String.valueOf(connector.limits().documents()),
                        String.valueOf(connector.limits().bytes())),
                connector.vanished());
    }

    String strippedName() {
        return given(name);
    }

    /// Returns the errors of fields that cannot be read; empty if there are none.
    Optional<FormErrors> unreadable() {
        try {
            JsonLines.read(given(source));
        } catch (JacksonException e) {
            return Optional.of(FormErrors.at("source", JsonLines.fault(e)));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        check("schedule.everySeconds", times().everySeconds(), fields);
        check("limits.documents", bounds().documents(), fields);
        check("limits.bytes", bounds().bytes(), fields);
        return fields.isEmpty() ? Optional.empty() : Optional.of(new FormErrors("Check the form", "", fields, null));
    }

    private static void check(String field, @Nullable String value, Map<String, String> fields) {
        if (!given(value).matches("[0-9]{0,15}")) {
            fields.put(field, "must be a number");
        }
    }

    private ScheduleFields times() {
        return Objects.requireNonNullElse(schedule, new ScheduleFields("", ""));
    }

    private LimitFields bounds() {
        return Objects.requireNonNullElse(limits, new LimitFields("", ""));
    }

    /// Returns the body of the `PUT`.
    Map<String, Object> body(boolean enabled) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", JsonLines.read(given(source)));
        Map<String, String> values = KnowledgeBaseForm.pairs(secrets);
        if (!values.isEmpty()) {
            body.put("secrets", values);
        }
        Map<String, Object> when = new LinkedHashMap<>();
        put(when, "cron", given(times().cron()));
        put(when, "everySeconds", number(times().everySeconds()));
        put(body, "schedule", when.isEmpty() ? null : when);
        body.put("include", lines(include));
        body.put("exclude", lines(exclude));
        body.put("tags", KnowledgeBaseForm.list(tags));
        body.put("readers", KnowledgeBaseForm.list(readers));
        Map<String, Object> most = new LinkedHashMap<>();
        put(most, "documents", number(bounds().documents()));
        put(most, "bytes", number(bounds().bytes()));
        body.put("limits", most);
        body.put("vanished", given(vanished));
        body.put("enabled", enabled);
        return body;
    }

    private static void put(Map<String, Object> members, String name, @Nullable Object value) {
        if (value != null && !value.equals("")) {
            members.put(name, value);
        }
    }

    private static @Nullable Long number(@Nullable String value) {
        return given(value).isEmpty() ? null : Long.valueOf(given(value));
    }

    private static List<String> lines(@Nullable String value) {
        return given(value)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /// Returns the service's errors at the fields of the form, which has one field for the whole source.
    static FormErrors errors(ApiProblem problem) {
        FormErrors errors = FormErrors.of(problem);
        Map<String, String> fields = new LinkedHashMap<>(errors.fields());
        problem.errors().stream()
                .filter(error -> error.pointer().startsWith("/source/"))
                .findFirst()
                .ifPresent(error ->
                        fields.put("source", error.pointer().substring("/source/".length()) + " " + error.message()));
        String schedule = fields.get("schedule");
        if (schedule != null && !fields.containsKey("schedule.everySeconds")) {
            fields.putIfAbsent("schedule.cron", schedule);
        }
        return new FormErrors(errors.message(), errors.detail(), fields, errors.approvalId());
    }

    private static String given(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }
}
