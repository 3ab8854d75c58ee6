package io.plumbline.gateway.budget;

/// How much a replica leases beyond what it needs at once: at most a fiftieth of the budget, and less and
/// less of what is left as it nears its end, so that no replica sits on money that another one lacks.
final class Headroom {

    private static final int SHARE_OF_BUDGET = 50;
    private static final int SHARE_OF_REST = 16;
    private static final int SCARCE_SHARE = 5;

    private Headroom() {}

    /// @param left of the budget, in nobody's hands
    static long of(long amount, long left) {
        return Math.clamp(left / SHARE_OF_REST, 0, amount / SHARE_OF_BUDGET);
    }

    /// Whether so little is left that nobody should keep more than it needs.
    static boolean isScarce(long amount, long left) {
        return left < amount / SCARCE_SHARE;
    }
}
