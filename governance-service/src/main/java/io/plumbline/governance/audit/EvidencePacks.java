package io.plumbline.governance.audit;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.merkle.MissingHashException;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.note.TlogProof;
import io.plumbline.audit.published.PublishedLog;
import io.plumbline.audit.published.PublishedLog.Leaf;
import io.plumbline.governance.audit.log.LogProblem;
import io.plumbline.governance.audit.log.LogState;
import io.plumbline.kit.problem.RequestProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/// Packs events with their proofs against one signed checkpoint, for readers without access to this server.
@Service
class EvidencePacks {

    static final int MOST = 500;

    private static final String README = """
            checkpoint                  the signed state of the log (c2sp.org/tlog-checkpoint, signed-note)
            verifier-key.txt            the log's key. Compare it with a copy that you saved earlier
            events.ndjson               the events, newest first
            events/ID.json              the exact bytes of an event, whose hash is its leaf
            proofs/ID.tlog-proof        its inclusion proof against the checkpoint (c2sp.org/tlog-proof)
            manifest.json               the index and leaf hash of each event

            To verify an event with any tool:
            1. The leaf hash is the SHA-256 of a zero byte followed by the bytes of events/ID.json.
            2. Compute the root from the leaf hash and the hashes of the proof (RFC 9162, 2.1.3.2).
            3. The root must equal the one in the checkpoint, whose signature verifies with the log's key.
            """;

    private final AuditEvents events;
    private final PublishedLog log;
    private final LogState state;
    private final JsonMapper json;
    private final Clock clock;

    EvidencePacks(AuditEvents events, PublishedLog log, LogState state, JsonMapper json, Clock clock) {
        this.events = events;
        this.log = log;
        this.state = state;
        this.json = json;
        this.clock = clock;
    }

    /// The contents of a pack.
    ///
    /// @param size number of leaves of the tree in the checkpoint
    /// @param root its root, in base64
    record Manifest(Instant createdAt, String origin, long size, String root, List<Entry> events) {

        /// @param index position in the log; null if the checkpoint does not cover the event yet
        /// @param leafHash the hash of the event, in base64
        record Entry(UUID id, @Nullable Long index, String leafHash) {}
    }

    /// Events with their proofs.
    record Pack(SignedNote checkpoint, List<Proven> events) {}

    /// @param proof empty if the checkpoint does not cover the event yet
    record Proven(AuditEvent event, Optional<TlogProof> proof) {}

    /// Selects events by their ids, or, if there are none, by the criteria.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 400 for more than [#MOST] events, 404 for an id that the
    ///     caller cannot see
    Pack select(List<UUID> ids, EventQuery query) {
        List<AuditEvent> selected = ids.isEmpty()
                ? events.next(query, null, MOST + 1)
                : ids.stream().distinct().map(id -> events.get(id).event()).toList();
        if (selected.size() > MOST) {
            throw RequestProblem.INVALID_REQUEST.because(
                    "More than " + MOST + " events match. Narrow the filters, for example the time range.");
        }
        SignedNote checkpoint = SignedNote.parse(state.checkpoint());
        return new Pack(
                checkpoint,
                selected.stream()
                        .map(event -> new Proven(event, proof(event, checkpoint)))
                        .toList());
    }

    private Optional<TlogProof> proof(AuditEvent event, SignedNote checkpoint) {
        try {
            return log.leafOf(event.id()).map(Leaf::index).flatMap(index -> log.proofOf(index, checkpoint));
        } catch (MissingHashException | IllegalArgumentException e) {
            throw LogProblem.LOG_NOT_INTACT.because("No proof can be made. Verify the whole log to find the fault.", e);
        }
    }

    /// Writes the pack as a ZIP file.
    void write(Pack pack, OutputStream to) throws IOException {
        Checkpoint tree = Checkpoint.parse(pack.checkpoint().text());
        List<Manifest.Entry> entries = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        try (ZipOutputStream zip = new ZipOutputStream(to)) {
            put(zip, "README.txt", "Evidence from the audit log " + tree.origin() + "\n\n" + README);
            put(zip, "checkpoint", pack.checkpoint().format());
            put(zip, "verifier-key.txt", state.verifierKey() + "\n");
            for (Proven proven : pack.events()) {
                AuditEvent event = proven.event();
                entries.add(new Manifest.Entry(
                        event.id(),
                        proven.proof().map(TlogProof::index).orElse(null),
                        event.leafHash().toBase64()));
                lines.append(new String(event.canonical(), StandardCharsets.UTF_8))
                        .append('\n');
                put(zip, "events/" + event.id() + ".json", event.canonical());
                if (proven.proof().isPresent()) {
                    put(
                            zip,
                            "proofs/" + event.id() + ".tlog-proof",
                            proven.proof().get().format());
                }
            }
            put(zip, "events.ndjson", lines.toString());
            put(
                    zip,
                    "manifest.json",
                    json.writeValueAsBytes(new Manifest(
                            clock.instant(),
                            tree.origin(),
                            tree.size(),
                            tree.root().toBase64(),
                            entries)));
        }
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        put(zip, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }
}
