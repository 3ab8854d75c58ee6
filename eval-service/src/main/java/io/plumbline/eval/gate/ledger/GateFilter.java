package io.plumbline.eval.gate.ledger;

import org.jspecify.annotations.Nullable;

/// Filters for gates; null matches everything.
///
/// @param candidate name of its model, prompt or route, or NAME@VERSION
/// @param outcome the verdict, or the status before a verdict exists
public record GateFilter(
        @Nullable String suite,
        @Nullable String candidate,
        @Nullable String outcome) {

    private static final String OF_CANDIDATE = """
            :candidate in (candidate->>'model', candidate->>'prompt', candidate->>'route',
                concat(candidate->>'model', '@', candidate->>'version'),
                concat(candidate->>'prompt', '@', candidate->>'version'))""";

    public static GateFilter ofSuite(@Nullable String suite) {
        return new GateFilter(suite, null, null);
    }

    /// Returns the SQL conditions with named parameters.
    String conditions() {
        StringBuilder conditions = new StringBuilder();
        if (suite != null) {
            conditions.append(" and suite = :suite");
        }
        if (candidate != null) {
            conditions.append(" and ").append(OF_CANDIDATE);
        }
        if (outcome != null) {
            conditions.append(" and coalesce(verdict, status) = :outcome");
        }
        return conditions.toString();
    }
}
