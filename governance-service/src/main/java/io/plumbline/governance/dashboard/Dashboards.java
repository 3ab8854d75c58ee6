package io.plumbline.governance.dashboard;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFilter;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.HourlyCounts;
import io.plumbline.audit.HourlyCounts.HourlyCount;
import io.plumbline.governance.approval.Approvals;
import io.plumbline.governance.incident.Incidents;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.web.chart.Bars;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Computes the dashboard's figures from the audit log only. Events without a position do not count yet.
@Service
@Transactional(readOnly = true, timeout = 20)
class Dashboards {

    private static final String COMPLETED = "gateway.call.completed";
    private static final String BLOCKED = "gateway.call.blocked";
    private static final String FAILED = "gateway.call.failed";
    private static final String GATE = "eval.gate.finished";
    private static final String DECIDED = "governance.approval.decided";
    private static final int HOURS = 24;
    private static final int NEWEST = 10;
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final HourlyCounts counts;
    private final AuditReader reader;
    private final Approvals approvals;
    private final Incidents incidents;
    private final Clock clock;

    Dashboards(HourlyCounts counts, AuditReader reader, Approvals approvals, Incidents incidents, Clock clock) {
        this.counts = counts;
        this.reader = reader;
        this.approvals = approvals;
        this.incidents = incidents;
        this.clock = clock;
    }

    Dashboard now(boolean withEvents, Caller caller) {
        Instant now = clock.instant();
        Instant firstHour = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1L));
        Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
        List<HourlyCount> hours = counts.since(firstHour, List.of(COMPLETED, BLOCKED, FAILED, GATE, DECIDED));
        List<AuditEvent> newest = withEvents ? reader.search(AuditFilter.ALL, null, NEWEST) : List.of();
        return new Dashboard(
                sum(hours, midnight, Set.of(COMPLETED, BLOCKED, FAILED)),
                sum(hours, midnight, Set.of(BLOCKED)),
                sum(hours, midnight, Set.of(FAILED)),
                sum(hours, midnight, Set.of(GATE)),
                sum(hours, midnight, Set.of(DECIDED)),
                approvals.pending(),
                caller.teamsWith(Permission.INCIDENT_READ).isEmpty() ? null : incidents.open(caller),
                chart(hours, firstHour),
                newest);
    }

    private static long sum(List<HourlyCount> hours, Instant from, Set<String> actions) {
        return hours.stream()
                .filter(hour -> !hour.hour().isBefore(from) && actions.contains(hour.action()))
                .mapToLong(HourlyCount::count)
                .sum();
    }

    private static Bars chart(List<HourlyCount> hours, Instant firstHour) {
        List<Bars.Value> values = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            Instant hour = firstHour.plus(Duration.ofHours(i));
            List<HourlyCount> there =
                    hours.stream().filter(count -> count.hour().equals(hour)).toList();
            values.add(new Bars.Value(
                    HOUR.format(hour), sum(there, hour, Set.of(COMPLETED)), sum(there, hour, Set.of(BLOCKED, FAILED))));
        }
        return Bars.of("Calls of the last 24 hours, by hour: answered, and blocked or failed", values);
    }
}
