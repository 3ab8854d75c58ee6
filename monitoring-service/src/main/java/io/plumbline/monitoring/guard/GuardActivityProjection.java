package io.plumbline.monitoring.guard;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.monitoring.call.CallProperties;
import io.plumbline.monitoring.projection.CallEvent;
import io.plumbline.monitoring.projection.Projection;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Counts what the guards did by hour, team, route, stage, category and action. Findings that a policy allows do
/// not count. Calls with missing or impossible values are skipped, and hours older than [CallProperties] keeps are
/// left out.
@Component
final class GuardActivityProjection implements Projection {

    private static final JsonMapper ROWS = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final CallProperties properties;
    private final Clock clock;

    GuardActivityProjection(JdbcClient jdbc, CallProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    private record Key(
            String team, String route, String stage, String category, String action, String purpose, Instant hour) {

        static Key of(CallEvent call, CallFinding finding, GuardAction action) {
            return new Key(
                    call.event().team(),
                    CallEvent.cut(call.attributes().route()),
                    CallEvent.cut(finding.stage()),
                    CallEvent.cut(finding.category()),
                    action.name(),
                    CallEvent.cut(call.attributes().purpose()).toUpperCase(Locale.ROOT),
                    call.event().time().truncatedTo(ChronoUnit.HOURS));
        }
    }

    private record Count(long calls, long findings) {

        Count plus(Count other) {
            return new Count(calls + other.calls, findings + other.findings);
        }
    }

    private record Row(
            String team,
            String route,
            String stage,
            String category,
            String action,
            String purpose,
            Instant hour,
            long calls,
            long findings) {

        static Row of(Key key, Count count) {
            return new Row(
                    key.team(),
                    key.route(),
                    key.stage(),
                    key.category(),
                    key.action(),
                    key.purpose(),
                    key.hour(),
                    count.calls(),
                    count.findings());
        }
    }

    @Override
    public String name() {
        return "guard-activity";
    }

    @Override
    public int apply(List<AuditEvent> events) {
        Instant since = clock.instant().minus(properties.keepHours());
        Map<Key, Count> counts = new LinkedHashMap<>();
        int leftOut = 0;
        for (AuditEvent event : events) {
            if (CallEvent.isCall(event)) {
                Optional<CallEvent> call = CallEvent.read(event);
                leftOut += call.isPresent() ? 0 : 1;
                call.filter(each -> !event.time().isBefore(since))
                        .ifPresent(each -> counts(each).forEach((key, count) -> counts.merge(key, count, Count::plus)));
            }
        }
        store(counts);
        return leftOut;
    }

    @Override
    public void clear() {
        jdbc.sql("delete from guard_hour").update();
    }

    private static Map<Key, Count> counts(CallEvent call) {
        Map<Key, Count> counts = new HashMap<>();
        for (CallFinding finding : call.findings()) {
            GuardAction.of(finding.action())
                    .ifPresent(action -> counts.merge(
                            Key.of(call, finding, action),
                            new Count(1, Math.max(0, finding.count())),
                            (one, other) -> new Count(1, one.findings() + other.findings())));
        }
        return counts;
    }

    private void store(Map<Key, Count> counts) {
        if (counts.isEmpty()) {
            return;
        }
        List<Row> rows = new ArrayList<>();
        counts.forEach((key, count) -> rows.add(Row.of(key, count)));
        jdbc.sql("""
                        insert into guard_hour as g
                        select * from jsonb_populate_recordset(null::guard_hour, cast(:rows as jsonb))
                        on conflict (team, route, stage, category, action, purpose, hour) do update set
                            calls = g.calls + excluded.calls, findings = g.findings + excluded.findings
                        """).param("rows", ROWS.writeValueAsString(rows)).update();
    }
}
