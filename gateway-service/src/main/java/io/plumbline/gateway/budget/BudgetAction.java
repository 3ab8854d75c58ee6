package io.plumbline.gateway.budget;

/// What a budget does when it is spent.
public enum BudgetAction {
    /// Tells of it; calls go on.
    ALERT,
    /// Refuses calls that might cost more than what is left.
    REJECT
}
