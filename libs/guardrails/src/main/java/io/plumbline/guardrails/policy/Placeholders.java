package io.plumbline.guardrails.policy;

/// The scope in which the same value has the same placeholder, or invented value, in ascending order of privacy
/// towards a provider: equal placeholders reveal equal values.
public enum Placeholders {
    /// In all calls of the team.
    TEAM,
    /// In all calls of a conversation; in an application's own instructions and tools, in every call with the
    /// same ones.
    CONVERSATION,
    /// In one call.
    CALL
}
