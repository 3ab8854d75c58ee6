package io.plumbline.guardrails.policy;

/// Within what the same value has the same placeholder, or invented value, in ascending order of how little
/// that tells a provider: equal placeholders are equal values.
public enum Placeholders {
    /// In all calls of the team.
    TEAM,
    /// In all calls of a conversation; in an application's own instructions and tools, wherever these are the
    /// same.
    CONVERSATION,
    /// In one call.
    CALL
}
