package io.plumbline.gateway.analysis;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.Scoring;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A finding in the format of Presidio's analyzer.
///
/// @param start first code point
/// @param end one past the last code point
/// @param analysisExplanation explains the score, if requested
record RecognizedEntity(
        @JsonProperty("entity_type") String entityType,
        int start,
        int end,
        double score,
        @JsonProperty("analysis_explanation") @Nullable Explanation analysisExplanation,
        @JsonProperty("recognition_metadata") Map<String, String> recognitionMetadata) {

    static RecognizedEntity from(Finding finding, boolean explain) {
        return new RecognizedEntity(
                finding.entityType(),
                finding.start(),
                finding.end(),
                finding.score(),
                explain ? Explanation.of(finding) : null,
                Map.of("recognizer_name", finding.detector(), "recognizer_identifier", finding.detector()));
    }

    /// @param validationResult whether a checksum is valid; null without one
    record Explanation(
            String recognizer,
            @JsonProperty("pattern_name") @Nullable String patternName,
            @Nullable String pattern,
            @JsonProperty("original_score") double originalScore,
            double score,
            @JsonProperty("textual_explanation") @Nullable String textualExplanation,
            @JsonProperty("score_context_improvement") double scoreContextImprovement,
            @JsonProperty("supportive_context_word") String supportiveContextWord,
            @JsonProperty("validation_result") @Nullable Boolean validationResult) {

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
