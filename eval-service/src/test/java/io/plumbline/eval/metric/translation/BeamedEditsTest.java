package io.plumbline.eval.metric.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.eval.metric.match.EditSimilarity;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BeamedEditsTest {

    /// Within the beam it is Levenshtein's distance; and what differs in the middle alone is counted over
    /// that.
    @Test
    void countsDifferencesInTheMiddleLikeAFullCount() {
        Random random = new Random(17);
        for (int i = 0; i < 300; i++) {
            int[] reference = random.ints(1 + random.nextInt(20), 0, 5).toArray();
            int[] words = random.ints(1 + random.nextInt(20), 0, 5).toArray();
            BeamedEdits edits = new BeamedEdits(reference, words.length);

            assertThat(edits.align(words)).isEqualTo(EditSimilarity.distance(words, reference, 5));
            int from = random.nextInt(words.length);
            int to = from + random.nextInt(words.length - from + 1);
            int[] other = words.clone();
            for (int w = from; w < to; w++) {
                other[w] = random.nextInt(5);
            }

            assertThat(edits.count(other, from, to)).isEqualTo(EditSimilarity.distance(other, reference, 5));
        }
    }

    /// Where the lengths differ a lot the beam is a part of the number: the same from either table.
    @Test
    void countsTheSameInANarrowBeam() {
        Random random = new Random(19);
        for (int i = 0; i < 100; i++) {
            int[] reference = random.ints(1 + random.nextInt(300), 0, 40).toArray();
            int[] words = random.ints(1 + random.nextInt(120), 0, 40).toArray();
            int[] other = words.clone();
            int place = random.nextInt(words.length);
            other[place] = random.nextInt(40);
            BeamedEdits edits = new BeamedEdits(reference, words.length);

            int whole = new BeamedEdits(reference, words.length).align(other);
            int before = edits.align(words);

            assertThat(edits.count(other, place, place + 1)).isEqualTo(whole);
            assertThat(edits.count(words, 0, 0)).isEqualTo(before);
        }
    }
}
