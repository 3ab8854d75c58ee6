package io.plumbline.guardrails.names;

/// What is worth a closer look at a word: bits beside its [Trait]s, which leave room for them. The head,
/// which learned from traits, does not see them.
final class Lead {

    /// The traits among the bits of a word.
    static final long TRAITS = (1L << 61) - 1;

    /// It may announce a name: see [Cues#isIntroduction].
    static final long INTRODUCTION = 1L << 61;

    /// An entry of the lists of medicine may begin with it, or it may end like a word of medicine.
    static final long MEDICAL = 1L << 62;

    /// A label of a field that holds a name may begin with it: see [FieldNames].
    static final long FIELD = 1L << 63;

    private Lead() {}
}
