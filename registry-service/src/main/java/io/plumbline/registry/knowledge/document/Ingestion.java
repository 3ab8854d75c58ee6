package io.plumbline.registry.knowledge.document;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.knowledge.chunk.Chunk;
import io.plumbline.knowledge.chunk.Chunker;
import io.plumbline.knowledge.document.Block;
import io.plumbline.knowledge.document.ParsedDocument;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.registry.knowledge.DocumentState;
import io.plumbline.registry.knowledge.Embedding;
import io.plumbline.registry.knowledge.KnowledgeAction;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.KnowledgeSequence;
import io.plumbline.registry.knowledge.document.DocumentGuard.Inspected;
import io.plumbline.registry.knowledge.extraction.Extractor;
import io.plumbline.registry.knowledge.extraction.RefusedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Ingests versions of documents: extracts the text, inspects and redacts it, cuts it into chunks, embeds these,
/// and stores all in one transaction, so a version replaces the one before it in one step. Runs as the worker role.
/// A version that is no longer the newest, or whose document was deleted meanwhile, is dropped. A repeated run
/// begins again with the file.
@Component
class Ingestion {

    private final KnowledgeBaseCatalog bases;
    private final KnowledgeSequence sequence;
    private final Stores stores;
    private final Extractor extractor;
    private final DocumentGuard guard;
    private final Embedder embedder;
    private final Outcomes outcomes;

    Ingestion(
            KnowledgeBaseCatalog bases,
            KnowledgeSequence sequence,
            Stores stores,
            Extractor extractor,
            DocumentGuard guard,
            Embedder embedder,
            Outcomes outcomes) {
        this.bases = bases;
        this.sequence = sequence;
        this.stores = stores;
        this.extractor = extractor;
        this.guard = guard;
        this.embedder = embedder;
        this.outcomes = outcomes;
    }

    /// The tables of documents.
    @Component
    record Stores(DocumentStore documents, ChunkStore chunks, FileStore files) {

        /// Stores the file of the newest version, encrypted, for its ingestion.
        StoredDocument receive(StoredDocument document, InputStream file) {
            dropUnfinished(document);
            try {
                files.add(document, file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read a file that was received", e);
            }
            return document;
        }

        /// Drops what is left of versions that are neither live nor the newest one.
        private void dropUnfinished(StoredDocument document) {
            Integer live = document.liveVersion();
            int kept = live == null ? document.version() : live;
            files.deleteOthers(document.id(), kept);
            chunks.deleteOthers(document.id(), kept);
        }
    }

    /// Stores the outcomes of ingestions with their events.
    @Component
    static final class Outcomes {

        private final DocumentStore documents;
        private final AuditTrail trail;
        private final TransactionTemplate transactions;

        Outcomes(DocumentStore documents, AuditTrail trail, PlatformTransactionManager transactionManager) {
            this.documents = documents;
            this.trail = trail;
            this.transactions = new TransactionTemplate(transactionManager);
        }

        /// Runs an action on a version in a transaction, if it is still the newest one and its ingestion has not
        /// ended.
        void decide(IngestionQueue.Job job, Consumer<StoredDocument> action) {
            transactions.executeWithoutResult(_ -> documents
                    .lock(job.document())
                    .filter(document -> document.version() == job.version() && isOpen(document))
                    .ifPresent(action));
        }

        private static boolean isOpen(StoredDocument document) {
            return document.state() == DocumentState.QUEUED || document.state() == DocumentState.EXTRACTING;
        }

        void append(
                KnowledgeAction action,
                KnowledgeBase base,
                StoredDocument document,
                Map<String, Long> findings,
                @Nullable String reason) {
            trail.append(AuditEntry.of(action, base.team(), "document", base.name() + "/" + document.externalId())
                    .version(document.version())
                    .with("format", document.newest().description().format().name())
                    .with("uploadedBy", document.createdBy().id())
                    .with("findings", findings)
                    .withIfPresent("reason", reason));
        }
    }

    /// Ingests a version.
    ///
    /// @throws RuntimeException if another attempt may succeed
    void run(IngestionQueue.Job job) {
        outcomes.decide(job, document -> stores.documents().mark(document, DocumentState.EXTRACTING, null, Map.of()));
        Optional<StoredDocument> found = stores.documents()
                .find(job.document())
                .filter(document ->
                        document.version() == job.version() && document.state() == DocumentState.EXTRACTING);
        if (found.isEmpty()) {
            return;
        }
        KnowledgeBase base = bases.find(found.get().baseId()).orElse(null);
        if (base == null) {
            return;
        }
        try {
            ParsedDocument text = extracted(job, found.get());
            store(job, base, guard.inspect(base, text));
        } catch (RefusedFileException e) {
            reject(job, base, e.refusal().code(), Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot extract a document", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while extracting a document", e);
        }
    }

