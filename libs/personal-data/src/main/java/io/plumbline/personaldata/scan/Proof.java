package io.plumbline.personaldata.scan;

/// The evidence that a match of a [PatternRecognizer] needs, unless its entity is requested by name.
public enum Proof {
    /// Its form or its checksum.
    ITSELF,
    /// The same if it has letters or signs and an uncommon form. Digits alone or in groups, of which one in ten
    /// passes a checksum, need a context word. Digits with signs or with one or two letters, as in article
    /// numbers and sizes (`6211040kB`), are not found without one, unless the form is strict.
    ITSELF_UNLESS_WEAK,
    /// A context word.
    CONTEXT
}
