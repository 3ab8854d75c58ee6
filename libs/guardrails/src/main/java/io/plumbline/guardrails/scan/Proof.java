package io.plumbline.guardrails.scan;

/// What has to speak for a match of a [PatternRecognizer] before it is found, unless somebody asks for its
/// entity.
public enum Proof {
    /// Its form or its checksum.
    ITSELF,
    /// The same if it has letters or signs and is not written as much else is; digits alone or in groups, of
    /// which one in ten passes a checksum, need a word of context. Digits with signs or with one or two
    /// letters, as articles and sizes have them (`6211040kB`), are no more than a suspicion without one, unless
    /// the form is strict.
    ITSELF_UNLESS_WEAK,
    /// A word of context.
    CONTEXT
}
