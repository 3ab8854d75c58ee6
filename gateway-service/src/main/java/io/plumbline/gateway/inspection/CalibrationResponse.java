package io.plumbline.gateway.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.guardrails.injection.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The score from which to act, so that harmless texts like those of the sample are mistaken for attacks at most
/// at the acceptable rate.
///
/// @param threshold the score; absent if the sample is too small for the rate
/// @param rate the acceptable share of false alarms
/// @param fewestTexts minimum number of harmless texts for the rate
/// @param unanswered texts of the sample that were not inspected in time; they do not count
/// @param at the results at this threshold, and at those of the built-in policies
@JsonInclude(JsonInclude.Include.NON_NULL)
record CalibrationResponse(
        @Nullable Double threshold, double rate, int fewestTexts, int unanswered, List<AtThreshold> at) {

    /// @param harmless the share of harmless texts that reach it, with its 95 % interval
    /// @param attacks the share of attacks that do; absent if the sample has none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AtThreshold(
            double threshold, Share harmless, @Nullable Share attacks) {}
}
