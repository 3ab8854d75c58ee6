package io.plumbline.registry.knowledge.document;

import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The files of documents in parts of 1 MB, each encrypted under a separate key and bound to its place. They wait
/// here for their ingestion by any replica.
@Repository
class FileStore {

    private static final int PART_BYTES = 1_000_000;

    private final JdbcClient jdbc;
    private final Sealer sealer;

    FileStore(JdbcClient jdbc, KeyEncryptionKey key) {
        this.jdbc = jdbc;
        this.sealer = key.sealer("knowledge-files");
    }

    /// Writes the file of the newest version in the current transaction.
    void add(StoredDocument document, InputStream file) throws IOException {
        byte[] part = file.readNBytes(PART_BYTES);
        for (int number = 0; part.length > 0; number++) {
            jdbc.sql("insert into knowledge_file (document_id, team, version, part, sealed) values (?, ?, ?, ?, ?)")
                    .params(
                            document.id(),
                            document.team(),
                            document.version(),
                            number,
                            sealer.seal(part, context(document.id(), document.version(), number)))
                    .update();
            part = file.readNBytes(PART_BYTES);
        }
    }

    /// Writes a stored file to the disk, for its owner alone; empty if there is none. The caller deletes it.
    Path copy(UUID document, int version) {
        try {
            Path file = Files.createTempFile("plumbline-document", ".bin"); // readable by its owner alone
            try (OutputStream out = Files.newOutputStream(file)) {
                write(document, version, out);
                return file;
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(file);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the file of a document", e);
        }
    }

    private void write(UUID document, int version, OutputStream out) throws IOException {
        for (int number = 0; ; number++) {
            byte[] sealed = jdbc.sql(
                            "select sealed from knowledge_file where document_id = ? and version = ? and part = ?")
                    .params(document, version, number)
                    .query(byte[].class)
                    .optional()
                    .orElse(new byte[0]);
            if (sealed.length == 0) {
                return;
            }
            out.write(sealer.open(sealed, context(document, version, number)));
        }
    }

    private static String context(UUID document, int version, int part) {
        return document + "/" + version + "/" + part;
    }

    void delete(UUID document, int version) {
        jdbc.sql("delete from knowledge_file where document_id = ? and version = ?")
                .params(document, version)
                .update();
    }

    void deleteOthers(UUID document, int version) {
        jdbc.sql("delete from knowledge_file where document_id = ? and version <> ?")
                .params(document, version)
                .update();
    }
}
