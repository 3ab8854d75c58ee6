package io.plumbline.clients.gateway;

import org.jspecify.annotations.Nullable;

/// The findings of one kind in the texts of a call, and the action taken. Never contains a value or a position.
///
/// @param stage `input`, `retrieval`, `tool` or `output`
/// @param category name of the rule, for example `pii`
/// @param entity for example `EMAIL_ADDRESS`; absent if the category has no entity types
/// @param score rounded down to five hundredths
/// @param action action of the policy in force, for example `redact`
/// @param count number of findings
public record CallFinding(
        String stage, String category, @Nullable String entity, double score, String action, int count) {}
