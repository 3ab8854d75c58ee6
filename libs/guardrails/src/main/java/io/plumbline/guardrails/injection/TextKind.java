package io.plumbline.guardrails.injection;

/// Whose text it is, and whether it is the words of source code: what these resemble and mean says nothing,
/// since the learned layers know prose alone, and phrases say something only if they are plain.
enum TextKind {
    OF_CALLERS(false, false),
    OF_CALLERS_IN_CODE(false, true),
    OF_THIRD_PARTIES(true, false),
    OF_THIRD_PARTIES_IN_CODE(true, true);

    final boolean thirdParty;
    final boolean code;

    TextKind(boolean thirdParty, boolean code) {
        this.thirdParty = thirdParty;
        this.code = code;
    }

    /// Whether the encoder is not asked: in a document a sentence that speaks to a model stands out beside
    /// code too.
    boolean isCallersCode() {
        return code && !thirdParty;
    }

    TextKind inCode() {
        return thirdParty ? OF_THIRD_PARTIES_IN_CODE : OF_CALLERS_IN_CODE;
    }

    NgramClassifier.Score seen(NgramClassifier.Score ngrams) {
        return code ? ngrams.unremarkable() : ngrams;
    }
}
