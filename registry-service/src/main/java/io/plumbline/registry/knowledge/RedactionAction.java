package io.plumbline.registry.knowledge;

/// What happens to personal data and credentials in a document.
public enum RedactionAction {
    KEEP,
    /// Asterisks, except for the last four characters.
    MASK,
    /// A placeholder, the same for the same value in all documents of a knowledge base. It cannot be reversed.
    PSEUDONYMISE,
    /// The document is refused.
    REJECT
}
