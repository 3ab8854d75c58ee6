package io.plumbline.gateway.rollout.verdict;

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

/// The judge's verdict on a rollout's current step.
///
/// @param step the judged step, from 0
/// @param reason in words; no personal data
/// @param evidence the supporting figures, at most 16 KB; stored in the audit log
public record VerdictRequest(
        @NotNull @Min(0) @Max(100) Integer step,
        @NotNull StepVerdict verdict,
        @Nullable @Size(max = 1000) String reason,
        @NotNull JsonNode evidence) {

    private static final int MAX_EVIDENCE = 16 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Also ensures that the audit log accepts it: the log refuses numbers that parsers read differently, and
    /// nesting that is too deep, including the outer levels.
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
