package io.plumbline.guardrails.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a policy says about the tools of one name or pattern of names.
///
/// @param name the tool's, whatever its case; `*` stands for any characters
/// @param action what happens to a call that keeps every condition
/// @param arguments per argument, by its path (`order.amount`), what it must be
/// @param schema a JSON Schema that the arguments must keep, as the map that a JSON library makes of it; null for
///     any
/// @param limit what may be spent; null for any sum
/// @param untaintedOnly whether it may be called only as long as no untrusted text (retrieved, or a tool's
///     answer) is in the conversation
public record ToolRule(
        String name,
        ToolAction action,
        Map<String, ArgumentRule> arguments,
        @Nullable Map<String, ?> schema,
        @Nullable SpendingLimit limit,
        boolean untaintedOnly) {

    static final String ANY = "*";

    public ToolRule {
        arguments = Map.copyOf(arguments);
    }

    /// A rule without conditions.
    public static ToolRule of(String name, ToolAction action) {
        return new ToolRule(name, action, Map.of(), null, null, false);
    }

    /// A keyword of a schema that would not be looked at; empty when there is none.
    public static Optional<String> unknownKeyword(Map<String, ?> schema) {
        return ArgumentSchema.unknownKeyword(schema, 0);
    }

    /// Whether it is for one tool alone.
    public boolean isForOne() {
        return !name.contains(ANY);
    }

    /// Whether every tool that the other is for is one that this is for. No where that is not certain.
    public boolean covers(ToolRule other) {
        return covers(name, other.name);
    }

    /// Whether whatever is like one pattern with `*` is like another. A star is met by stars alone, so that no
    /// means that it is not certain.
    public static boolean covers(String pattern, String other) {
        return Wildcard.matches(pattern, other);
    }

    boolean fits(String tool) {
        return Wildcard.matches(name, tool);
    }

    /// What an argument must be: one of some values, like a pattern, unlike others.
    ///
    /// @param allowed patterns with `*`, of which the value must be like one; empty for any value
    /// @param denied patterns with `*` that the value must not be like
    /// @param required whether it must be there
    public record ArgumentRule(List<String> allowed, List<String> denied, boolean required) {

        public ArgumentRule {
            allowed = List.copyOf(allowed);
            denied = List.copyOf(denied);
        }
    }

    /// What may be spent by calls of a tool, in whatever the argument counts.
    ///
    /// @param argument the path of the argument that says how much
    /// @param perCall the most for one call
    /// @param perConversation the most for all calls of a conversation
    public record SpendingLimit(String argument, double perCall, double perConversation) {}
}
