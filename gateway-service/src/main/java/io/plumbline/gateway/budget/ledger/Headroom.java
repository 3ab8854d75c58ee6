package io.plumbline.gateway.budget.ledger;

/// How much a replica leases beyond its immediate need: at most a fiftieth of the budget, and a shrinking share
/// of the rest as the budget nears its end, so that no replica holds money that another one needs.
final class Headroom {

    private static final int SHARE_OF_BUDGET = 50;
    private static final int SHARE_OF_REST = 16;
    private static final int SCARCE_SHARE = 5;

    private Headroom() {}

    /// @param left of the budget, neither spent nor leased
    static long of(long amount, long left) {
        return Math.clamp(left / SHARE_OF_REST, 0, amount / SHARE_OF_BUDGET);
    }

    /// Whether so little is left that replicas should keep only what they need.
    static boolean isScarce(long amount, long left) {
        return left < amount / SCARCE_SHARE;
    }
}
