package io.plumbline.gateway.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The actions that the guards would take.
///
/// @param decision `allow`, `flag`, `redact`, `block` or `ask`
/// @param text the redacted text, if the request has a text
/// @param messages the redacted messages, if the request has messages
/// @param tookMicros time that the detectors took, in microseconds
@JsonInclude(JsonInclude.Include.NON_NULL)
record InspectionResponse(
        String decision,
        @Nullable String text,

        @Nullable List<Map<String, @Nullable Object>> messages,

        List<Found> findings,
        long tookMicros) {

    /// Leaves out the text.
    @Override
    public String toString() {
        return "InspectionResponse[decision=" + decision + "]";
    }

    /// A finding.
    ///
    /// @param category name of the rule that applies to it
    /// @param start first code point of it in its text; in the arguments of a tool call, in their string value
    /// @param end one past its last code point
    /// @param param the text that contains it, if the request has messages
    /// @param explanation its reason, if requested
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Found(
            String detector,
            String category,
            @Nullable String entityType,
            int start,
            int end,
            double score,
            @Nullable String param,
            @Nullable String explanation) {}
}
