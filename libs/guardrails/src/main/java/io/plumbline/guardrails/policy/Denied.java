package io.plumbline.guardrails.policy;

import io.plumbline.guardrails.detect.Category;

/// An entry of a policy's deny list: words that are always found, in any case, as words of their own.
///
/// @param entityType what they are found as
/// @param category the rule that says what is done about them
/// @param score how sure the finding is, 0 to 1
public record Denied(String value, String entityType, Category category, double score) {

    /// What an entry is found as that does not say.
    public static final String ENTITY = "DENY_LIST";
}
