package io.plumbline.gateway.configuration;

import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.IncidentReport;
import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.configuration.ConfigurationController.Window;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.AccessProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Suspends the rules for a production route: by a person, for a stated reason, for a limited time, and with an
/// incident. The incident is opened first: if governance is unavailable, nothing is suspended. Changes made
/// meanwhile serve until the time is over, and afterwards only if gates and approvals allow it.
@Service
class BreakGlass {

    private final RouteBook routes;
    private final ConfigurationStore store;
    private final ConfigurationChanges changes;
    private final GovernanceClient governance;
    private final AuditTrail trail;
    private final Clock clock;

    BreakGlass(
            RouteBook routes,
            ConfigurationStore store,
            ConfigurationChanges changes,
            GovernanceClient governance,
            AuditTrail trail,
            Clock clock) {
        this.routes = routes;
        this.store = store;
        this.changes = changes;
        this.governance = governance;
        this.trail = trail;
        this.clock = clock;
    }

    /// @throws ProblemException 404; 403 for a caller who is not a person; 409 for a development route; 503 if
    ///     governance is unavailable
    Window open(String name, String reason, int minutes) {
        Caller caller = Callers.current();
        if (caller.type() != Caller.ActorType.USER) {
            throw AccessProblem.FORBIDDEN
                    .because("Only a person can lift the rules. Sign in and use that token instead of a key.")
                    .with("permission", Permission.PRODUCTION_OVERRIDE.code());
        }
        Route route = routes.inForce(name).orElseThrow(BreakGlass::missing);
        if (!route.isProduction()) {
            throw RequestProblem.CONFLICT.because(
                    "The rules on production changes do not apply to a development route.");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant until = now.plus(minutes, ChronoUnit.MINUTES);
        governance.openIncident(
                "break-glass " + name + " " + now,
                new IncidentReport(
                        route.team(),
                        "CRITICAL",
                        "OTHER",
                        "Rules lifted for production route " + name,
                        "The rules on production changes are lifted until " + until + ": " + reason,
                        new IncidentReport.IncidentResource("route", name),
                        now,
                        Map.of("minutes", minutes)));
        RouteMemory.Lifting lifting = new RouteMemory.Lifting(until, reason, caller.id());
        changes.make(() -> {
            RouteMemory memory = store.lock(name, route.team());
            store.remember(with(memory, lifting));
            trail.append(AuditEntry.of(ConfigurationAction.BREAK_GLASS_OPENED, route.team(), "route", name)
                    .with("reason", reason)
                    .with("until", until.toString()));
            return Boolean.TRUE;
        });
        return new Window(until, reason, caller.id());
    }

    /// @throws ProblemException 404 if the rules are not suspended
    void close(String name) {
        RouteMemory known = store.memory(name)
                .filter(memory -> memory.isLifted(clock.instant()))
                .orElseThrow(BreakGlass::missing);
        changes.make(() -> {
            RouteMemory memory = store.lock(name, known.team());
            store.remember(with(memory, null));
            store.endLifted(name, clock.instant().truncatedTo(ChronoUnit.MICROS));
            trail.append(AuditEntry.of(ConfigurationAction.BREAK_GLASS_CLOSED, known.team(), "route", name));
            return Boolean.TRUE;
        });
    }

    private static RouteMemory with(RouteMemory memory, RouteMemory.@Nullable Lifting lifting) {
        return new RouteMemory(
                memory.route(),
                memory.team(),
                memory.production(),
                memory.tier(),
                memory.policy(),
                memory.grandfathered(),
                lifting,
                memory.removedAt(),
                memory.revision() + 1);
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No such route exists, or no rules are lifted for it.");
    }
}
