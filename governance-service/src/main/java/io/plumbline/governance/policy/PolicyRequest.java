package io.plumbline.governance.policy;

import io.plumbline.governance.team.TeamName;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.OverloadMode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A guard policy as sent. The guardrails' own reader validates its members; the JSON Schema at
/// `/api/v1/policy-schema` describes them.
///
/// @param team whose default it is; absent for a policy that routes name
/// @param stages stage → category → rule
/// @param onOverload behaviour if the text encoder has no time
/// @param evidenceGraceSeconds how long production calls are still served after evidence was withdrawn
/// @param detectors names of disabled detectors → false
/// @param tools which tools may be offered and called
/// @param spotlight how third-party texts are marked for the model
/// @param egress where a call's data may go besides the model
/// @param placeholders the scope in which equal values have equal placeholders
/// @param allowList values, or objects with one or a pattern, that are never findings
/// @param denyList words, or objects with some, that are always findings
/// @param customRecognizers additional recognizers, as data
record PolicyRequest(
        @Nullable @TeamName String team,

        @NotNull @Size(max = 4)
        Map<@Size(max = 20) String, @NotNull @Size(max = 40) Map<@Size(max = 40) String, @NotNull Object>> stages,

        @Nullable @Size(max = 10) String onFailure,
        @Nullable @Size(max = 10) String onOverload,
        @Nullable @Min(1) @Max(60_000) Integer timeoutMs,

        @Nullable @Min(0) @Max(GuardPolicy.LONGEST_EVIDENCE_GRACE_SECONDS)
        Integer evidenceGraceSeconds,

        @Nullable @Size(max = 500) Map<@Size(max = 100) String, @NotNull Boolean> detectors,
        @Nullable @Size(max = 10) Map<@Size(max = 20) String, @NotNull Object> tools,
        @Nullable @Size(max = 20) String spotlight,
        @Nullable @Size(max = 2) Map<@Size(max = 20) String, @NotNull Object> egress,
        @Nullable @Size(max = 20) String placeholders,
        @Nullable @Size(max = 1_000) List<@NotNull Object> allowList,
        @Nullable @Size(max = 1_000) List<@NotNull Object> denyList,
        @Nullable @Size(max = 100) List<@NotNull Object> customRecognizers) {

    /// Returns the document without the other members.
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("stages", stages);
        put(document, "onFailure", onFailure);
        document.put("onOverload", onOverload == null ? OverloadMode.DEGRADE.name() : onOverload);
        put(document, "timeoutMs", timeoutMs);
        put(document, "evidenceGraceSeconds", evidenceGraceSeconds);
        put(document, "detectors", detectors);
        put(document, "tools", tools);
        put(document, "spotlight", spotlight);
        put(document, "egress", egress);
        put(document, "placeholders", placeholders);
        put(document, "allowList", allowList);
        put(document, "denyList", denyList);
        put(document, "customRecognizers", customRecognizers);
        return document;
    }

    private static void put(Map<String, Object> document, String name, @Nullable Object value) {
        if (value != null) {
            document.put(name, value);
        }
    }
}
