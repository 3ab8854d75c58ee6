package io.plumbline.registry.knowledge.index;

import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Brings the indexes up to date every minute and erases deleted text from them, and forgets old removals in the
/// database.
@Component
class IndexUpkeep {

    private static final Logger log = LoggerFactory.getLogger(IndexUpkeep.class);

    /// A replica that has not caught up for this long fills its indexes again.
    private static final Duration KEPT = Duration.ofHours(1);

    private final CurrentIndexes indexes;
    private final KnowledgeBaseCatalog bases;
    private final ChunkSource source;
    private final Clock clock;
    private final AtomicBoolean busy = new AtomicBoolean();

    IndexUpkeep(CurrentIndexes indexes, KnowledgeBaseCatalog bases, ChunkSource source, Clock clock) {
        this.indexes = indexes;
        this.bases = bases;
        this.source = source;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void poll() {
        if (busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("index-upkeep").start(this::tryRun);
        }
    }

    /// Runs in a thread of its own: rewriting the files of a large index delays no other scheduled task.
    private void tryRun() {
        try {
            run();
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("Cannot bring search indexes up to date now");
        } finally {
            busy.set(false);
        }
    }

    void run() {
        Tenancy.asWorker(() -> {
            indexes.clean(id -> bases.find(id).orElse(null));
            source.forget(clock.instant().minus(KEPT));
        });
    }
}
