package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.injection.ngram.NgramClassifier;

/// The author of a text, and whether it consists of the words of source code. In code, resemblance and meaning
/// are no evidence, because the learned layers know only prose, and phrases count only if they are plain.
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

    /// Whether the encoder is skipped. In a document it is not: a sentence that addresses a model stands out
    /// beside code too.
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
