package io.plumbline.configuration;

/// How much harm a wrong answer can do. It decides how many people approve a production change. In ascending
/// order.
public enum RiskTier {
    MINIMAL(0),
    LIMITED(1),
    HIGH(2);

    private final int approvers;

    RiskTier(int approvers) {
        this.approvers = approvers;
    }

    /// How many different people, none of them the requester, approve a promotion.
    public int approvers() {
        return approvers;
    }

    /// The stricter of the two.
    public RiskTier or(RiskTier other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