    private ParsedDocument extracted(IngestionQueue.Job job, StoredDocument document)
            throws IOException, RefusedFileException, InterruptedException {
        Path file = stores.files().copy(job.document(), job.version());
        try {
            return extractor.read(document.newest().description().format(), file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void store(IngestionQueue.Job job, KnowledgeBase base, Inspected inspected) {
        if (!inspected.rejected().isEmpty()) {
            reject(job, base, "personal-data: " + String.join(", ", inspected.rejected()), inspected.findings());
            return;
        }
        List<ChunkStore.Prepared> chunks = prepared(base, inspected);
        if (chunks.isEmpty()) {
            reject(job, base, "empty", inspected.findings());
            return;
        }
        outcomes.decide(job, document -> {
            stores.chunks()
                    .add(
                            document,
                            withOwnTags(chunks, document.newest().description().tags()));
            if (!base.terms().keepOriginal()) {
                stores.files().delete(document.id(), document.version());
            }
            if (inspected.injected()) {
                stores.documents().mark(document, DocumentState.QUARANTINED, "prompt-injection", inspected.findings());
                outcomes.append(KnowledgeAction.QUARANTINED, base, document, inspected.findings(), "prompt-injection");
            } else {
                stores.documents().mark(document, DocumentState.INDEXED, null, inspected.findings());
                goLive(base, document);
                outcomes.append(KnowledgeAction.INGESTED, base, document, inspected.findings(), null);
            }
        });
    }

    /// Makes the newest version, whose chunks are stored, the one that a search finds. The document is locked.
    void goLive(KnowledgeBase base, StoredDocument document) {
        stores.documents().goLive(document, sequence.next(base.id()));
        stores.chunks().deleteOthers(document.id(), document.version());
        stores.files().deleteOthers(document.id(), document.version());
    }

    private List<ChunkStore.Prepared> prepared(KnowledgeBase base, Inspected inspected) {
        List<Chunk> chunks = Chunker.of(base.terms().chunking(), embedder).chunk(inspected.document());
        boolean embedded = base.terms().embedding() == Embedding.MINILM;
        List<ChunkStore.Prepared> prepared = new ArrayList<>(chunks.size());
        List<Integer> starts = inspected.document().starts();
        List<Block> blocks = inspected.document().blocks();
        int first = 0;
        for (Chunk chunk : chunks) {
            while (first + 1 < blocks.size() && starts.get(first + 1) <= chunk.start()) {
                first++;
            }
            Set<String> tags = new TreeSet<>();
            for (int block = first; block < blocks.size() && starts.get(block) < chunk.end(); block++) {
                tags.addAll(inspected.tags().get(block));
            }
            float[] vector = embedded
                    ? embedder.embed(List.of(String.join("\n", chunk.headings()) + "\n" + chunk.text()))
                            .getFirst()
                    : null;
            prepared.add(new ChunkStore.Prepared(chunk, tags, vector));
        }
        return prepared;
    }

    private static List<ChunkStore.Prepared> withOwnTags(List<ChunkStore.Prepared> chunks, List<String> own) {
        return chunks.stream()
                .map(chunk -> {
                    Set<String> tags = new TreeSet<>(chunk.tags());
                    tags.addAll(own);
                    return new ChunkStore.Prepared(chunk.chunk(), tags, chunk.vector());
                })
                .toList();
    }

    private void reject(IngestionQueue.Job job, KnowledgeBase base, String reason, Map<String, Long> findings) {
        outcomes.decide(job, document -> {
            stores.documents().mark(document, DocumentState.REJECTED, reason, findings);
            stores.files().delete(job.document(), job.version());
            outcomes.append(KnowledgeAction.REJECTED, base, document, findings, reason);
        });
    }

    /// Gives up after the last attempt. The file stays, so that the document can be tried again.
    void fail(IngestionQueue.Job job) {
        outcomes.decide(job, document -> {
            stores.documents().mark(document, DocumentState.FAILED, "attempts-exhausted", Map.of());
            bases.find(document.baseId())
                    .ifPresent(base ->
                            outcomes.append(KnowledgeAction.FAILED, base, document, Map.of(), "attempts-exhausted"));
        });
    }
}
