package io.plumbline.personaldata.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverlapSweepTest {

    private static final RedactionRules RULES =
            new ActionByCategory(Map.of(Category.PII, Action.FLAG, Category.SECRET, Action.REDACT));

    private static Finding finding(Category category, int start, int end, double score) {
        return new Finding("test", category, category + "_" + start + "_" + end, start, end, score, null);
    }

    private static List<String> winners(Finding... findings) {
        return Redaction.resolve(RULES, List.of(findings)).stream()
                .map(Finding::entityType)
                .toList();
    }

    @Test
    void keepsWhatDoesNotOverlap() {
        assertThat(winners(finding(Category.PII, 0, 5, 0.6), finding(Category.PII, 5, 9, 0.6)))
                .containsExactly("PII_0_5", "PII_5_9");
    }

    @Test
    void prefersTheStricterAction() {
        assertThat(winners(finding(Category.PII, 0, 9, 1), finding(Category.SECRET, 3, 6, 0.6)))
                .containsExactly("SECRET_3_6");
        assertThat(winners(finding(Category.SECRET, 0, 4, 0.6), finding(Category.PII, 3, 9, 1)))
                .containsExactly("SECRET_0_4");
    }

    @Test
    void thenTheHigherScoreThenTheLongerThenTheFirst() {
        assertThat(winners(finding(Category.PII, 0, 9, 0.6), finding(Category.PII, 3, 6, 0.7)))
                .containsExactly("PII_3_6");
        assertThat(winners(finding(Category.PII, 0, 4, 0.6), finding(Category.PII, 3, 9, 0.6)))
                .containsExactly("PII_3_9");
        assertThat(winners(finding(Category.PII, 0, 4, 0.6), finding(Category.PII, 3, 7, 0.6)))
                .containsExactly("PII_0_4");
    }

    @Test
    void findsAgainAfterALoser() {
        assertThat(winners(
                        finding(Category.PII, 0, 5, 0.9),
                        finding(Category.PII, 4, 8, 0.6),
                        finding(Category.PII, 7, 9, 0.6)))
                .containsExactly("PII_0_5", "PII_7_9");
    }
}
