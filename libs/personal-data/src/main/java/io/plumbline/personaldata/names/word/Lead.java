package io.plumbline.personaldata.names.word;

/// Marks words that need further inspection: bits beside a word's [Trait]s, which leave room for them. The head,
/// which was trained on traits, does not read them.
public final class Lead {

    /// The traits among the bits of a word.
    static final long TRAITS = (1L << 61) - 1;

    /// It may announce a name: see [Cues#isIntroduction].
    public static final long INTRODUCTION = 1L << 61;

    /// A medical entry may begin with it, or it may end like a medical word.
    public static final long MEDICAL = 1L << 62;

    /// A label of a field that holds a name may begin with it: see [Cues#FIELD_LABELS].
    public static final long FIELD = 1L << 63;

    private Lead() {}
}
