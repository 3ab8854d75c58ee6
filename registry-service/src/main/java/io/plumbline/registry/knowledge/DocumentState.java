package io.plumbline.registry.knowledge;

/// The state of the newest version of a document.
public enum DocumentState {
    QUEUED,
    EXTRACTING,
    /// A search finds it.
    INDEXED,
    /// The file or its contents are refused.
    REJECTED,
    /// It contains a likely prompt injection. A person decides.
    QUARANTINED,
    /// It could not be ingested after all attempts, for a reason outside the file.
    FAILED
}
