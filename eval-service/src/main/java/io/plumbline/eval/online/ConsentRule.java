package io.plumbline.eval.online;

/// Whose calls may be scored.
enum ConsentRule {
    /// Calls whose newest feedback permits the use of their texts (`trainingConsent`).
    REQUIRED,
    /// All calls of the route whose content is stored.
    NOT_REQUIRED
}
