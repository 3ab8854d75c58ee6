package io.plumbline.eval.metric.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NGramOverlapTest {

    @Test
    void matchesAFullCount() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            int distinct = 1 + random.nextInt(8);
            int[] hypothesis = random.ints(random.nextInt(40), 0, distinct).toArray();
            List<int[]> references = new ArrayList<>();
            for (int r = random.nextInt(4); r > 0; r--) {
                references.add(random.ints(random.nextInt(40), 0, distinct).toArray());
            }

            assertThat(NGramOverlap.matches(hypothesis, references, 5)).isEqualTo(counted(hypothesis, references, 5));
        }
    }

    @Test
    void knowsTheNumberOfNGrams() {
        assertThat(NGramOverlap.total(5, 4)).isEqualTo(2);
        assertThat(NGramOverlap.total(3, 4)).isZero();
    }

    private static int[] counted(int[] hypothesis, List<int[]> references, int maximumOrder) {
        int[] matches = new int[maximumOrder];
        for (int order = 1; order <= maximumOrder; order++) {
            Map<List<Integer>, Integer> limits = new HashMap<>();
            for (int[] reference : references) {
                grams(reference, order).forEach((gram, count) -> limits.merge(gram, count, Math::max));
            }
            for (Map.Entry<List<Integer>, Integer> gram :
                    grams(hypothesis, order).entrySet()) {
                matches[order - 1] += Math.min(gram.getValue(), limits.getOrDefault(gram.getKey(), 0));
            }
        }
        return matches;
    }

    private static Map<List<Integer>, Integer> grams(int[] tokens, int order) {
        Map<List<Integer>, Integer> grams = new HashMap<>();
        for (int i = 0; i + order <= tokens.length; i++) {
            grams.merge(Arrays.stream(tokens, i, i + order).boxed().toList(), 1, Integer::sum);
        }
        return grams;
    }
}
