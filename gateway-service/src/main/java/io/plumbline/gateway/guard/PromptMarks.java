package io.plumbline.gateway.guard;

import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.guardrails.output.Canary;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/// Marks system prompts, where the policy asks for it, so that an answer which repeats one is known for
/// certain. The mark of a prompt is the same for every call of a team, since providers remember the
/// beginnings of prompts. Thread-safe.
@Component
public final class PromptMarks {

    private final TeamKeys keys;

    PromptMarks(TeamKeys keys) {
        this.keys = keys;
    }

    /// What the answer must not repeat, the mark included where one was set.
    ///
    /// @param surroundings with the system prompt as the provider gets it, but for the mark
    /// @param set puts words at the prompt's end; answers whether there was a place for them
    public Surroundings mark(EffectivePolicy policy, String team, Surroundings surroundings, Predicate<String> set) {
        String prompt = surroundings.systemPrompt();
        if (prompt == null || !policy.whole().marksSystemPrompt()) {
            return surroundings;
        }
        String canary = Canary.of(keys.of(team).key("canary"), prompt);
        return set.test(Canary.clause(canary))
                ? new Surroundings(prompt, surroundings.earlier(), List.of(canary))
                : surroundings;
    }
}
