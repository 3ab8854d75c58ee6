package io.plumbline.gateway.inspection;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The content to inspect: either a text or OpenAI's messages.
///
/// @param policy name of a guard policy; `standard` unless set
/// @param explain whether to report weak findings too, and the reason for each finding
record InspectionRequest(
        @NotNull InspectionStage stage,
        @Size(max = 2_000_000) @Nullable String text,

        @Size(min = 1, max = 2_000) @Nullable List<@NotNull Map<String, @Nullable Object>> messages,

        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String policy,

        @Nullable Boolean explain) {

    /// Leaves out the text.
    @Override
    public String toString() {
        return "InspectionRequest[stage=" + stage + "]";
    }
}
