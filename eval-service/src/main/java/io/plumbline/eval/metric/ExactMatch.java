package io.plumbline.eval.metric;

/// 1 if the hypothesis is one of the references, character for character but for white space at the ends, else 0.
///
/// Deliberately without SQuAD's normalisation, which would call "1.5" and "15" or "-5" and "5" the same: a gate
/// that means that asks for `tokenF1` with a floor of 1.
final class ExactMatch implements MeanMetric {

    @Override
    public String name() {
        return "exactMatch";
    }

    @Override
    public double score(TextPair pair) {
        String hypothesis = pair.hypothesis().strip();
        for (String reference : pair.references()) {
            if (reference.strip().equals(hypothesis)) {
                return 1;
            }
        }
        return 0;
    }

    @Override
    public String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|case:mixed|strip:yes|multi:any";
    }
}
