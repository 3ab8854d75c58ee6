package io.plumbline.eval.metric.embedding;

import io.plumbline.embeddings.TokenSequence;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The weight of each token in BERTScore. Immutable.
interface TokenWeights {

    /// Equal weights, except zero for the special tokens at both ends.
    TokenWeights EQUAL = (tokens, token) -> tokens.isSpecial(token) ? 0 : 1;

    double of(TokenSequence tokens, int token);

    /// Returns weights by rarity in the references of a corpus: `ln((N + 1) / (n + 1))` for a token in `n` of `N`
    /// references. The special tokens are in all references and have weight zero.
    static TokenWeights inverseFrequency(List<TokenSequence> references) {
        Map<Integer, Integer> occurrences = new HashMap<>();
        for (TokenSequence reference : references) {
            Set<Integer> seen = new HashSet<>();
            for (int i = 0; i < reference.size(); i++) {
                if (seen.add(reference.id(i))) {
                    occurrences.merge(reference.id(i), 1, Integer::sum);
                }
            }
        }
        return (tokens, token) ->
                Math.log((references.size() + 1.0) / (occurrences.getOrDefault(tokens.id(token), 0) + 1));
    }

    /// Returns the weighted mean of a value per token; 0 if all weights are zero.
    default double mean(TokenSequence tokens, double[] values) {
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < values.length; i++) {
            double weight = of(tokens, i);
            sum += weight * values[i];
            weights += weight;
        }
        return weights == 0 ? 0 : sum / weights;
    }
}
