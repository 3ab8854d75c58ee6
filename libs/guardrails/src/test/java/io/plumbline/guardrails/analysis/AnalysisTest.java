package io.plumbline.guardrails.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.automaton.PatternException;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.scan.Form;
import io.plumbline.guardrails.scan.PatternRecognizer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnalysisTest {

    private static final GuardEngine ENGINE = GuardEngine.standard(List.of("US"));

    private static List<String> entities(AnalysisRequest request) {
        return ENGINE.analyze(request).stream().map(Finding::entityType).toList();
    }

    @Test
    void findsWhatIsAskedForEvenWithinSomethingElse() {
        String text = "https://a.example/?mail=jane.roe@example.com";
        assertThat(entities(AnalysisRequest.of(text))).containsExactly("URL", "EMAIL_ADDRESS");
        assertThat(entities(AnalysisRequest.of(text, "en", Set.of("EMAIL_ADDRESS"))))
                .containsExactly("EMAIL_ADDRESS");
    }

    @Test
    void takesWordsThatTheCallerKnowsForContext() {
        AnalysisRequest without = AnalysisRequest.of("078051121", "en", Set.of("US_SSN"));
        AnalysisRequest with = new AnalysisRequest(
                "078051121", "en", Set.of("US_SSN"), 0, List.of("Social Security"), List.of(), List.of());
        assertThat(ENGINE.analyze(without).getFirst().score()).isLessThan(0.1);
        assertThat(ENGINE.analyze(with).getFirst().score()).isGreaterThan(0.5);
    }

    @Test
    void leavesWhatIsAllowedForTheEntitiesThatItIsAllowedFor() {
        String text = "info@example.com and help@example.com";
        for (AllowList list : List.of(
                AllowList.of(Set.of(), List.of("Info@Example.com"), true),
                AllowList.of(Set.of("EMAIL_ADDRESS"), List.of("info@example.com"), false),
                AllowList.matching(Set.of(), List.of("\\binf[op]@")))) {
            AnalysisRequest request =
                    new AnalysisRequest(text, null, Set.of("EMAIL_ADDRESS"), 0, List.of(), List.of(list), List.of());
            assertThat(ENGINE.analyze(request)).extracting(Finding::start).containsExactly(21);
        }
        AllowList other = AllowList.of(Set.of("URL"), List.of("info@example.com"), false);
        AnalysisRequest request =
                new AnalysisRequest(text, null, Set.of("EMAIL_ADDRESS"), 0, List.of(), List.of(other), List.of());
        assertThat(ENGINE.analyze(request)).hasSize(2);
    }

    @Test
    void looksForWhatTheRequestBrings() {
        PatternRecognizer titles = PatternRecognizer.of("TITLE_OF_OURS")
                .form(Form.literal("deny_list", 1, "Mr."))
                .form(Form.expression("rocket", 0.5, "rocket-\\d+"))
                .build();
        AnalysisRequest request = new AnalysisRequest(
                "Mr. Roe flew rocket-12", "en", Set.of("TITLE_OF_OURS"), 0, List.of(), List.of(), List.of(titles));
        assertThat(ENGINE.analyze(request)).extracting(Finding::score).containsExactly(1.0, 0.5);
        assertThatExceptionOfType(PatternException.class).isThrownBy(() -> Form.expression("back", 0.5, "(a)\\1"));
    }
}
