package io.plumbline.configuration;

/// The harm that a wrong answer can do, in ascending order. It determines how many people must approve a
/// production change.
public enum RiskTier {
    MINIMAL(0),
    LIMITED(1),
    HIGH(2);

    private final int approvers;

    RiskTier(int approvers) {
        this.approvers = approvers;
    }

    /// Returns the number of different people, excluding the requester, who must approve a promotion.
    public int approvers() {
        return approvers;
    }

    /// Returns the stricter of the two.
    public RiskTier or(RiskTier other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
