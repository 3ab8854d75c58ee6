package io.plumbline.monitoring.monitor;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.alert.Alerts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import tools.jackson.databind.JsonNode;

/// Creates, replaces, reads and removes monitors. A new monitor learns from the calls of the last two weeks.
@Service
class Monitors {

    private static final Duration LEARNED = Duration.ofDays(14);

    private final MonitorStore store;
    private final Alerts alerts;
    private final AuditTrail trail;
    private final Clock clock;

    Monitors(MonitorStore store, Alerts alerts, AuditTrail trail, Clock clock) {
        this.store = store;
        this.alerts = alerts;
        this.trail = trail;
        this.clock = clock;
    }

    /// Creates or replaces a monitor. The revision of a new one is 0.
    ///
    /// @throws ProblemException 404 if the name belongs to a team that the caller does not see; 409 if the monitor
    ///     would change its team; 412 for a stale `ifMatch`
    @Transactional
    public Monitor put(String name, String team, MonitorPlan plan, @Nullable String ifMatch) {
        Instant now = clock.instant();
        Instant from = now.minus(LEARNED).truncatedTo(ChronoUnit.MINUTES);
        MonitorSeries.State state = MonitorSeries.fresh(plan, from).state();
        Optional<Monitor> present = store.lock(name);
        if (present.isEmpty()) {
            return create(new Monitor(name, team, plan, state, now, now, 0), ifMatch);
        }
        Monitor before = present.get();
        EntityTags.check(ifMatch, before.revision());
        checkTeam(before, team);
        Monitor replaced = new Monitor(name, team, plan, state, now, before.createdAt(), before.revision() + 1);
        store.replace(replaced);
        alerts.resolve(before.alertKey(), now);
        trail.append(DocumentChanges.tell(entry(MonitorAction.CHANGED, replaced), json(before), json(replaced)));
        return replaced;
    }

    private static void checkTeam(Monitor present, String team) {
        if (!present.team().equals(team)) {
            throw RequestProblem.CONFLICT.because("A monitor cannot change its team. Create another monitor.");
        }
    }

    /// Returns what [#put] would change. Stores nothing.
    ///
    /// @throws ProblemException as [#put]
    @Transactional
    public DocumentDiff diff(String name, String team, MonitorPlan plan) {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        JsonNode after = MonitorStore.JSON.valueToTree(plan);
        Optional<Monitor> present = store.find(name);
        if (present.isEmpty()) {
            Instant now = clock.instant();
            insert(new Monitor(name, team, plan, MonitorSeries.fresh(plan, now).state(), now, now, 0));
            return DocumentDiff.of(0, null, null, after);
        }
        Monitor before = present.get();
        checkTeam(before, team);
        return DocumentDiff.of(
                Math.toIntExact(before.revision() + 1), EntityTags.of(before.revision()), json(before), after);
    }

    private Monitor create(Monitor monitor, @Nullable String ifMatch) {
        if (ifMatch != null) {
            throw RequestProblem.STALE_VERSION.because("There is no such monitor to replace.");
        }
        insert(monitor);
        trail.append(DocumentChanges.tell(entry(MonitorAction.CREATED, monitor), null, json(monitor)));
        return monitor;
    }

    private void insert(Monitor monitor) {
        if (!store.insert(monitor)) {
            throw RequestProblem.NOT_FOUND.because("This name is taken in this installation. Choose another.");
        }
    }

    /// @throws ProblemException 404
    @Transactional
    public void remove(String name) {
        Monitor monitor = store.lock(name).orElseThrow(Monitors::missing);
        store.remove(name);
        alerts.resolve(monitor.alertKey(), clock.instant());
        trail.append(DocumentChanges.tell(entry(MonitorAction.REMOVED, monitor), json(monitor), null));
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public Monitor get(String name) {
        return store.find(name).orElseThrow(Monitors::missing);
    }

    /// By name.
    @Transactional(readOnly = true)
    public Page<Monitor> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse(null);
        return Page.of(store.list(after, paging.size() + 1), paging, monitor -> Cursor.of(monitor.name()));
    }

    private static AuditEntry entry(MonitorAction action, Monitor monitor) {
        return AuditEntry.of(action, monitor.team(), "monitor", monitor.name());
    }

    private static JsonNode json(Monitor monitor) {
        return MonitorStore.JSON.valueToTree(monitor.plan());
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No monitor has this name.");
    }
}
