package io.plumbline.audit;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Builds the SQL of a search. All values are bound parameters.
final class EventSearch {
    private static final UUID FIRST = new UUID(0, 0);
    private static final UUID LAST = new UUID(-1, -1);

    private final StringBuilder where = new StringBuilder("true");
    private final List<Object> parameters = new ArrayList<>();

    static EventSearch of(AuditFilter filter, @Nullable UUID before) {
        EventSearch query = new EventSearch();
        query.actions(filter.action());
        query.actors(filter.actor());
        query.typed("resource", filter.resource());
        query.equal("team", filter.team());
        query.equal(
                "outcome", filter.outcome() == null ? null : filter.outcome().name());
        query.equal("trace_id", filter.traceId());
        if (filter.subject() != null) {
            query.add("id IN (SELECT event_id FROM audit.event_subject WHERE subject = ?)", filter.subject());
        }
        query.time("id >= audit.first_id(?)", filter.from());
        query.time("id < audit.first_id(?)", filter.to());
        if (before != null) {
            query.add("id < ?", before);
        }
        if (filter.q() != null) {
            query.add(
                    "convert_from(canonical, 'UTF8') ILIKE ?",
                    "%" + filter.q().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        return query;
    }

    /// Restricts the search to the newest visible events.
    EventSearch among(@Nullable UUID before, int newest) {
        add(
                "id >= coalesce((SELECT id FROM audit.event WHERE id < ? ORDER BY id DESC OFFSET ? LIMIT 1), ?)",
                before == null ? LAST : before,
                newest,
                FIRST);
        return this;
    }

    String where() {
        return where.toString();
    }

    List<Object> parameters() {
        return parameters;
    }

    private void equal(String column, @Nullable String value) {
        if (value != null) {
            add(column + " = ?", value);
        }
    }

    /// Any of the actions; a `*` at an end stands for all actions that start like it.
    private void actions(@Nullable String listed) {
        if (listed == null) {
            return;
        }
        List<String> conditions = new ArrayList<>();
        List<String> exact = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        for (String action : parts(listed)) {
            if (action.endsWith("*")) {
                conditions.add("starts_with(action, ?)");
                values.add(action.substring(0, action.length() - 1));
            } else {
                exact.add(action);
            }
        }
        if (!exact.isEmpty()) {
            conditions.add("action = ANY (?)");
            values.add(exact.toArray(String[]::new));
        }
        add("(" + String.join(" OR ", conditions) + ")", values.toArray());
    }

    /// One actor, possibly with its type, or any of several ids.
    private void actors(@Nullable String listed) {
        if (listed != null && listed.indexOf(',') >= 0) {
            add("actor_id = ANY (?)", (Object) parts(listed).toArray(String[]::new));
        } else {
            typed("actor", listed);
        }
    }

    private static List<String> parts(String listed) {
        return Arrays.stream(listed.split(",", -1)).map(String::strip).toList();
    }

    /// An id may contain a colon, so the whole value is also matched as an id.
    private void typed(String member, @Nullable String value) {
        if (value == null) {
            return;
        }
        int colon = value.indexOf(':');
        if (colon < 0) {
            add(member + "_id = ?", value);
        } else {
            add(
                    "(%1$s_id = ? OR %1$s_id = ? AND audit.parse(canonical) #>> '{%1$s,type}' = ?)".formatted(member),
                    value,
                    value.substring(colon + 1),
                    value.substring(0, colon));
        }
    }

    private void time(String condition, @Nullable Instant instant) {
        if (instant != null) {
            add(condition, Timestamp.from(instant));
        }
    }

    private void add(String condition, Object... values) {
        where.append(" AND ").append(condition);
        parameters.addAll(List.of(values));
    }
}
