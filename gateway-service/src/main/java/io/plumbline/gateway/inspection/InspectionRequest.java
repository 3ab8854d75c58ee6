package io.plumbline.gateway.inspection;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be looked at: a text or OpenAI's messages, one of the two.
///
/// @param policy name of a guard policy; `standard` unless given
/// @param explain whether weak findings are reported too, and why each was found
record InspectionRequest(
        @NotNull InspectionStage stage,
        @Size(max = 2_000_000) @Nullable String text,

        @Size(min = 1, max = 2_000) @Nullable List<@NotNull Map<String, @Nullable Object>> messages,

        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String policy,

        @Nullable Boolean explain) {

    /// Never the text.
    @Override
    public String toString() {
        return "InspectionRequest[stage=" + stage + "]";
    }
}
