package io.plumbline.registry.knowledge.document;

import io.plumbline.audit.UuidV7;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.document.Ingestion.Stores;
import java.io.InputStream;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Stores and deletes documents for connectors, in the transaction in which a connector notes it. Runs as the worker
/// role.
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class SourceDocuments {

    private static final Logger log = LoggerFactory.getLogger(SourceDocuments.class);

    private final DocumentCatalog catalog;
    private final Stores stores;
    private final IngestionQueue queue;
    private final UuidV7 ids;

    SourceDocuments(DocumentCatalog catalog, Stores stores, IngestionQueue queue, UuidV7 ids) {
        this.catalog = catalog;
        this.stores = stores;
        this.queue = queue;
        this.ids = ids;
    }

    /// Stores the next version of a document. Its ingestion is queued after the transaction; if that fails, the
    /// sweep queues it.
    public void store(KnowledgeBase base, String id, DocumentDescription description, Author author, InputStream file) {
        StoredDocument document =
                stores.receive(stores.documents().put(base, ids.next(), id, description, author), file);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                try {
                    queue.put(document);
                } catch (RuntimeException e) {
                    log.atDebug().setCause(e).log("Cannot queue a document now");
                }
            }
        });
    }

    /// Deletes a document that its source no longer has; returns false if there is none.
    public boolean delete(KnowledgeBase base, String id) {
        return stores.documents()
                .find(base.id(), id, new DocumentStore.Reader(true, true, List.of()))
                .map(document -> {
                    catalog.delete(base, document, "vanished");
                    return true;
                })
                .orElse(false);
    }

    /// Returns the last part of a path, as a file name to display.
    public static String displayName(String path) {
        return DocumentUpload.displayName(path);
    }
}
