package io.plumbline.gateway.rollout;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.audit.canonical.CanonicalJson;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the judge says of a rollout's present step.
///
/// @param step of which it is said, from 0
/// @param reason in words; no personal data
/// @param evidence the figures that it rests on, at most 16 KB; they go into the audit log
record VerdictRequest(
        @NotNull @Min(0) @Max(100) Integer step,
        @NotNull Verdict verdict,
        @Nullable @Size(max = 1000) String reason,
        @NotNull JsonNode evidence) {

    private static final int MAX_EVIDENCE = 16 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Also that the audit log takes it: it refuses numbers that nobody reads alike, and what is nested
    /// too deep, the levels around it included.
    @JsonIgnore
    @AssertTrue(
            message = "its evidence must have at most 16384 bytes and 28 levels, and only numbers that fit a double")
    boolean isEvidenceStorable() {
        if (evidence == null) {
            return true; // has a constraint of its own
        }
        if (evidence.isNull()) {
            return false;
        }
        try {
            Object value = JSON.convertValue(evidence, Object.class);
            String text = CanonicalJson.text(List.of(List.of(List.of(Collections.singletonList(value)))));
            return text.getBytes(StandardCharsets.UTF_8).length <= MAX_EVIDENCE;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
