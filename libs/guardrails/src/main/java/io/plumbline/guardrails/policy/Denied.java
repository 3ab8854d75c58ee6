package io.plumbline.guardrails.policy;

import io.plumbline.personaldata.detect.Category;

/// An entry of a policy's deny list: whole words that are always found, in any case.
///
/// @param entityType the entity type of the finding
/// @param category the rule that applies to it
/// @param score the score of the finding, 0 to 1
public record Denied(String value, String entityType, Category category, double score) {

    /// The default entity type of an entry.
    public static final String ENTITY = "DENY_LIST";
}
