package io.plumbline.eval.redteam.ledger;

import org.jspecify.annotations.Nullable;

/// Filters for campaigns; null matches everything.
///
/// @param target name of the target's model, prompt or route, or NAME@VERSION
/// @param outcome the verdict, or the status before a verdict exists
public record CampaignFilter(
        @Nullable String name,
        @Nullable String target,
        @Nullable String outcome) {

    private static final String OF_TARGET = """
             and :target in (request->'target'->>'model', request->'target'->>'prompt', request->'target'->>'route',
                concat(request->'target'->>'model', '@', request->'target'->>'version'),
                concat(request->'target'->>'prompt', '@', request->'target'->>'version'))""";

    String conditions() {
        StringBuilder conditions = new StringBuilder();
        if (name != null) {
            conditions.append(" and name = :name");
        }
        if (target != null) {
            conditions.append(OF_TARGET);
        }
        if (outcome != null) {
            conditions.append(" and coalesce(verdict, status) = :outcome");
        }
        return conditions.toString();
    }
}
