package io.plumbline.registry.knowledge.document;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.knowledge.DocumentState;
import io.plumbline.registry.knowledge.KnowledgeAction;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.KnowledgeSequence;
import io.plumbline.registry.knowledge.ReaderRules;
import io.plumbline.registry.knowledge.document.Ingestion.Stores;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Receives, lists and deletes documents. Who manages documents sees all of them, but reads the text of those only
/// whose readers include them. The database limits documents to the caller's teams.
@Service
class DocumentCatalog {

    private final KnowledgeBaseCatalog bases;
    private final KnowledgeSequence sequence;
    private final Stores stores;
    private final DocumentStore documents;
    private final AuditTrail trail;
    private final UuidV7 ids;

    DocumentCatalog(
            KnowledgeBaseCatalog bases, KnowledgeSequence sequence, Stores stores, AuditTrail trail, UuidV7 ids) {
        this.bases = bases;
        this.sequence = sequence;
        this.stores = stores;
        this.documents = stores.documents();
        this.trail = trail;
        this.ids = ids;
    }

    /// Returns a document that the caller reads or manages.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public StoredDocument get(String base, String id) {
        return found(bases.get(base), id, true);
    }

    private StoredDocument found(KnowledgeBase base, String id, boolean mayManage) {
        return documents.find(base.id(), id, reader(base, mayManage)).orElseThrow(() -> missing(id));
    }

    private static ProblemException missing(String id) {
        return RequestProblem.NOT_FOUND.because("No document " + id + " exists here that you can access.");
    }

    private static DocumentStore.Reader reader(KnowledgeBase base, boolean mayManage) {
        Caller caller = Callers.current();
        Set<String> principals = ReaderRules.principals(caller, base.team());
        boolean managed = mayManage
                && (caller.may(Permission.KNOWLEDGE_WRITE, base.team())
                        || caller.may(Permission.KNOWLEDGE_RELEASE, base.team()));
        return new DocumentStore.Reader(managed, base.terms().readers().opensTo(principals), principals);
    }

    /// Returns a page ordered by id.
    @Transactional(readOnly = true)
    public Page<StoredDocument> page(String name, @Nullable DocumentState state, Paging paging) {
        KnowledgeBase base = bases.get(name);
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<StoredDocument> rows = documents.page(base.id(), state, after, reader(base, true), paging.size() + 1);
        return Page.of(rows, paging, document -> Cursor.of(document.externalId()));
    }

    /// Returns the chunks of the live version, without those whose tags are closed to the caller.
    ///
    /// @throws ProblemException 404 also if the caller only manages the document
    @Transactional(readOnly = true)
    public Page<StoredChunk> chunks(String name, String id, Paging paging) {
        KnowledgeBase base = bases.get(name);
        StoredDocument document = found(base, id, false);
        int after = paging.after(1).map(cursor -> cursor.integer(0)).orElse(-1);
        Set<String> principals = ReaderRules.principals(Callers.current(), base.team());
        Integer live = document.liveVersion();
        List<StoredChunk> rows = live == null
                ? List.of()
                : stores.chunks()
                        .page(
                                document.id(),
                                live,
                                after,
                                base.terms().readers().hiddenTags(principals),
                                paging.size() + 1);
        return Page.of(rows, paging, chunk -> Cursor.of(chunk.ordinal()));
    }

    /// Returns the file of the newest version as it was uploaded. The caller closes it.
    ///
    /// @throws ProblemException 404 also if it is not kept
    @Transactional
    public InputStream original(String name, String id) {
        KnowledgeBase base = bases.get(name);
        StoredDocument document = found(base, id, true);
        Path file = stores.files().copy(document.id(), document.version());
        try {
            boolean isKept = Files.size(file) > 0;
            // The file may be gone from here on: some systems delete it when it is opened.
            InputStream stream = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
            if (!isKept) {
                stream.close();
                throw RequestProblem.NOT_FOUND.because("No file of this document is kept.");
            }
            trail.append(AuditEntry.of(
                            KnowledgeAction.ORIGINAL_READ,
                            base.team(),
                            "document",
                            base.name() + "/" + document.externalId())
                    .version(document.version()));
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a copy of a file", e);
        }
    }

    /// Deletes a document. No search finds it from now on.
    ///
    /// @throws ProblemException 404
    @Transactional
    public void delete(String name, String id) {
        KnowledgeBase base = bases.get(name);
        delete(base, found(base, id, true), "request");
    }

    /// Deletes all documents about a subject.
    ///
    /// @param subject a pseudonym
    /// @return number of documents
    @Transactional
    public int deleteAbout(String name, String subject) {
        KnowledgeBase base = bases.get(name);
        List<StoredDocument> about = documents.about(base.id(), subject);
        about.forEach(document -> delete(base, document, "erasure"));
        return about.size();
    }

    /// Deletes a document in the current transaction.
    ///
    /// @param why of the event
    void delete(KnowledgeBase base, StoredDocument document, String why) {
        documents.delete(document, sequence.next(base.id()));
        trail.append(AuditEntry.of(
                        KnowledgeAction.DOCUMENT_DELETED,
                        base.team(),
                        "document",
                        base.name() + "/" + document.externalId())
                .version(document.version())
                .with("why", why));
    }

    /// Stores the next version of a document, encrypted, for its ingestion.
    @Transactional
    public StoredDocument store(String name, String id, DocumentDescription description, InputStream file) {
        KnowledgeBase base = bases.get(name);
        return stores.receive(documents.put(base, ids.next(), id, description, Author.current()), file);
    }

    /// Queues a document whose ingestion failed.
    ///
    /// @throws ProblemException 404; 409 if it has not failed
    @Transactional
    public StoredDocument reset(String name, String id) {
        KnowledgeBase base = bases.get(name);
        StoredDocument document = documents.lock(found(base, id, true).id()).orElseThrow(() -> missing(id));
        if (document.state() != DocumentState.FAILED) {
            throw KnowledgeProblem.DOCUMENT_STATE_CONFLICT.because(
                    "Only a document in state FAILED can be tried again. This one is " + document.state() + ".");
        }
        documents.mark(document, DocumentState.QUEUED, null, document.newest().findings());
        return found(base, id, true);
    }
}
