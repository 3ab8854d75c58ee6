package io.plumbline.guardrails.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A policy's rule for the tools that match a name or pattern.
///
/// @param name of the tool, in any case; `*` stands for any characters
/// @param action for a call that meets every condition
/// @param arguments the conditions of each argument, by its path (`order.amount`)
/// @param schema a JSON Schema for the arguments, as the map that a JSON library makes of it; null for any
/// @param limit the spending limit; null for none
/// @param untaintedOnly whether calls are allowed only while the conversation contains no untrusted text
///     (retrieved text, or a tool's answer)
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

    /// A keyword of a schema that would be ignored; empty if there is none.
    public static Optional<String> unknownKeyword(Map<String, ?> schema) {
        return ArgumentSchema.unknownKeyword(schema, 0);
    }

    /// Whether it applies to exactly one tool.
    public boolean isForOne() {
        return !name.contains(ANY);
    }

    /// Whether this rule certainly applies to every tool that the other applies to.
    public boolean covers(ToolRule other) {
        return covers(name, other.name);
    }

    /// Whether one pattern with `*` certainly matches whatever another matches. Only a star matches a star; the
    /// result false therefore means uncertain.
    public static boolean covers(String pattern, String other) {
        return Wildcard.matches(pattern, other);
    }

    boolean fits(String tool) {
        return Wildcard.matches(name, tool);
    }

    /// Conditions of an argument.
    ///
    /// @param allowed patterns with `*`, one of which the value must match; empty for any value
    /// @param denied patterns with `*` that the value must not match
    /// @param required whether the argument must be present
    public record ArgumentRule(List<String> allowed, List<String> denied, boolean required) {

        public ArgumentRule {
            allowed = List.copyOf(allowed);
            denied = List.copyOf(denied);
        }
    }

    /// A spending limit for calls of a tool, in the unit of the argument.
    ///
    /// @param argument the path of the argument that holds the amount
    /// @param perCall the maximum for one call
    /// @param perConversation the maximum for all calls of a conversation
    public record SpendingLimit(String argument, double perCall, double perConversation) {}
}
