package io.plumbline.audit.verification;

import io.plumbline.audit.merkle.CompactRange;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.Tiles;
import io.plumbline.audit.verification.FixedRoots.FixedRoot;
import io.plumbline.audit.verification.LogReader.Leaf;
import io.plumbline.audit.verification.LogReader.Subtree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One pass over the log, from checkpoint to checkpoint.
///
/// It grows two trees: one from the stored leaves, one from the current events. If they differ, the fixed root
/// decides which is right. After a range that neither explains, both continue from the frontier fixed with it if
/// that has the fixed root, so each range is checked independently.
final class VerificationPass {
    private static final int SUBTREES = 1_000;

    private final LogReader log;
    private final FixedRoots roots;
    private final PayloadCheck payloads;
    private final Safeguards safeguards;
    private final Findings findings;

    private @Nullable CompactRange stored = CompactRange.empty();
    private @Nullable CompactRange recomputed = CompactRange.empty();
    private final CompactRange whole = CompactRange.empty();
    /// Leaves confirmed by the tree whose event has changed.
    private final List<Leaf> contradicted = new ArrayList<>();
    private final List<Subtree> subtrees = new ArrayList<>();
    private long next;
    private long checkpoints;
    private @Nullable FixedRoot last;

    VerificationPass(LogReader log, FixedRoots roots, PayloadCheck payloads, Safeguards safeguards, Findings findings) {
        this.log = log;
        this.roots = roots;
        this.payloads = payloads;
        this.safeguards = safeguards;
        this.findings = findings;
    }

    VerificationReport run() {
        long start = System.nanoTime();
        for (FixedRoot fixed = roots.next(); fixed != null; fixed = roots.next()) {
            judge(read(fixed.size()), fixed);
            checkpoints++;
            last = fixed;
        }
        checkRest(read(Long.MAX_VALUE));
        checkSubtrees();
        checkContradicted();
        checkHead();
        checkPendingEvents();
        checkSubjects();
        List<ExpiredPayloads> expired = payloads.judge(findings);
        safeguards.missing().forEach(missing -> findings.add(LogFinding.of(FindingKind.SAFEGUARD_MISSING, missing)));
        return new VerificationReport(
                whole.size(),
                whole.root(),
                log.count("event"),
                log.count("pending"),
                checkpoints,
                roots.signed(),
                expired,
                findings.counts(),
                findings.list(),
                Duration.ofNanos(System.nanoTime() - start));
    }

    private LeafRange read(long size) {
        LeafRange range = new LeafRange(next);
        for (Leaf leaf = log.nextLeaf(size); leaf != null; leaf = log.nextLeaf(size)) {
            if (leaf.index() > next) {
                findings.add(LogFinding.between(
                        FindingKind.LEAF_MISSING,
                        next,
                        leaf.index() - 1,
                        "Indexes without a leaf, although leaves follow"));
                range.miss();
            }
            next = leaf.index() + 1;
            whole.append(leaf.hash(), (level, index, hash) -> subtrees.add(new Subtree(level, index, hash)));
            if (subtrees.size() >= SUBTREES) {
                checkSubtrees();
            }
            if (stored != null && recomputed != null) {
                stored.append(leaf.hash());
                recomputed.append(leaf.eventHash() == null ? leaf.hash() : leaf.eventHash());
            }
            range.take(leaf);
            checkForm(leaf);
        }
        return range;
    }

    /// An event that does not match its leaf is already reported.
    private void checkForm(Leaf leaf) {
        if (leaf.event() == null || !leaf.fits()) {
            return;
        }
        if (!leaf.event().wellFormed()) {
            findings.add(LogFinding.at(
                    FindingKind.EVENT_MALFORMED,
                    leaf.index(),
                    leaf.eventId(),
                    "The bytes of this leaf are not an event, and readers skip it"));
        } else if (leaf.event().disguised()) {
            findings.add(LogFinding.at(
                    FindingKind.EVENT_DISGUISED,
                    leaf.index(),
                    leaf.eventId(),
                    "The indexed columns of the event differ from its bytes"));
        }
    }

    private void judge(LeafRange range, FixedRoot fixed) {
        boolean judged = range.reaches(fixed.size()) && stored != null && recomputed != null;
        boolean leavesHold = judged && Objects.requireNonNull(stored).root().equals(fixed.root());
        boolean eventsHold = judged && Objects.requireNonNull(recomputed).root().equals(fixed.root());
        if (judged && !leavesHold && !eventsHold) {
            findings.add(LogFinding.between(
                    FindingKind.ROOT_MISMATCH,
                    range.first,
                    Math.max(range.first, fixed.size() - 1),
                    "The leaves of this range do not match the root fixed at " + fixed.size()));
        }
        for (Leaf leaf : range.unfit) {
            if (leaf.eventHash() == null) {
                findings.add(LogFinding.at(
                        FindingKind.EVENT_MISSING, leaf.index(), leaf.eventId(), "The event of this leaf is missing"));
            } else if (leavesHold) {
                contradicted.add(leaf);
            } else if (eventsHold) {
                findings.add(LogFinding.at(
                        FindingKind.LEAF_CHANGED,
                        leaf.index(),
                        leaf.eventId(),
                        "The leaf does not match its event, and the tree confirms the event"));
            } else {
                findings.add(LogFinding.at(
                        FindingKind.EVENT_CHANGED,
                        leaf.index(),
                        leaf.eventId(),
                        "The event and its leaf do not match"));
            }
        }
        resume(leavesHold, eventsHold, fixed);
    }

