package io.plumbline.eval.metric;

/// What the ROUGE metrics have in common: F1 against the best of several references, after Google's `rouge_score`,
/// which reproduces the Perl script ROUGE-1.5.5. The score of a corpus is the mean over its pairs.
///
/// @see <a href="https://aclanthology.org/W04-1013">Lin 2004</a>
interface RougeMetric extends MeanMetric {

    double score(String hypothesis, String reference);

    @Override
    default double score(TextPair pair) {
        double best = 0;
        for (String reference : pair.references()) {
            best = Math.max(best, score(pair.hypothesis(), reference));
        }
        return best;
    }

    @Override
    default String pairSignature(ReferenceCount references) {
        return "nrefs:" + references + "|type:" + name() + "|measure:f1|multi:best|tok:rouge|stem:nltk-porter|"
                + "version:rouge_score-0.1.2";
    }

    @Override
    default String corpusSignature(ReferenceCount references) {
        return pairSignature(references) + "|corpus:mean";
    }
}
