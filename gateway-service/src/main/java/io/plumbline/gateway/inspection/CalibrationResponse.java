package io.plumbline.gateway.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.guardrails.injection.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// From which score on to act, so that harmless texts like those of the sample are taken for attacks no more
/// often than is wanted.
///
/// @param threshold the score; absent when the sample is too small for the rate
/// @param rate the wanted share of false alarms
/// @param fewestTexts how many harmless texts the rate takes at the least
/// @param unanswered texts of the sample at which nobody could look in time; they do not count
/// @param at what happens at this threshold, and at those of the built-in policies
@JsonInclude(JsonInclude.Include.NON_NULL)
record CalibrationResponse(
        @Nullable Double threshold, double rate, int fewestTexts, int unanswered, List<AtThreshold> at) {

    /// @param harmless the share of harmless texts that reach it, with its 95 % interval
    /// @param attacks the share of attacks that do; absent where none were given
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AtThreshold(
            double threshold, Share harmless, @Nullable Share attacks) {}
}
