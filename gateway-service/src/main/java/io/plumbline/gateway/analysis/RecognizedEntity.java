package io.plumbline.gateway.analysis;

import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.detect.Scoring;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/// A finding as Presidio's analyzer reports it.
///
/// @param start               first code point
/// @param end                 one past the last code point
/// @param analysisExplanation how the score came about, where that was asked for
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record RecognizedEntity(
        String entityType,
        int start,
        int end,
        double score,
        @Nullable Explanation analysisExplanation,
        Map<String, String> recognitionMetadata) {

    static RecognizedEntity from(Finding finding, boolean explain) {
        return new RecognizedEntity(
                finding.entityType(),
                finding.start(),
                finding.end(),
                finding.score(),
                explain ? Explanation.of(finding) : null,
                Map.of("recognizer_name", finding.detector(), "recognizer_identifier", finding.detector()));
    }

    /// @param validationResult whether a checksum holds; null where there is none
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Explanation(
            String recognizer,
            @Nullable String patternName,
            @Nullable String pattern,
            double originalScore,
            double score,
            @Nullable String textualExplanation,
            double scoreContextImprovement,
            String supportiveContextWord,
            @Nullable Boolean validationResult) {

        static Explanation of(Finding finding) {
            Scoring scoring = finding.scoring();
            if (scoring == null) {
                return new Explanation(
                        finding.detector(),
                        null,
                        null,
                        finding.score(),
                        finding.score(),
                        finding.explanation(),
                        0,
                        "",
                        null);
            }
            String word = scoring.contextWord();
            return new Explanation(
                    finding.detector(),
                    scoring.pattern(),
                    null,
                    scoring.patternScore(),
                    finding.score(),
                    finding.explanation(),
                    word == null ? 0 : finding.score() - scoring.patternScore(),
                    word == null ? "" : word,
                    scoring.valid());
        }
    }
}
