package io.plumbline.gateway.budget;

/// What a budget does once it is spent.
public enum BudgetAction {
    /// Raises an alert; calls continue.
    ALERT,
    /// Refuses calls that may cost more than what is left.
    REJECT
}
