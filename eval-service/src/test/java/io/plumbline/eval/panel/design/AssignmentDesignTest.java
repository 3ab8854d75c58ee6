package io.plumbline.eval.panel.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AssignmentDesignTest {

    @Test
    void balancesLoadsAndCommonItems() {
        AssignmentDesign design = AssignmentDesign.of(100, 2, 5, 3, blinding(42));

        Map<Integer, Set<Integer>> annotators = new HashMap<>();
        for (int slot = 0; slot < 5; slot++) {
            List<Integer> own = design.itemsOf(slot);
            assertThat(own).doesNotHaveDuplicates().contains(100, 101);
            assertThat(own.size() - 2).isBetween(59, 61);
            for (int item : own) {
                annotators.computeIfAbsent(item, _ -> new HashSet<>()).add(slot);
            }
        }
        for (int item = 0; item < 100; item++) {
            assertThat(annotators.get(item)).hasSize(3);
        }
        for (int one = 0; one < 5; one++) {
            for (int other = one + 1; other < 5; other++) {
                int first = one;
                int second = other;
                long common = annotators.entrySet().stream()
                        .filter(entry ->
                                entry.getKey() < 100 && entry.getValue().containsAll(Set.of(first, second)))
                        .count();
                assertThat(common).as("%d and %d", one, other).isBetween(25L, 35L);
            }
        }
    }

    @Test
    void repeatsWithTheSecretAndGivesEachAnOrderOfTheirOwn() {
        AssignmentDesign design = AssignmentDesign.of(30, 0, 3, 3, blinding(1));

        assertThat(design.itemsOf(0))
                .isEqualTo(AssignmentDesign.of(30, 0, 3, 3, blinding(1)).itemsOf(0));
        assertThat(design.itemsOf(0)).isNotEqualTo(design.itemsOf(1));
        assertThat(design.itemsOf(0))
                .isNotEqualTo(AssignmentDesign.of(30, 0, 3, 3, blinding(2)).itemsOf(0));
    }

    private static Blinding blinding(int secret) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) secret;
        return new Blinding(bytes);
    }
}
