package io.plumbline.registry.knowledge.document;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// Queues versions of documents for any replica.
@Component
class IngestionQueue {

    static final TaskDescriptor<Void> TASK = TaskDescriptor.of("document-ingestion");
    static final TaskDescriptor<Void> SWEEP = TaskDescriptor.of("document-ingestion-sweep");

    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    private final ObjectProvider<SchedulerClient> scheduler;
    private final DocumentStore documents;
    private final Clock clock;

    IngestionQueue(ObjectProvider<SchedulerClient> scheduler, DocumentStore documents, Clock clock) {
        this.scheduler = scheduler;
        this.documents = documents;
        this.clock = clock;
    }

    /// A version of a document.
    record Job(UUID document, int version) {

        String id() {
            return document + "/" + version;
        }

        /// @throws IllegalArgumentException if it is not a result of [#id]
        static Job of(String id) {
            int slash = id.indexOf('/');
            return new Job(UUID.fromString(id.substring(0, slash)), Integer.parseInt(id.substring(slash + 1)));
        }
    }

    /// Queues the newest version of a document once. Call it after the transaction that stored the version.
    void put(StoredDocument document) {
        Job job = new Job(document.id(), document.version());
        scheduler.getObject().scheduleIfNotExists(TASK.instance(job.id()).scheduledTo(clock.instant()));
    }

    /// Queues versions that a replica stored but failed to queue before it died.
    void sweep() {
        documents.unended(FORGOTTEN_AFTER).forEach(this::put);
    }
}
