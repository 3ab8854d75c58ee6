package io.plumbline.audit.verification;

import io.plumbline.audit.expiry.LostPayloads;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/// Verifies the whole log in one pass over a snapshot of it: that each event gives its leaf, that the leaves
/// are without gaps and give every root that was fixed, that the checkpoints are signed, and that no event is
/// outside of the log. And that nothing hides an event: that the columns, subjects and payloads beside the
/// bytes are theirs, and the safeguards of the schema in place. It tells whoever changed a row, whatever
/// rights they had, and says where; how narrowly depends on what they changed. An event and its leaf changed
/// together are found in the range of the batch in which they were sequenced.
///
/// What it cannot know from the database alone is whether the end of the log was cut off together with all
/// that remembered it. For that, give checkpoints that were kept elsewhere.
///
/// It takes a read-only transaction of its own, for as long as it runs, from a role that sees every team (a
/// worker in `audit_read`). Thread-safe.
public final class AuditVerification {
    /// How many findings of each kind a report names; it counts them all.
    public static final int MAX_FINDINGS = 100;

    private final String origin;
    private final List<NoteVerifier> verifiers;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;

    /// @param origin    the log's name
    /// @param verifiers keys whose signatures count: the present one and those before it
    public AuditVerification(DataSource dataSource, String origin, List<NoteVerifier> verifiers) {
        this.origin = origin;
        this.verifiers = List.copyOf(verifiers);
        this.jdbc = new JdbcTemplate(dataSource);
        this.snapshot = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        snapshot.setReadOnly(true);
    }

    public VerificationReport verify() {
        return verify(List.of());
    }

    /// @param remembered signed checkpoints that were kept outside of the database
    /// @throws IllegalArgumentException when one of them is not of this log, or not signed by a known key
    public VerificationReport verify(List<SignedNote> remembered) {
        List<Checkpoint> trusted = remembered.stream().map(this::trusted).toList();
        return Objects.requireNonNull(snapshot.execute(status -> {
            LogReader log = new LogReader(jdbc);
            Findings findings = new Findings(MAX_FINDINGS);
            FixedRoots roots = new FixedRoots(log, origin, verifiers, trusted, findings);
            PayloadCheck payloads = new PayloadCheck(log, new LostPayloads(jdbc));
            return new VerificationPass(log, roots, payloads, new Safeguards(jdbc), findings).run();
        }));
    }

    private Checkpoint trusted(SignedNote note) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        if (!checkpoint.origin().equals(origin) || verifiers.stream().noneMatch(verifier -> verifier.verifies(note))) {
            throw new IllegalArgumentException("The remembered checkpoint is not a signed one of the log " + origin);
        }
        return checkpoint;
    }
}
