package io.plumbline.registry.knowledge.document;

import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.registry.dataset.file.DatasetProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Service;
import org.springframework.web.multipart.MultipartFile;

/// Receives uploads: stores them encrypted and queues their ingestion. An upload is queued after it is stored; if
/// this replica dies in between, the sweep queues it.
@Service
class DocumentIntake {

    /// Each upload holds a connection while it is stored; requests need the others.
    private static final int MAX_AT_ONCE = 4;

    private final DocumentCatalog documents;
    private final IngestionQueue queue;
    private final Pseudonyms pseudonyms;
    private final UuidV7 ids;
    private final Semaphore places = new Semaphore(MAX_AT_ONCE);

    DocumentIntake(DocumentCatalog documents, IngestionQueue queue, Pseudonyms pseudonyms, UuidV7 ids) {
        this.documents = documents;
        this.queue = queue;
        this.pseudonyms = pseudonyms;
        this.ids = ids;
    }

    /// Stores the next version of a document and queues its ingestion.
    ///
    /// @throws ProblemException 400 without a file; 404 without the knowledge base; 415 for an unknown format; 429
    ///     if too many uploads are running
    StoredDocument upload(String base, DocumentUpload upload) {
        if (!places.tryAcquire()) {
            throw DatasetProblem.TOO_MANY_UPLOADS.because("Wait for other uploads to end and try again.");
        }
        try {
            MultipartFile file = upload.requiredFile();
            String id = upload.id() == null ? ids.next().toString() : upload.id();
            try (InputStream stream = file.getInputStream()) {
                StoredDocument document =
                        documents.store(base, id, upload.description(digest(file), pseudonyms), stream);
                queue.put(document);
                return document;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read an upload that was received", e);
        } finally {
            places.release();
        }
    }

    /// Queues a document whose ingestion failed.
    ///
    /// @throws ProblemException 404; 409 if it has not failed
    StoredDocument retry(String base, String id) {
        StoredDocument document = documents.reset(base, id);
        queue.put(document);
        return document;
    }

    private static String digest(MultipartFile file) throws IOException {
        try (DigestInputStream stream =
                new DigestInputStream(file.getInputStream(), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return "sha256:"
                    + HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
