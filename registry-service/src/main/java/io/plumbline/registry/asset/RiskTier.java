package io.plumbline.registry.asset;

/// How much harm a wrong answer can do, which decides how many people have to approve a promotion.
public enum RiskTier {
    MINIMAL(0),
    LIMITED(1),
    HIGH(2);

    private final int approvers;

    RiskTier(int approvers) {
        this.approvers = approvers;
    }

    /// How many different people, none of them the requester, have to approve.
    public int approvers() {
        return approvers;
    }
}
