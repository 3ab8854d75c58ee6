package io.plumbline.registry.knowledge.connector.run;

/// The documents of a run. `seen` is always the sum of `pending`, `added`, `changed`, `unchanged`, `refused`, `failed`
/// and `postponed`; after the run, `pending` is 0.
///
/// @param seen found in the source, after `include` and `exclude`
/// @param pending to be read
/// @param added stored for the first time
/// @param changed stored as a new version
/// @param unchanged the same as the stored version
/// @param refused unsuitable: too large, empty, or of an unknown format
/// @param failed not read after all attempts; the next run tries again
/// @param postponed left to the next run
/// @param deleted from the knowledge base, because the source no longer has them
/// @param bytes stored
record RunCounts(
        long seen,
        long pending,
        long added,
        long changed,
        long unchanged,
        long refused,
        long failed,
        long postponed,
        long deleted,
        long bytes) {

    static final RunCounts NONE = new RunCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// The outcome of a document.
    enum Outcome {
        ADDED,
        CHANGED,
        UNCHANGED,
        REFUSED,
        FAILED
    }

    RunCounts found(long documents) {
        return new RunCounts(
                seen + documents,
                pending + documents,
                added,
                changed,
                unchanged,
                refused,
                failed,
                postponed,
                deleted,
                bytes);
    }

    /// Moves a pending document to its outcome.
    RunCounts ended(Outcome outcome, long stored) {
        return new RunCounts(
                seen,
                pending - 1,
                added + one(outcome, Outcome.ADDED),
                changed + one(outcome, Outcome.CHANGED),
                unchanged + one(outcome, Outcome.UNCHANGED),
                refused + one(outcome, Outcome.REFUSED),
                failed + one(outcome, Outcome.FAILED),
                postponed,
                deleted,
                bytes + stored);
    }

    private static int one(Outcome outcome, Outcome counted) {
        return outcome == counted ? 1 : 0;
    }

    /// Forgets a pending document that the source no longer has.
    RunCounts gone() {
        return new RunCounts(
                seen - 1, pending - 1, added, changed, unchanged, refused, failed, postponed, deleted, bytes);
    }

    RunCounts removed(long documents) {
        return new RunCounts(
                seen, pending, added, changed, unchanged, refused, failed, postponed, deleted + documents, bytes);
    }

    /// Leaves all pending documents to the next run.
    RunCounts closed() {
        return new RunCounts(seen, 0, added, changed, unchanged, refused, failed, postponed + pending, deleted, bytes);
    }
}
