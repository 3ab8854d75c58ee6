package io.plumbline.gateway.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the guards would do.
///
/// @param decision `allow`, `flag`, `redact`, `block` or `ask`
/// @param text the text after redaction, where a text was given
/// @param messages the messages after redaction, where messages were given
/// @param tookMicros time that the detectors took, in microseconds
@JsonInclude(JsonInclude.Include.NON_NULL)
record InspectionResponse(
        String decision,
        @Nullable String text,

        @Nullable List<Map<String, @Nullable Object>> messages,

        List<Found> findings,
        long tookMicros) {

    /// Never the text.
    @Override
    public String toString() {
        return "InspectionResponse[decision=" + decision + "]";
    }

    /// A finding.
    ///
    /// @param category name of the rule that it falls under
    /// @param start first code point of it in its text; in the arguments of a tool call, in their string value
    /// @param end one past its last code point
    /// @param param the text in which it lies, where messages were given
    /// @param explanation why, where that was asked for
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
