package io.plumbline.governance.policy;

import io.plumbline.governance.team.TeamName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A guard policy as it is sent. The names in it are checked by the guardrails' own reader.
///
/// @param team whose default it is; absent for a policy that routes name
/// @param stages stage → category → rule
record PolicyRequest(
        @Nullable @TeamName String team,

        @NotNull @Size(max = 4)
        Map<@Size(max = 20) String, @NotNull @Size(max = 40) Map<@Size(max = 40) String, @Valid @NotNull RuleRequest>>
                stages,

        @Nullable @Size(max = 10) String onFailure,
        @Nullable @Min(1) @Max(60_000) Integer timeoutMs) {

    /// What is done about findings of a category.
    record RuleRequest(
            @NotNull @Size(max = 20) String action,
            @Nullable @DecimalMin("0") @DecimalMax("1") Double threshold,
            @Nullable @Size(max = 20) String operator,
            @Nullable @Size(max = 200) List<@NotNull @Size(max = 64) String> entities) {

        Map<String, Object> document() {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("action", action);
            put(document, "threshold", threshold);
            put(document, "operator", operator);
            put(document, "entities", entities);
            return document;
        }
    }

    /// The document alone.
    Map<String, Object> document() {
        Map<String, Object> byStage = new LinkedHashMap<>();
        stages.forEach((stage, rules) -> {
            Map<String, Object> byCategory = new LinkedHashMap<>();
            rules.forEach((category, rule) -> byCategory.put(category, rule.document()));
            byStage.put(stage, byCategory);
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("stages", byStage);
        put(document, "onFailure", onFailure);
        put(document, "timeoutMs", timeoutMs);
        return document;
    }

    private static void put(Map<String, Object> document, String name, @Nullable Object value) {
        if (value != null) {
            document.put(name, value);
        }
    }
}
