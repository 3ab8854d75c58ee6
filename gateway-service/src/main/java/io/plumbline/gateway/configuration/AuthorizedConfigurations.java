package io.plumbline.gateway.configuration;

import io.plumbline.gateway.change.ConfigurationChanged;
import io.plumbline.gateway.change.Followed;
import io.plumbline.kit.change.Changes;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/// Holds in memory the configurations with which each production route may serve, so that no call reads the
/// database. Thread-safe.
@Component
class AuthorizedConfigurations implements SmartLifecycle {

    private static final Duration LATELY = Duration.ofSeconds(10);

    private final Followed<Book> followed;
    private final Clock clock;

    AuthorizedConfigurations(
            ConfigurationStore store, Changes changes, PlatformTransactionManager transactionManager, Clock clock) {
        this.clock = clock;
        this.followed = new Followed<>(
                "served-configurations",
                Book.EMPTY,
                version -> Book.of(version, store.lately(clock.instant().minus(LATELY)), store.memories()),
                changes,
                transactionManager);
    }

    /// @param byRoute route → digest → authorised configuration
    private record Book(long version, Map<String, Map<String, Authorized>> byRoute, Map<String, RouteMemory> memories) {

        static final Book EMPTY = new Book(-1, Map.of(), Map.of());

        static Book of(long version, List<Authorized> authorized, List<RouteMemory> memories) {
            Map<String, Map<String, Authorized>> byRoute = new HashMap<>();
            authorized.forEach(each ->
                    byRoute.computeIfAbsent(each.route(), _ -> new HashMap<>()).put(each.digest(), each));
            Map<String, RouteMemory> byName = new HashMap<>();
            memories.forEach(memory -> byName.put(memory.route(), memory));
            return new Book(version, byRoute, byName);
        }
    }

    /// Returns the configuration of that digest if the route may serve with it now.
    Optional<Authorized> find(String route, String digest) {
        return Optional.ofNullable(followed.current()
                        .byRoute()
                        .getOrDefault(route, Map.of())
                        .get(digest))
                .filter(authorized -> authorized.isInForce(clock.instant()));
    }

    /// Returns all configurations with which the route may serve, without superseded ones.
    Collection<Authorized> of(String route) {
        return followed.current().byRoute().getOrDefault(route, Map.of()).values().stream()
                .filter(authorized -> authorized.supersededAt() == null)
                .toList();
    }

    @Nullable
    RouteMemory memory(String route) {
        return followed.current().memories().get(route);
    }

    boolean isLifted(String route) {
        RouteMemory memory = memory(route);
        return memory != null && memory.isLifted(clock.instant());
    }

    /// Returns the number of the last change that is included.
    long version() {
        return followed.current().version();
    }

    void load() {
        followed.load();
    }

    /// Runs right after routes: a call in between waits until this is done ([Admission]).
    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    void on(ConfigurationChanged changed) {
        followed.load();
    }

    @Override
    public void start() {
        followed.start();
    }

    @Override
    public void stop() {
        followed.stop();
    }

    @Override
    public boolean isRunning() {
        return followed.isRunning();
    }

    /// Starts before the web server.
    @Override
    public int getPhase() {
        return 0;
    }
}
