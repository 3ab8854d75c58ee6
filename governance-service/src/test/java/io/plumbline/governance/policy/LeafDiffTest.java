package io.plumbline.governance.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.governance.policy.PolicyResponses.PolicyDiff.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeafDiffTest {

    @Test
    void findsNothingBetweenEquivalentDocuments() {
        assertThat(LeafDiff.between(
                        Map.of("a", Map.of("b", 1, "c", List.of("x"))),
                        Map.of("a", Map.of("c", List.of("x"), "b", 1.0))))
                .isEmpty();
    }

    @Test
    void namesEachAddedRemovedOrChangedLeaf() {
        assertThat(LeafDiff.between(
                        Map.of("gone", true, "kept", "x", "deep", Map.of("list", List.of("a", "b"))),
                        Map.of("new", 0.5, "whole", 2000.0, "kept", "x", "deep", Map.of("list", List.of("b", "a")))))
                .containsExactly(
                        new Change("/deep/list", List.of("a", "b"), List.of("b", "a")),
                        new Change("/gone", true, null),
                        new Change("/new", null, 0.5),
                        new Change("/whole", null, 2000L));
    }

    @Test
    void escapesNamesInPointers() {
        assertThat(LeafDiff.between(Map.of(), Map.of("a/b~c", 1)))
                .extracting(Change::pointer)
                .containsExactly("/a~1b~0c");
    }
}
