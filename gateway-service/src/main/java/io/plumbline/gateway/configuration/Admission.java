package io.plumbline.gateway.configuration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.gateway.configuration.ConfigurationComposer.Bound;
import io.plumbline.gateway.configuration.ConfigurationComposer.Composed;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.RoutingSnapshot;
import io.plumbline.kit.problem.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Admits calls: determines the configuration that serves a call and, in production, requires that the route may
/// serve with it. Whatever changes of routes are accepted, unauthorised configurations never serve. Reads memory.
/// If something has just changed, waits at most a second for the decision. Thread-safe.
@Component
public final class Admission {

    private static final int MOST_REMEMBERED = 20_000;

    private final ConfigurationComposer composer;
    private final AuthorizedConfigurations authorized;
    private final ConfigurationWatch watch;
    private final RoutingSnapshot routing;
    private final Clock clock;
    private final Cache<Served, Composed> composed =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();
    private final Cache<String, Long> refused =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    Admission(
            ConfigurationComposer composer,
            AuthorizedConfigurations authorized,
            ConfigurationWatch watch,
            RoutingSnapshot routing,
            Clock clock) {
        this.composer = composer;
        this.authorized = authorized;
        this.watch = watch;
        this.routing = routing;
        this.clock = clock;
    }

    /// The parts of a call that form its configuration. The same parts of a snapshot are the same objects, so
    /// that comparing them is cheap.
    private record Served(
            Resolution resolution, String policy, @Nullable Bound prompt) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Served served
                    && policy.equals(served.policy)
                    && Objects.equals(prompt, served.prompt)
                    && resolution.servesLike(served.resolution);
        }

        @Override
        public int hashCode() {
            return 31
                            * (31 * resolution.route().hashCode()
                                    + resolution.variant().hashCode())
                    + policy.hashCode();
        }
    }

    /// Returns the digest of the configuration that serves the call.
    ///
    /// @param named `name@version` of the prompt that the call names; null for the variant's own
    /// @param evaluation whether the call is an evaluation and needs no authorisation
    /// @throws ProblemException `target-not-gated` if the route may not serve with it
    public String admit(Resolution resolution, EffectivePolicy policy, @Nullable String named, boolean evaluation) {
        String reference = named == null ? resolution.prompt() : named;
        Optional<Bound> prompt = reference == null ? Optional.empty() : composer.prompt(reference, resolution.team());
        Composed call = composed.get(
                new Served(resolution, policy.revision().digest() + policy.label(), prompt.orElse(null)),
                served -> composer.of(resolution, policy, served.prompt()));
        String digest = call.digest();
        // What is not there, or may not be named, is refused with its own error where it is rendered.
        boolean renders = reference == null
                || prompt.map(bound -> bound.version().mayServeProduction()).orElse(false);
        if (resolution.production() && !evaluation && renders) {
            require(resolution, call, named != null);
        }
        return digest;
    }

    private void require(Resolution resolution, Composed call, boolean named) {
        String route = resolution.route();
        Optional<Authorized> found = authorized.find(route, call.digest());
        if (found.isEmpty() && isWorthAsking(route, call.digest())) {
            Route led = routing.current().route(route).orElse(null);
            if (led != null) {
                watch.settle(led, resolution.variant(), call, !named);
                found = authorized.find(route, call.digest());
                if (found.isEmpty()) {
                    refused.put(route + call.digest(), clock.millis());
                }
            }
        }
        if (authorized.isLifted(route)) {
            return;
        }
        Authorized may = found.orElseThrow(() -> refusal("The route may not serve with its current configuration, which"
                + " is not approved: see GET /api/v1/routes/" + route + "/configurations."));
        Instant now = clock.instant();
        if (may.isWithdrawn(now)) {
            throw refusal(
                    "Evidence for this route's configuration was withdrawn, and its grace period has ended: see GET"
                            + " /api/v1/routes/" + route + "/configurations.");
        }
    }

    /// Whether to request a decision. A recent refusal is repeated without one.
    private boolean isWorthAsking(String route, String digest) {
        Long last = refused.getIfPresent(route + digest);
        return last == null || clock.millis() - last > 1_000;
    }

    private static ProblemException refusal(String because) {
        return CallProblem.TARGET_NOT_GATED.because(because).with("x-should-retry", "false");
    }
}
