package io.plumbline.audit.sequencing;

import io.plumbline.audit.merkle.CompactRange;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteSigner;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.sequencing.LogStore.FixedSize;
import io.plumbline.audit.sequencing.LogStore.Pending;
import io.plumbline.audit.sequencing.LogStore.Subtree;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Assigns each committed event its index and its position in the Merkle tree, and signs the tree.
///
/// Among all sequencers of a database, one leads. It holds an advisory lock on the connection that it works on,
/// so losing the lock also loses the work. A batch (leaves, subtrees, tree, unsigned checkpoint) is one
/// transaction. Its order is the order in which commits become visible; gaps in ids and late commits are
/// harmless.
///
/// A checkpoint is signed only after its batch is durable because a signature on data lost in a crash could
/// contradict a later one. The root to sign is recomputed from the last signed tree and the current leaves. A log
/// that does not continue the signed log is refused with [InconsistentLogException]. Signing again yields the
/// same note.
///
/// For the roles in `audit_sequencer`. Calls are serialised.
public final class Sequencer implements AutoCloseable {
    private final DataSource dataSource;
    private final NoteSigner signer;
    private final List<CheckpointAnchor> anchors;
    private final int batchSize;
    private @Nullable Leadership leadership;
    /// The last checkpoint signed by this instance. The database can be made to forget it; this instance does
    /// not.
    private @Nullable Checkpoint lastSigned;

    /// @param dataSource provides one connection for as long as this instance leads
    /// @param signer its name is the log's origin
    /// @param anchors stores outside the database that remember the newest checkpoint; may be empty
    /// @param batchSize maximum number of events per batch
    public Sequencer(DataSource dataSource, NoteSigner signer, List<CheckpointAnchor> anchors, int batchSize) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch has at least one event");
        }
        this.dataSource = dataSource;
        this.signer = signer;
        this.anchors = List.copyOf(anchors);
        this.batchSize = batchSize;
    }

    /// Sequences one batch and signs unsigned checkpoints.
    ///
    /// @return number of events that received a position; 0 if none is pending or another sequencer leads
    /// @throws InconsistentLogException if the log must not be signed
    /// @throws org.springframework.dao.DataAccessException if the database fails; the next call tries to lead
    ///     again
    public synchronized int sequence() {
        try {
            Leadership leading = lead();
            if (leading == null) {
                return 0;
            }
            if (!leading.store().hasWork()) {
                return 0;
            }
            signOutstanding(leading.store());
            int taken = Objects.requireNonNull(leading.transaction().execute(status -> integrate(leading.store())));
            signOutstanding(leading.store());
            return taken;
        } catch (RuntimeException e) {
            resign();
            throw e;
        }
    }

    /// Whether this instance led in its last call.
    public synchronized boolean leads() {
        return leadership != null;
    }

    @Override
    public void close() {
        resign();
    }

    /// Lets another sequencer lead. The next call of [#sequence()] tries to lead again.
    public synchronized void resign() {
        if (leadership != null) {
            leadership.close();
            leadership = null;
        }
    }

    private @Nullable Leadership lead() {
        if (leadership == null) {
            leadership = Leadership.acquire(dataSource).orElse(null);
            if (leadership != null) {
                TransactionTemplate transaction = leadership.transaction();
                LogStore store = leadership.store();
                transaction.executeWithoutResult(status -> begin(store));
            }
        }
        return leadership;
    }

    /// Compares the log with the anchors, and fixes the empty log so that a checkpoint always exists. Creates
    /// missing subtrees of an older log.
    private void begin(LogStore store) {
        CompactRange head = store.lockHead();
        if (lastSigned != null) {
            requireContinuation(store, lastSigned, head);
        }
        for (CheckpointAnchor anchor : anchors) {
            anchor.newest().ifPresent(note -> requireContinuation(store, Checkpoint.parse(note.text()), head));
        }
        if (head.size() == 0 && store.at(0).isEmpty()) {
            store.fix(head);
        }
        if (!store.hasSubtrees(head.size())) {
            store.makeSubtrees(head.size());
        }
    }

    private int integrate(LogStore store) {
        CompactRange tree = store.lockHead();
        List<Pending> batch = store.takePending(batchSize);
        if (batch.isEmpty()) {
            return 0;
        }
        store.addLeaves(tree.size(), batch);
        store.count(batch);
        List<Subtree> completed = new ArrayList<>();
        batch.forEach(leaf ->
                tree.append(leaf.hash(), (level, index, hash) -> completed.add(new Subtree(level, index, hash))));
        if (!completed.isEmpty()) {
            store.addSubtrees(completed);
        }
        store.fix(tree);
        return batch.size();
    }

    private void signOutstanding(LogStore store) {
        for (FixedSize outstanding : store.unsigned()) {
            CompactRange tree = outstanding.range();
            Optional<Checkpoint> last = store.newestSigned().map(Sequencer::checkpoint);
            if (last.isPresent()) {
                requireContinuation(store, last.get(), tree);
            } else {
                requireExtends(store, CompactRange.empty(), tree);
            }
            if (lastSigned != null && !lastSigned.equals(last.orElse(null))) {
                requireContinuation(store, lastSigned, tree);
            }
            if (!tree.root().equals(outstanding.root())) {
                throw new InconsistentLogException(
                        "The root that was fixed at %d is not that of its tree".formatted(tree.size()));
            }
            Checkpoint checkpoint = new Checkpoint(signer.name(), tree.size(), tree.root());
            SignedNote note = signer.sign(checkpoint.format());
            store.sign(outstanding.size(), note.format());
            lastSigned = checkpoint;
            anchors.forEach(anchor -> anchor.keep(note));
        }
    }

    private static Checkpoint checkpoint(FixedSize signed) {
        return Checkpoint.parse(
                SignedNote.parse(Objects.requireNonNull(signed.note())).text());
    }

    /// The tree fixed at the signed size must have the signed root, and must grow to the later tree with the
    /// current leaves.
    private void requireContinuation(LogStore store, Checkpoint signed, CompactRange later) {
        if (!signed.origin().equals(signer.name())) {
            throw new InconsistentLogException(
                    "A checkpoint of " + signed.origin() + " was signed before; this is " + signer.name());
        }
        if (signed.size() > later.size()) {
            throw new InconsistentLogException("The log has %d leaves, but %d were signed: it was cut short or restored"
                    .formatted(later.size(), signed.size()));
        }
        CompactRange tree = store.at(signed.size())
                .map(FixedSize::range)
                .orElseThrow(() -> new InconsistentLogException(
                        "The checkpoint at %d was signed and is gone".formatted(signed.size())));
        if (!tree.root().equals(signed.root())) {
            throw new InconsistentLogException(
                    "The log at %d is another than the one that was signed".formatted(signed.size()));
        }
        requireExtends(store, tree, later);
    }

    private static void requireExtends(LogStore store, CompactRange tree, CompactRange later) {
        long from = tree.size();
        if (!store.extend(tree, later.size()) || !tree.root().equals(later.root())) {
            throw new InconsistentLogException("The leaves from %d to %d do not give the tree that was fixed for them"
                    .formatted(from, later.size()));
        }
    }
}
