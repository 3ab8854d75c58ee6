package io.plumbline.monitoring.call;

import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The condition of a [CallQuery] on `gateway_call`, and its parameters. It contains only the given criteria, so
/// that each query gets the plan that its own criteria allow.
final class CallSelection {

    private static final String PSEUDONYM = "s_[0-9a-f]{32}";
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final int ID_DIGITS = 32;
    private static final int TIME_BITS = 16;

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    private CallSelection() {}

    static CallSelection of(CallQuery query, Pseudonyms pseudonyms) {
        CallSelection selection = new CallSelection();
        selection.addTeams();
        selection.add("team = :team", "team", given(query.team()));
        selection.add("route = :route", "route", given(query.route()));
        selection.add("variant = :variant", "variant", given(query.variant()));
        selection.addModel(given(query.model()));
        selection.add(
                "outcome = :outcome",
                "outcome",
                query.outcome() == null ? null : query.outcome().name());
        selection.add("guarded and :category = any (categories)", "category", given(query.category()));
        selection.add("subject = :subject", "subject", subject(given(query.subject()), pseudonyms));
        selection.add("actor_id = :actor", "actor", given(query.actor()));
        selection.addCitation(given(query.knowledgeBase()), given(query.document()));
        selection.add(
                "environment = :environment",
                "environment",
                query.environment() == null ? null : query.environment().name());
        selection.add(
                "source = :source",
                "source",
                query.source() == null ? null : query.source().name());
        selection.add("service = :service", "service", given(query.service()));
        selection.addPurposes(query.purpose());
        selection.addTimes(query.from(), query.to());
        selection.add(
                "known_cost_usd >= :minCost",
                "minCost",
                query.minCostUsd() == null ? null : query.minCostUsd().doubleValue());
        selection.add("latency_ms >= :minLatency", "minLatency", query.minLatencyMs());
        selection.addId(given(query.id()));
        return selection;
    }

    /// The condition in SQL.
    String where() {
        return conditions.isEmpty() ? "true" : String.join(" and ", conditions);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /// Adds a condition unless its value is null.
    void add(String condition, String parameter, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(parameter, value);
        }
    }

    /// Returns the lowest id that a call of that millisecond or later can have.
    static UUID firstId(Instant time) {
        return new UUID(time.toEpochMilli() << TIME_BITS, 0);
    }

    /// A single team is an equality, so that an index gives the order as well.
    private void addTeams() {
        Tenancy.teams().ifPresent(teams -> addTeams(teams));
    }

    private void addTeams(Set<String> teams) {
        if (teams.size() == 1) {
            add("team = :ownTeam", "ownTeam", teams.iterator().next());
        } else {
            add("team = any (cast(:ownTeams as text[]))", "ownTeams", teams.toArray(String[]::new));
        }
    }

    private void addModel(@Nullable String model) {
        if (model != null) {
            boolean exact = model.indexOf('@') >= 0 || model.indexOf('/') >= 0;
            add(exact ? "target = :model" : "model = :model", "model", model);
        }
    }

    private void addCitation(@Nullable String knowledgeBase, @Nullable String document) {
        if (knowledgeBase == null && document == null) {
            return;
        }
        List<String> cited = new ArrayList<>();
        if (knowledgeBase != null) {
            cited.add("c.knowledge_base = :knowledgeBase");
            parameters.put("knowledgeBase", knowledgeBase);
        }
        if (document != null) {
            cited.add("c.document = :document");
            parameters.put("document", document);
        }
        conditions.add("call_id in (select c.call_id from call_citation c where " + String.join(" and ", cited) + ")");
    }

    private void addPurposes(@Nullable List<CallQuery.CallPurpose> purposes) {
        if (purposes != null && !purposes.isEmpty()) {
            add(
                    "purpose = any (cast(:purposes as text[]))",
                    "purposes",
                    purposes.stream().map(Enum::name).toArray(String[]::new));
        }
    }

    private void addTimes(@Nullable Instant from, @Nullable Instant to) {
        requireInCalendar(from, "/from");
        requireInCalendar(to, "/to");
        add("call_id >= :fromId", "fromId", from == null ? null : firstId(from));
        add("call_id < :toId", "toId", to == null ? null : firstId(to));
    }

    private static void requireInCalendar(@Nullable Instant time, String pointer) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LAST))) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The request is invalid. errors lists each field.")
                    .at(pointer, "must be in the years 1970 to 9999");
        }
    }

    /// The ids that begin with these digits are a range; so are the trace ids.
    private void addId(@Nullable String id) {
        if (id == null) {
            return;
        }
        String digits = id.replace("-", "").toLowerCase(Locale.ROOT);
        if (digits.length() > ID_DIGITS) {
            conditions.add("false");
            return;
        }
        int open = ID_DIGITS - digits.length();
        add(
                "(call_id between cast(:lowestId as uuid) and cast(:highestId as uuid)"
                        + " or trace_id >= :lowestTrace and trace_id <= :highestTrace)",
                "lowestId",
                digits + "0".repeat(open));
        parameters.put("highestId", digits + "f".repeat(open));
        parameters.put("lowestTrace", digits);
        parameters.put("highestTrace", digits + "f".repeat(open));
    }

    private static @Nullable String subject(@Nullable String subject, Pseudonyms pseudonyms) {
        return subject == null || subject.matches(PSEUDONYM) ? subject : pseudonyms.of(subject);
    }

    private static @Nullable String given(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
