package io.plumbline.gateway.budget.ledger;

import io.plumbline.gateway.scope.ScopeMembers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Comparator;

/// The key of a ledger row, in the order in which rows are locked.
///
/// @param member whose share of the budget it is ([ScopeMembers])
record LeaseKey(String budget, Instant startsAt, String member) implements Comparable<LeaseKey> {

    private static final Comparator<LeaseKey> ORDER = Comparator.comparing(LeaseKey::budget)
            .thenComparing(LeaseKey::startsAt)
            .thenComparing(LeaseKey::member);

    LeaseKey(String budget, Instant startsAt) {
        this(budget, startsAt, ScopeMembers.ALL);
    }

    /// Returns its columns for a statement: `budget`, `starts_at` and `member`.
    Object[] columns() {
        return new Object[] {budget, Timestamp.from(startsAt), member};
    }

    static LeaseKey of(ResultSet row) throws SQLException {
        return new LeaseKey(
                row.getString("budget"), row.getTimestamp("starts_at").toInstant(), row.getString("member"));
    }

    @Override
    public int compareTo(LeaseKey other) {
        return ORDER.compare(this, other);
    }
}
