package io.plumbline.audit.verification;

/// What can be wrong with a log.
public enum FindingKind {
    /// The event's bytes are not those that the leaf was made of, and the tree vouches for the leaf.
    EVENT_CHANGED,
    /// A leaf's event is gone.
    EVENT_MISSING,
    /// The event's bytes are those of the leaf and no event: readers pass it over.
    EVENT_MALFORMED,
    /// The columns or subjects by which the event is found say something else than its bytes: it is hidden
    /// from some, or shown to those whom it does not concern.
    EVENT_DISGUISED,
    /// The payload that the event commits to is gone, or its key is, nobody was erased, and it did not expire.
    PAYLOAD_MISSING,
    /// An event is neither in the log nor waiting for its place: it was put in behind the log's back.
    EVENT_NOT_SEQUENCED,
    /// The leaf is not that of its event, and the tree vouches for the event.
    LEAF_CHANGED,
    /// Indexes without a leaf, with leaves after them.
    LEAF_MISSING,
    /// Leaves that no checkpoint covers.
    LEAF_UNEXPECTED,
    /// The leaf names another event than the one that it was made of.
    ORDER_CHANGED,
    /// The leaves of a range do not give the root that was fixed for them: leaves, and events with them if
    /// those still fit, were changed, moved, put in or taken out within it.
    ROOT_MISMATCH,
    /// The root that is kept of a full subtree is not that of its leaves: proofs that need it do not hold.
    SUBTREE_CHANGED,
    /// A checkpoint's columns say something else than its signed note.
    CHECKPOINT_CHANGED,
    /// A checkpoint is not signed by a known key.
    BAD_SIGNATURE,
    /// The log is shorter than it once was.
    LOG_SHORTENED,
    /// The tree from which the log grows on is not that of its leaves.
    TREE_HEAD_CHANGED,
    /// A trigger, generated column or row-level security that guards the log is gone or switched off.
    SAFEGUARD_MISSING
}