    private void resume(boolean leavesHold, boolean eventsHold, FixedRoot fixed) {
        CompactRange tree = leavesHold ? stored : eventsHold ? recomputed : frontier(fixed);
        stored = tree;
        recomputed = tree == null ? null : tree.copy();
    }

    /// Returns the tree fixed by the database if it has the required root.
    private static @Nullable CompactRange frontier(FixedRoot fixed) {
        if (fixed.frontier() == null) {
            return null;
        }
        try {
            CompactRange tree = CompactRange.decode(fixed.size(), fixed.frontier());
            return tree.root().equals(fixed.root()) ? tree : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void checkRest(LeafRange rest) {
        if (rest.count() > 0) {
            findings.add(LogFinding.between(
                    FindingKind.LEAF_UNEXPECTED, rest.first, next - 1, "Leaves that no checkpoint covers"));
        }
        for (Leaf leaf : rest.unfit) {
            findings.add(
                    leaf.eventHash() == null
                            ? LogFinding.at(
                                    FindingKind.EVENT_MISSING,
                                    leaf.index(),
                                    leaf.eventId(),
                                    "The event of this leaf is missing")
                            : LogFinding.at(
                                    FindingKind.EVENT_CHANGED,
                                    leaf.index(),
                                    leaf.eventId(),
                                    "The event and its leaf do not match"));
        }
    }

    /// If an event has the hash of another leaf, events were swapped.
    private void checkContradicted() {
        Set<Hash> expected = new HashSet<>();
        contradicted.forEach(leaf -> expected.add(leaf.hash()));
        for (Leaf leaf : contradicted) {
            boolean moved = expected.contains(Objects.requireNonNull(leaf.eventHash()));
            findings.add(
                    LogFinding.at(
                            moved ? FindingKind.ORDER_CHANGED : FindingKind.EVENT_CHANGED,
                            leaf.index(),
                            leaf.eventId(),
                            moved
                                    ? "The leaf names a different event from the one it was computed from"
                                    : "The event differs from the one the leaf was computed from, and the tree confirms the leaf"));
        }
    }

    /// After a gap, indexes do not match the original leaves, and the gap is already reported.
    private void checkSubtrees() {
        if (whole.size() == next) {
            for (Subtree changed : log.differing(subtrees)) {
                int height = changed.level() * Tiles.HEIGHT;
                findings.add(LogFinding.between(
                        FindingKind.SUBTREE_CHANGED,
                        changed.index() << height,
                        ((changed.index() + 1) << height) - 1,
                        "The stored root of these leaves is wrong"));
            }
        }
        subtrees.clear();
    }

    private void checkHead() {
        List<LogReader.Head> heads = log.heads();
        LogReader.Head head = heads.isEmpty() ? new LogReader.Head(0, new byte[0]) : heads.getFirst();
        long fixedSize = last == null ? 0 : last.size();
        long known = Math.max(head.size(), fixedSize);
        if (next < known) {
            findings.add(LogFinding.between(
                    FindingKind.LOG_SHORTENED,
                    next,
                    known - 1,
                    "The log ends at %d, but once reached %d".formatted(next, known)));
        }
        Hash fixedRoot = last == null ? Hash.EMPTY : last.root();
        FixedRoot claimed = new FixedRoot(head.size(), fixedRoot, head.frontier());
        if (head.size() != fixedSize || frontier(claimed) == null) {
            findings.add(LogFinding.between(
                    FindingKind.TREE_HEAD_CHANGED,
                    head.size(),
                    head.size(),
                    "The tree on which the log continues differs from the last fixed one"));
        }
    }

    private void checkPendingEvents() {
        log.changedWhileWaiting()
                .forEach((id, present) -> findings.add(
                        present
                                ? LogFinding.of(
                                        FindingKind.EVENT_CHANGED,
                                        id,
                                        "The event was changed while it was waiting for sequencing")
                                : LogFinding.of(
                                        FindingKind.EVENT_MISSING,
                                        id,
                                        "The event was removed while it was waiting for sequencing")));
        log.notSequenced()
                .forEach(id -> findings.add(LogFinding.of(
                        FindingKind.EVENT_NOT_SEQUENCED,
                        id,
                        "The event is neither in the log nor waiting for sequencing")));
    }

    private void checkSubjects() {
        log.withOtherSubjects()
                .forEach(id -> findings.add(LogFinding.of(
                        FindingKind.EVENT_DISGUISED, id, "The event is indexed under other subjects than it names")));
    }
}
