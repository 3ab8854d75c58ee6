package io.plumbline.clients.gateway;

import org.jspecify.annotations.Nullable;

/// Findings of one kind in the texts of a call, and what was done about them. Never a value or a place.
///
/// @param stage `input`, `retrieval`, `tool` or `output`
/// @param category name of the rule that they fall under, such as `pii`
/// @param entity such as `EMAIL_ADDRESS`; absent where the category has no kinds
/// @param score rounded down to five hundredths
/// @param action what the policy in force had done about them, such as `redact`
/// @param count how many there were
public record CallFinding(
        String stage, String category, @Nullable String entity, double score, String action, int count) {}
