package io.plumbline.eval.optimiser.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HalvingTest {

    @Test
    void doublesTheRecordsWhileItHalvesTheCandidates() {
        Halving halving = new Halving(16, 3, 80);
        List<Integer> entered = new ArrayList<>();
        List<Integer> records = new ArrayList<>();
        int left = 16;
        for (int rung = 0; rung < halving.rungs(); rung++) {
            entered.add(left);
            records.add(halving.recordsOn(rung));
            left = halving.left(left);
        }
        assertThat(entered).containsExactly(16, 8, 4, 3);
        assertThat(records).containsExactly(10, 20, 40, 80);
    }

    @Test
    void usesFewRecordsAtLeastAndAllAtTheEnd() {
        for (int candidates = 1; candidates <= 64; candidates++) {
            Halving halving = new Halving(candidates, 2, 9);
            assertThat(halving.recordsOn(0)).isBetween(4, 9);
            assertThat(halving.recordsOn(halving.rungs() - 1)).isEqualTo(9);
        }
        assertThat(new Halving(2, 3, 50).rungs()).isEqualTo(1);
    }

    @Test
    void keepsTheBestAndOfEqualOnesTheEarlier() {
        Map<Integer, Double> scores = new HashMap<>(Map.of(0, 0.5, 1, 0.9, 2, 0.5, 3, 0.1));
        assertThat(new Halving(4, 1, 10).best(scores)).containsExactly(1, 0);
    }
}
