package io.plumbline.governance.key;

import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.security.ApiKeyDirectory;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/// The keys in memory, so that a request with a key costs no query. What this replica changes is here with its commit;
/// what another changes, as soon as [Changes] tells of it, a fifth of a second later. A key that is not here is looked
/// for in the table, since another replica may have made it a moment ago. The copy decides for at most 15 minutes while
/// the database is away.
@Component
class KeyCopy implements ApiKeyDirectory, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeyCopy.class);
    private static final Duration MAX_STALENESS = Duration.ofMinutes(15);
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final long PAUSE_MS = 100;

    private final ApiKeys keys;
    private final Changes changes;
    private final Clock clock;
    private final Map<String, ApiKeyChanged> newest = new ConcurrentHashMap<>();
    private volatile @Nullable Instant heardAt;
    private volatile @Nullable Thread thread;

    KeyCopy(ApiKeys keys, Changes changes, Clock clock) {
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
        Optional<StoredApiKey> row = Tenancy.callAsPlatform(() -> keys.row(id));
        row.ifPresent(key -> take(new ApiKeyChanged(key.entry(), key.change())));
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
        long version = 0;
        while (isRunning()) {
            try {
                long reached = Tenancy.callAsPlatform(changes::current);
                if (reached != version) {
                    long since = version;
                    List<StoredApiKey> rows = Tenancy.callAsPlatform(() -> keys.rowsChangedAfter(since));
                    rows.forEach(key -> take(new ApiKeyChanged(key.entry(), key.change())));
                    version = reached;
                }
                heardAt = clock.instant();
                if (changes.isRunning()) {
                    changes.await(version, WAIT);
                } else {
                    pause();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                log.atDebug().setCause(e).log("Cannot read API keys");
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start() {
        Thread started = Thread.ofVirtual().name("follow-api-keys").unstarted(this::follow);
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
        return thread != null && !Thread.currentThread().isInterrupted();
    }

    /// Before the web server, so that the first request finds the copy there.
    @Override
    public int getPhase() {
        return 0;
    }
}
