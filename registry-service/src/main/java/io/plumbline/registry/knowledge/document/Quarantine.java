package io.plumbline.registry.knowledge.document;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.knowledge.DocumentState;
import io.plumbline.registry.knowledge.KnowledgeAction;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.document.Ingestion.Outcomes;
import io.plumbline.registry.knowledge.document.Ingestion.Stores;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Decisions about quarantined versions of documents.
@Service
class Quarantine {

    private final KnowledgeBaseCatalog bases;
    private final DocumentCatalog documents;
    private final Stores stores;
    private final Ingestion ingestion;
    private final Outcomes outcomes;

    Quarantine(
            KnowledgeBaseCatalog bases,
            DocumentCatalog documents,
            Stores stores,
            Ingestion ingestion,
            Outcomes outcomes) {
        this.bases = bases;
        this.documents = documents;
        this.stores = stores;
        this.ingestion = ingestion;
        this.outcomes = outcomes;
    }

    /// Returns chunks of the quarantined version, for the person who decides.
    ///
    /// @throws ProblemException 404; 409 if it is not quarantined
    @Transactional(readOnly = true)
    public List<StoredChunk> chunks(String base, String id, int after, int limit) {
        StoredDocument document = quarantined(documents.get(base, id));
        return stores.chunks().page(document.id(), document.version(), after, List.of(), limit);
    }

    /// Makes the quarantined version the one that a search finds.
    ///
    /// @throws ProblemException 404; 409 if it is not quarantined
    @Transactional
    public StoredDocument release(String name, String id) {
        KnowledgeBase base = bases.get(name);
        StoredDocument document = locked(name, id);
        ingestion.goLive(base, document);
        outcomes.append(
                KnowledgeAction.RELEASED, base, document, document.newest().findings(), null);
        return documents.get(name, id);
    }

    /// Drops the quarantined version with its file. An earlier version stays live.
    ///
    /// @throws ProblemException 404; 409 if it is not quarantined
    @Transactional
    public StoredDocument discard(String name, String id) {
        KnowledgeBase base = bases.get(name);
        StoredDocument document = locked(name, id);
        stores.chunks().delete(document.id(), document.version());
        stores.files().delete(document.id(), document.version());
        stores.documents()
                .mark(
                        document,
                        DocumentState.REJECTED,
                        "discarded",
                        document.newest().findings());
        outcomes.append(
                KnowledgeAction.DISCARDED, base, document, document.newest().findings(), "discarded");
        return documents.get(name, id);
    }

    private StoredDocument locked(String name, String id) {
        return quarantined(stores.documents()
                .lock(documents.get(name, id).id())
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("The document was deleted meanwhile.")));
    }

    private static StoredDocument quarantined(StoredDocument document) {
        if (document.state() != DocumentState.QUARANTINED) {
            throw KnowledgeProblem.DOCUMENT_STATE_CONFLICT.because(
                    "Only a quarantined document can be released or discarded. This one is " + document.state() + ".");
        }
        return document;
    }
}
