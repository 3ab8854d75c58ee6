package io.plumbline.gateway.fault;

import java.util.Locale;

/// The cause of a failed call: the closed vocabulary of the audit log's `errorType` and of metrics. Each name
/// begins with its domain.
public enum ErrorType {
    CALLER_INVALID_REQUEST(FaultDomain.CALLER),
    CALLER_MODEL_NOT_FOUND(FaultDomain.CALLER),
    CALLER_FORBIDDEN(FaultDomain.CALLER),
    CALLER_GONE(FaultDomain.CALLER),
    CALLER_REJECTED_BY_PROVIDER(FaultDomain.CALLER),
    POLICY_GUARDRAIL(FaultDomain.POLICY),
    POLICY_RATE_LIMIT(FaultDomain.POLICY),
    POLICY_CONCURRENCY(FaultDomain.POLICY),
    POLICY_BUDGET(FaultDomain.POLICY),
    POLICY_PRICE_UNKNOWN(FaultDomain.POLICY),
    /// An approval is required, pending, or denied.
    POLICY_APPROVAL(FaultDomain.POLICY),
    POLICY_GATE_REQUIRED(FaultDomain.POLICY),
    /// The route is paused.
    POLICY_PAUSED(FaultDomain.POLICY),
    PROVIDER_CREDENTIAL(FaultDomain.PROVIDER),
    PROVIDER_RATE_LIMIT(FaultDomain.PROVIDER),
    PROVIDER_ERROR(FaultDomain.PROVIDER),
    PROVIDER_TIMEOUT(FaultDomain.PROVIDER),
    PROVIDER_UNREACHABLE(FaultDomain.PROVIDER),
    PROVIDER_MALFORMED(FaultDomain.PROVIDER),
    PROVIDER_OFF_SCHEMA(FaultDomain.PROVIDER),
    PROVIDER_CUT(FaultDomain.PROVIDER),
    PROVIDER_UNAVAILABLE(FaultDomain.PROVIDER),
    GATEWAY_OVERLOADED(FaultDomain.GATEWAY),
    GATEWAY_NOT_READY(FaultDomain.GATEWAY),
    GATEWAY_STOPPING(FaultDomain.GATEWAY),
    GATEWAY_AUDIT_UNAVAILABLE(FaultDomain.GATEWAY),
    GATEWAY_BUDGET_UNAVAILABLE(FaultDomain.GATEWAY),
    GATEWAY_APPROVAL_UNAVAILABLE(FaultDomain.GATEWAY),
    GATEWAY_RETRIEVAL_UNAVAILABLE(FaultDomain.GATEWAY),
    /// The gateway ended, or could no longer record, during the call. Further details are unknown.
    GATEWAY_BROKE_OFF(FaultDomain.GATEWAY),
    GATEWAY_INTERNAL(FaultDomain.GATEWAY);

    private final FaultDomain domain;
    private final String wireName = name().toLowerCase(Locale.ROOT);

    ErrorType(FaultDomain domain) {
        this.domain = domain;
    }

    public FaultDomain domain() {
        return domain;
    }

    /// Returns the name in the audit log and in metrics.
    public String wireName() {
        return wireName;
    }
}
