package io.plumbline.governance.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.security.credential.ApiKeyDirectory;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// Caches the keys in memory, so that authentication needs no query. This replica's changes are visible on
/// commit, other replicas' changes within a third of a second through [Changes]. An unknown key is looked up in
/// the table because another replica may have just created it. At most two lookups run at once, and each unknown
/// key is looked up at most once a second, because anybody may send unknown keys. While the database is
/// unavailable, the cache authenticates for at most 15 minutes.
@Component
class KeyCache implements ApiKeyDirectory, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeyCache.class);
    private static final Duration MAX_STALENESS = Duration.ofMinutes(15);
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final long PAUSE_MS = 100;
    private static final Duration FORGET_AFTER = Duration.ofSeconds(1);
    private static final int MOST_UNKNOWN = 10_000;
    private static final int MOST_LOOKUPS = 2;

    private final ApiKeys keys;
    private final Changes changes;
    private final Clock clock;
    private final Map<String, ApiKeyChanged> newest = new ConcurrentHashMap<>();
    private final Cache<String, Boolean> unknown = Caffeine.newBuilder()
            .maximumSize(MOST_UNKNOWN)
            .expireAfterWrite(FORGET_AFTER)
            .build();
    private final Semaphore lookups = new Semaphore(MOST_LOOKUPS);
    private volatile long version;
    private volatile @Nullable Instant heardAt;
    private volatile boolean running;

    KeyCache(ApiKeys keys, Changes changes, Clock clock) {
        this.keys = keys;
        this.changes = changes;
        this.clock = clock;
    }

    @Override
    public Optional<ApiKeyEntry> find(String id) {
        ApiKeyChanged known = newest.get(id);
        if (known != null) {
            return Optional.of(known.entry());
        }
        if (unknown.getIfPresent(id) != null || !lookups.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return lookUp(id);
        } finally {
            lookups.release();
        }
    }

    private Optional<ApiKeyEntry> lookUp(String id) {
        Optional<StoredApiKey> row = Tenancy.callAsPlatform(() -> keys.row(id));
        row.ifPresentOrElse(
                key -> take(new ApiKeyChanged(key.entry(), key.change())), () -> unknown.put(id, Boolean.TRUE));
        return row.map(StoredApiKey::entry);
    }

    @Override
    public boolean current() {
        Instant heard = heardAt;
        return heard != null && clock.instant().isBefore(heard.plus(MAX_STALENESS));
    }

    @TransactionalEventListener(fallbackExecution = true)
    void take(ApiKeyChanged change) {
        newest.merge(change.entry().id(), change, (held, other) -> other.change() >= held.change() ? other : held);
    }

    private void follow() {
        while (running) {
            try {
                changes.await(version, WAIT);
                pause();
                catchUp();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                log.atDebug().setCause(e).log("Cannot read API keys");
            }
        }
    }

    /// Called at start and then by the following thread only.
    private void catchUp() {
        long reached = Tenancy.callAsPlatform(changes::current);
        if (reached != version) {
            List<StoredApiKey> rows = Tenancy.callAsPlatform(() -> keys.rowsChangedAfter(version));
            rows.forEach(key -> take(new ApiKeyChanged(key.entry(), key.change())));
            version = reached;
        }
        heardAt = clock.instant();
    }

    private static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    }

    @Override
    public void start() {
        catchUp();
        running = true;
        Thread.ofVirtual().name("follow-api-keys").start(this::follow);
    }

    /// Stops without an interrupt, which would break a connection in use. [Changes] has already stopped and does
    /// not block.
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// Before the web server, so that the first request finds the cache.
    @Override
    public int getPhase() {
        return 0;
    }
}
