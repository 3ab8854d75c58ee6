package io.plumbline.eval.metric.match;

import io.plumbline.eval.metric.MeanMetric;
import io.plumbline.eval.metric.ReferenceCount;
import io.plumbline.eval.metric.TextPair;

/// 1 if the hypothesis equals one of the references except for surrounding white space, else 0.
///
/// Deliberately without SQuAD's normalisation, under which "1.5" equals "15" and "-5" equals "5": use `tokenF1`
/// with a floor of 1 for that.
public final class ExactMatch implements MeanMetric {

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
