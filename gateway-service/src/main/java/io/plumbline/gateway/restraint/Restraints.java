package io.plumbline.gateway.restraint;

import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteTerms;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Puts restraints on routes and ends them. A restraint is in force on this replica before its requester has the
/// response, and on others within two seconds. It never changes the route's document, so its end leaves exactly that.
@Service
class Restraints {

    private final NamedDocuments<RouteTerms> documents;
    private final RouteBook routes;
    private final RestraintPlanner planner;
    private final RestraintStore store;
    private final ConfigurationChanges changes;
    private final AuditTrail trail;
    private final Clock clock;

    Restraints(
            NamedDocuments<RouteTerms> documents,
            RouteBook routes,
            RestraintPlanner planner,
            RestraintStore store,
            ConfigurationChanges changes,
            AuditTrail trail,
            Clock clock) {
        this.documents = documents;
        this.routes = routes;
        this.planner = planner;
        this.store = store;
        this.changes = changes;
        this.trail = trail;
        this.clock = clock;
    }

    /// Puts a restraint on a route. A repeated request has no further effect.
    ///
    /// @throws ProblemException 404; `restraint-refused`; 503 if governance-service is needed and unavailable
    Restraint put(String name, UUID id, RestraintRequest request) {
        NamedDocument<RouteTerms> document = documents.get(name);
        if (!document.team().equals(request.team())) {
            throw documents.missing();
        }
        Restraint known = store.find(id).orElse(null);
        if (known != null) {
            return repeated(known, name);
        }
        Route route = routes.inForce(name).orElseThrow(documents::missing);
        RestraintPlanner.Plan plan = planner.plan(route, id, request);
        Instant now = now();
        Restraint restraint = new Restraint(
                plan.effect(),
                document.team(),
                plan.compared(),
                document.revision(),
                request.reason(),
                plan.before(),
                plan.after(),
                now,
                now.plusSeconds(request.seconds()),
                null);
        if (request.isRehearsal()) {
            refuseSecond(restraint);
            return restraint;
        }
        changes.make(() -> {
            NamedDocument<RouteTerms> locked = documents.lock(name).orElseThrow(documents::missing);
            if (locked.revision() != document.revision()) {
                throw RequestProblem.CONFLICT.because("The route was changed at the same time. Repeat the request.");
            }
            if (!store.insert(restraint)) {
                refuseSecond(restraint);
                throw RequestProblem.CONFLICT.because("The restraint is being put on the route. Repeat the request.");
            }
            trail.append(event(RestraintAction.RESTRAINED, restraint)
                    .with("before", restraint.before())
                    .with("after", restraint.after())
                    .with("until", restraint.until().toString())
                    .with("reason", restraint.reason()));
            return Boolean.TRUE;
        });
        return restraint;
    }

    private static Restraint repeated(Restraint known, String route) {
        if (!known.effect().route().equals(route)) {
            throw RestraintPlanner.refused("A restraint on another route has this id.");
        }
        if (known.endedAt() != null) {
            throw RestraintPlanner.refused("This restraint has ended. Use a new id.");
        }
        return known;
    }

    private void refuseSecond(Restraint restraint) {
        store.of(restraint.effect().route()).stream()
                .filter(each -> each.effect().kind() == restraint.effect().kind()
                        && !each.effect().id().equals(restraint.effect().id()))
                .findFirst()
                .ifPresent(each -> {
                    throw RestraintPlanner.refused("A restraint of this kind is in force on the route until "
                            + each.until().truncatedTo(ChronoUnit.SECONDS) + ".");
                });
    }

    /// @throws ProblemException 404
    List<Restraint> of(String name) {
        return store.of(documents.get(name).name());
    }

    /// Ends a restraint.
    ///
    /// @param onlyIfUnchanged whether to refuse if the route's document changed meanwhile
    /// @throws ProblemException 404 if it is not in force; `route-changed`
    void end(String name, UUID id, boolean onlyIfUnchanged) {
        Restraint restraint = store.find(id)
                .filter(each -> each.endedAt() == null && each.effect().route().equals(name))
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("No such restraint is in force on this route."));
        changes.make(() -> {
            if (onlyIfUnchanged) {
                requireUnchanged(restraint);
            }
            release(restraint, "REQUESTED");
            return Boolean.TRUE;
        });
    }

    private void requireUnchanged(Restraint restraint) {
        long now = documents
                .lock(restraint.effect().route())
                .map(NamedDocument::revision)
                .orElse(-1L);
        if (now != restraint.routeRevision()) {
            throw RestraintProblem.ROUTE_CHANGED.because(
                    now < 0
                            ? "The route was removed since. Check what has its name now."
                            : "The route was changed since: its revision was %d and is %d. Check the route, then accept"
                                            .formatted(restraint.routeRevision(), now)
                                    + " its changes.");
        }
    }

    /// Ends a restraint in the current transaction.
    ///
    /// @param why for the log
    void release(Restraint restraint, String why) {
        if (store.end(restraint.effect().id(), now())) {
            trail.append(event(RestraintAction.RELEASED, restraint).with("why", why));
        }
    }

    private static AuditEntry event(RestraintAction action, Restraint restraint) {
        return AuditEntry.of(
                        action, restraint.team(), "route", restraint.effect().route())
                .with("restraint", restraint.effect().id().toString())
                .with("kind", restraint.effect().kind().name());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
