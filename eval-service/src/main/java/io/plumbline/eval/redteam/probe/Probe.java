package io.plumbline.eval.redteam.probe;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An attack on a system, or a harmless prompt that resembles one.
///
/// @param category code of a [ProbeCategory], or the category of an imported corpus
/// @param strategy a [StrategyChain] as text
/// @param harmless whether it must be answered
/// @param setting the conversation around it
/// @param attack the text of the attack, after all strategies within one message
/// @param turns earlier messages of the user if the strategy takes several turns
/// @param rewrites variants of the attack that a tree of attacks tries
/// @param goal null for a harmless prompt
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Probe(
        String category,
        String strategy,
        boolean harmless,
        ProbeSetting setting,
        String attack,
        List<String> turns,
        List<String> rewrites,
        @Nullable ProbeGoal goal) {

    public Probe {
        turns = List.copyOf(turns);
        rewrites = List.copyOf(rewrites);
    }

    public String goalId() {
        return goal == null ? "harmless" : goal.id();
    }
}
