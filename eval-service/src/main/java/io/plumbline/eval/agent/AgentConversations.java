package io.plumbline.eval.agent;

import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.suite.document.AgentRule;
import io.plumbline.eval.suite.document.MessageText;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Holds the conversations of a suite. Thread-safe.
public final class AgentConversations {

    private final ChatCalls calls;

    public AgentConversations(ChatCalls calls) {
        this.calls = calls;
    }

    /// How a simulated user is called.
    ///
    /// @param fields returns a field of the record as text; null if missing
    /// @param seed null for none
    /// @param plumbline the gateway's member of each call
    public record UserTerms(
            Function<String, @Nullable String> fields,
            @Nullable Long seed,
            Map<String, Object> plumbline) {}

    /// Holds a conversation to its end.
    ///
    /// @param opening the first messages
    /// @throws IllegalArgumentException if the record lacks a field of the simulated user
    public Conversation.Outcome hold(
            AgentRule rule,
            RecordScript script,
            List<Map<String, Object>> opening,
            UserTerms terms,
            Conversation.SystemCalls system) {
        UserTurns user = new ScriptedUser(script.turns(), simulated(rule.user(), terms));
        MockedTools tools = new MockedTools(script.mocks(), script.state());
        return new Conversation(rule, user, tools, opening).hold(system);
    }

    private UserTurns simulated(AgentRule.@Nullable SimulatedUser user, UserTerms terms) {
        if (user == null) {
            return ScriptedUser.SILENT;
        }
        return new SimulatedUser(
                calls,
                new SimulatedUser.Part(
                        user.model(),
                        user.persona() == null ? null : filled(user.persona(), terms.fields()),
                        filled(user.goal(), terms.fields()),
                        user.stopWhen() == null ? null : filled(user.stopWhen(), terms.fields()),
                        user.temperature() == null ? 0 : user.temperature(),
                        terms.seed(),
                        terms.plumbline()));
    }

    private static String filled(String text, Function<String, @Nullable String> fields) {
        return MessageText.fill(text, name -> {
            String value = fields.apply(name);
            if (value == null) {
                throw new IllegalArgumentException("the record lacks the field " + name);
            }
            return value;
        });
    }
}
