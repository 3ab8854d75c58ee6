package io.plumbline.gateway.guard;

import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.guardrails.output.Canary;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Marks system prompts, where the policy asks for it, so that an answer which repeats one is known for
/// certain. The mark follows from the team and what the prompt says before anything is said in the
/// conversation: it is the same for every call and every turn, since providers remember the beginnings of
/// prompts. Thread-safe.
@Component
public final class PromptMarks {

    private final TeamKeys keys;

    PromptMarks(TeamKeys keys) {
        this.keys = keys;
    }

    /// What the answer must not repeat, the mark included where one was set.
    ///
    /// @param surroundings with the system prompt as the provider gets it, but for the mark
    /// @param opening what of it comes before anything is said; null for nothing
    /// @param set puts words at the prompt's end; answers whether there was a place for them
    public Surroundings mark(
            EffectivePolicy policy,
            String team,
            Surroundings surroundings,
            @Nullable String opening,
            Predicate<String> set) {
        if (opening == null || !policy.whole().marksSystemPrompt()) {
            return surroundings;
        }
        String canary = Canary.of(keys.of(team).key("canary"), opening);
        return set.test(Canary.clause(canary))
                ? new Surroundings(surroundings.systemPrompt(), surroundings.earlier(), List.of(canary))
                : surroundings;
    }
}
