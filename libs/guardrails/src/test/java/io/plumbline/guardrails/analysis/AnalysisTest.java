package io.plumbline.guardrails.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.personaldata.analysis.AllowList;
import io.plumbline.personaldata.analysis.AnalysisRequest;
import io.plumbline.personaldata.automaton.PatternException;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.scan.Form;
import io.plumbline.personaldata.scan.PatternRecognizer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisTest {

    private static final GuardEngine ENGINE = GuardEngine.standard(List.of("US"), null);

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

    @Test
    void looksWithWhatTheRequestBringsInItsLanguages() {
        PatternRecognizer german = PatternRecognizer.of("TITLE_OF_OURS")
                .languages("de")
                .form(Form.literal("deny_list", 1, "Herr"))
                .build();
        for (String language : List.of("de", "en")) {
            AnalysisRequest request = new AnalysisRequest(
                    "Herr Roe", language, Set.of("TITLE_OF_OURS"), 0, List.of(), List.of(), List.of(german));
            assertThat(ENGINE.analyze(request)).hasSize(language.equals("de") ? 1 : 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(\\b\\d{5}(?:\\-\\d{4})?\\b)", "(?:\\b\\d{5}\\b)", "(?i)(\\b[)0-9]{5}\\b)"})
    void readsWordBoundariesWithinAGroupAroundTheWhole(String expression) {
        PatternRecognizer codes = PatternRecognizer.of("ZIP")
                .form(Form.expression("zip", 0.5, expression))
                .build();
        AnalysisRequest request = new AnalysisRequest(
                "Zip code: 10023, not 1002345", "en", Set.of("ZIP"), 0, List.of(), List.of(), List.of(codes));
        assertThat(ENGINE.analyze(request)).extracting(Finding::start).containsExactly(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(\\ba)|(b\\b)", "(\\ba)(b\\b)", "(a\\b", "(?=\\ba\\b)", "([(]\\b"})
    void refusesWordBoundariesElsewhere(String expression) {
        assertThatExceptionOfType(PatternException.class).isThrownBy(() -> Form.expression("x", 0.5, expression));
    }
}
