package io.plumbline.audit.verification;

/// The kinds of findings.
public enum FindingKind {
    /// The event's bytes do not match the leaf, and the tree confirms the leaf.
    EVENT_CHANGED,
    /// The event of a leaf is missing.
    EVENT_MISSING,
    /// The event's bytes match the leaf but are not an event. Readers skip it.
    EVENT_MALFORMED,
    /// The search columns or subjects of the event contradict its bytes: it is hidden from some readers or shown
    /// to the wrong ones.
    EVENT_DISGUISED,
    /// The committed payload or its key is missing, without an erasure or expiry.
    PAYLOAD_MISSING,
    /// An event is neither in the log nor pending: it was inserted behind the log.
    EVENT_NOT_SEQUENCED,
    /// The leaf does not match its event, and the tree confirms the event.
    LEAF_CHANGED,
    /// Indexes without a leaf, followed by leaves.
    LEAF_MISSING,
    /// Leaves that no checkpoint covers.
    LEAF_UNEXPECTED,
    /// The leaf names a different event than the one it was made from.
    ORDER_CHANGED,
    /// The leaves of a range do not yield its fixed root: leaves, and events that still match them, were changed,
    /// moved, inserted or removed within the range.
    ROOT_MISMATCH,
    /// The stored root of a full subtree does not match its leaves, so proofs that use it fail.
    SUBTREE_CHANGED,
    /// A checkpoint's columns contradict its signed note.
    CHECKPOINT_CHANGED,
    /// A checkpoint is not signed by a known key.
    BAD_SIGNATURE,
    /// The log is shorter than before.
    LOG_SHORTENED,
    /// The tree that the log grows from does not match its leaves.
    TREE_HEAD_CHANGED,
    /// A trigger, generated column or row-level security policy that protects the log is missing or disabled.
    SAFEGUARD_MISSING
}
