package io.plumbline.gateway.guard.policy;

import io.plumbline.guardrails.output.leak.CanaryToken;
import io.plumbline.personaldata.detect.Surroundings;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Marks system prompts if the policy requires it, so that an answer that repeats one is detected with certainty.
/// The mark is derived from the team and the part of the prompt before the conversation. It is the same for every
/// call and turn, since providers cache the beginnings of prompts. Thread-safe.
@Component
public final class PromptMarks {

    private final TeamKeys keys;

    PromptMarks(TeamKeys keys) {
        this.keys = keys;
    }

    /// Returns what the answer must not repeat, including the mark if one was set.
    ///
    /// @param surroundings with the system prompt as the provider gets it, except for the mark
    /// @param opening the part of it before the conversation; null for none
    /// @param set appends words to the prompt; returns whether the request has a place for them
    public Surroundings mark(
            EffectivePolicy policy,
            String team,
            Surroundings surroundings,
            @Nullable String opening,
            Predicate<String> set) {
        if (opening == null || !policy.whole().marksSystemPrompt()) {
            return surroundings;
        }
        String canary = CanaryToken.of(keys.of(team).key("canary"), opening);
        return set.test(CanaryToken.clause(canary))
                ? new Surroundings(surroundings.systemPrompt(), surroundings.earlier(), List.of(canary))
                : surroundings;
    }
}
