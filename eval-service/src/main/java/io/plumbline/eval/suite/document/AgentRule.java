package io.plumbline.eval.suite.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The conversations of a suite: each item is one, with tools that answer as data says, and a user who follows the
/// record's `turns` or is played by a model. A conversation ends when the user has nothing more to say, or at a limit.
///
/// @param mocks results of tools; a record's `mocks` come first. A call without a mock gets an error as its result
/// @param state the state that mocks read and change, at the start of each conversation; a record's `state` replaces it
/// @param user a model that plays the user after the record's `turns`; default: none
/// @param maxSteps most calls of the candidate; default 20
/// @param maxTurns most turns of the user, including the first; default 10
/// @param maxCostUsd cost after which no more calls are made; default: none
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentRule(
        @Size(max = 200) @Nullable List<@NotNull @Valid ToolMock> mocks,
        @Size(max = 200) @Nullable Map<@Size(max = 200) String, Object> state,
        @Valid @Nullable SimulatedUser user,
        @Min(1) @Max(100) @Nullable Integer maxSteps,
        @Min(1) @Max(50) @Nullable Integer maxTurns,
        @Positive @DecimalMax("1000") @Nullable BigDecimal maxCostUsd) {

    private static final int USUAL_STEPS = 20;
    private static final int USUAL_TURNS = 10;

    /// A model that plays the user. Its texts have fields of the record, like the template.
    ///
    /// @param model `registry:name@version`, or the name of a route
    /// @param persona who the user is and how they write
    /// @param goal what the user wants to achieve
    /// @param stopWhen when the user ends the conversation; default: when the goal is reached or out of reach
    /// @param temperature default 0
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SimulatedUser(
            @NotNull
            @Pattern(
                    regexp = "registry:" + SuiteDocument.REFERENCE + "|" + SuiteDocument.NAME,
                    message = "must be registry:NAME@VERSION or a route's name")
            String model,

            @Size(max = 10_000) @Nullable String persona,
            @NotNull @Size(max = 10_000) String goal,
            @Size(max = 2_000) @Nullable String stopWhen,
            @DecimalMin("0") @DecimalMax("2") @Nullable Double temperature) {}

    public List<ToolMock> mocksOrNone() {
        return mocks == null ? List.of() : mocks;
    }

    public int maxStepsOrUsual() {
        return maxSteps == null ? USUAL_STEPS : maxSteps;
    }

    public int maxTurnsOrUsual() {
        return maxTurns == null ? USUAL_TURNS : maxTurns;
    }
}
