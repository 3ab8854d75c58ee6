package io.plumbline.eval.metric;

/// 1 if the hypothesis equals one of the references except for surrounding white space, else 0.
///
/// Deliberately without SQuAD's normalisation, under which "1.5" equals "15" and "-5" equals "5": use `tokenF1`
/// with a floor of 1 for that.
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
