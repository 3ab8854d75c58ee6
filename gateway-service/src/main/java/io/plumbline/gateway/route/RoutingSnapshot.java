package io.plumbline.gateway.route;

import io.plumbline.gateway.change.ConfigurationChanged;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.ProviderCatalog;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Holds the routing in memory, one volatile read away: no call asks the database where to go. A change on this
/// replica is in it before its writer has the answer; one on another replica within half a second. While the
/// database is away, it stays as it is.
@Component
public final class RoutingSnapshot implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RoutingSnapshot.class);
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final RouteRepository routes;
    private final ProviderCatalog providers;
    private final RouteRollouts rollouts;
    private final Changes changes;
    private final TransactionTemplate reading;
    private final ReentrantLock loading = new ReentrantLock();
    private volatile Routing routing = Routing.EMPTY;
    private volatile @Nullable Thread thread;

    RoutingSnapshot(
            RouteRepository routes,
            ProviderCatalog providers,
            RouteRollouts rollouts,
            Changes changes,
            PlatformTransactionManager transactionManager) {
        this.routes = routes;
        this.providers = providers;
        this.rollouts = rollouts;
        this.changes = changes;
        this.reading = new TransactionTemplate(transactionManager);
        this.reading.setReadOnly(true);
    }

    public Routing current() {
        return routing;
    }

    @EventListener
    void on(ConfigurationChanged changed) {
        load();
    }

    /// Reads the number first, so that what is read is at least as new as it says.
    private void load() {
        loading.lock();
        try {
            routing = Tenancy.callAsPlatform(() -> {
                long version = changes.current();
                return reading.execute(_ -> new Routing(
                        version,
                        routes(),
                        providers.load().stream().collect(Collectors.toMap(Provider::name, Function.identity()))));
            });
        } finally {
            loading.unlock();
        }
    }

    private Map<String, Route> routes() {
        Map<String, RouteRollout> inForce =
                rollouts.inForce().stream().collect(Collectors.toMap(RouteRollout::route, Function.identity()));
        return routes.findAll().stream()
                .map(route -> route.effective(inForce.get(route.name())))
                .collect(Collectors.toMap(Route::name, Function.identity()));
    }

    private void follow() {
        while (isRunning()) {
            try {
                changes.await(routing.version(), WAIT);
                if (isRunning() && Tenancy.callAsPlatform(changes::current) != routing.version()) {
                    load();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.atWarn().addKeyValue("reason", e.getClass().getSimpleName()).log("Cannot read the routing anew");
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        load();
        Thread started = Thread.ofVirtual().name("follow-routing").unstarted(this::follow);
        thread = started;
        started.start();
    }

    @Override
    public void stop() {
        Thread stopped = thread;
        thread = null;
        if (stopped != null) {
            stopped.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /// Before the web server.
    @Override
    public int getPhase() {
        return 0;
    }
}
