package io.plumbline.gateway.restraint;

import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.restraint.PolicyComparison.Pair;
import io.plumbline.gateway.route.RouteBook;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.restraint.RestraintKind;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// Ends restraints whose time is over, those on a name that a route of another team has now, and those whose policy
/// is no longer at least as strict as the route's own: the route or one of the policies was changed. Any replica does
/// this; if two do it at once, the second finds it done. While the database or governance-service is unavailable,
/// restraints stay.
@Component
class RestraintClock {

    private static final Logger log = LoggerFactory.getLogger(RestraintClock.class);
    private static final int AT_ONCE = 50;
    private static final Duration KEPT = Duration.ofDays(30);

    private final RestraintStore store;
    private final Restraints restraints;
    private final PolicyComparison policies;
    private final RouteBook routes;
    private final ConfigurationChanges changes;
    private final Clock clock;

    RestraintClock(
            RestraintStore store,
            Restraints restraints,
            PolicyComparison policies,
            RouteBook routes,
            ConfigurationChanges changes,
            Clock clock) {
        this.store = store;
        this.restraints = restraints;
        this.policies = policies;
        this.routes = routes;
        this.changes = changes;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void look() {
        try {
            Tenancy.callAsPlatform(() -> {
                release(store.due(clock.instant(), AT_ONCE), "TIME_OVER");
                release(store.ofFormerOwners(), "OTHER_TEAM");
                store.active().stream()
                        .filter(each -> each.effect().kind() == RestraintKind.STRICTER_POLICY)
                        .forEach(this::compare);
                return Boolean.TRUE;
            });
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).log("Cannot look at restraints");
        }
    }

    private void release(List<Restraint> ended, String why) {
        if (!ended.isEmpty()) {
            changes.make(() -> {
                ended.forEach(each -> restraints.release(each, why));
                return Boolean.TRUE;
            });
        }
    }

    private void compare(Restraint restraint) {
        String policy = restraint.effect().policy();
        Route route = routes.inForce(restraint.effect().route()).orElse(null);
        if (policy == null || route == null) {
            return;
        }
        try {
            Optional<Pair> pair =
                    policies.inForce(policy, route.unrestrained().definition().policy(), restraint.team());
            if (pair.isPresent() && pair.get().label().equals(restraint.compared())) {
                return;
            }
            boolean strict = pair.isPresent() && policies.looser(pair.get()).isEmpty();
            changes.make(() -> {
                if (strict) {
                    store.compared(restraint.effect().id(), pair.get().label());
                } else {
                    restraints.release(restraint, "NOT_STRICTER");
                }
                return Boolean.TRUE;
            });
        } catch (ProblemException | RestClientException e) {
            log.atWarn()
                    .addKeyValue("route", route.name())
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Cannot compare the policy of a restraint");
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void forget() {
        try {
            Tenancy.callAsPlatform(() -> {
                store.forgetEndedBefore(clock.instant().minus(KEPT));
                return Boolean.TRUE;
            });
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).log("Cannot forget restraints that ended");
        }
    }
}
