package io.plumbline.gateway.fault;

import io.plumbline.kit.problem.ProblemType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// The problems with which a call is refused or fails. For clients of `/v1`, each has OpenAI's `type` and `code`.
public enum CallProblem implements ProblemType {
    INVALID_CALL(
            HttpStatus.BAD_REQUEST,
            "The call is not valid",
            ErrorType.CALLER_INVALID_REQUEST,
            Wire.INVALID_REQUEST,
            null),
    MODEL_NOT_FOUND(
            HttpStatus.NOT_FOUND,
            "No such model for this credential",
            ErrorType.CALLER_MODEL_NOT_FOUND,
            Wire.INVALID_REQUEST,
            "model_not_found"),
    CALL_FORBIDDEN(
            HttpStatus.FORBIDDEN,
            "This credential may not make this call",
            ErrorType.CALLER_FORBIDDEN,
            "permission_error",
            "forbidden"),
    GUARDRAIL_VIOLATION(
            HttpStatus.BAD_REQUEST,
            "A guard policy blocked the call",
            ErrorType.POLICY_GUARDRAIL,
            "guardrail_violation",
            null),
    CALL_PARKED(
            HttpStatus.CONFLICT,
            "The call awaits approval",
            ErrorType.POLICY_APPROVAL,
            "approval_required",
            "approval_required"),
    CALL_REJECTED(
            HttpStatus.FORBIDDEN,
            "An approver rejected the call",
            ErrorType.POLICY_APPROVAL,
            "permission_error",
            "approval_rejected"),
    CALL_LAPSED(
            HttpStatus.GONE,
            "The call is no longer parked",
            ErrorType.POLICY_APPROVAL,
            Wire.INVALID_REQUEST,
            "approval_expired"),
    TOO_MANY_PARKED(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many calls await approval",
            ErrorType.POLICY_APPROVAL,
            Wire.RATE_LIMIT,
            "too_many_parked"),
    RATE_LIMIT_EXCEEDED(
            HttpStatus.TOO_MANY_REQUESTS,
            "Rate limit exceeded",
            ErrorType.POLICY_RATE_LIMIT,
            Wire.RATE_LIMIT,
            "rate_limit_exceeded"),
    CONCURRENCY_EXCEEDED(
            HttpStatus.TOO_MANY_REQUESTS,
            "Too many concurrent calls",
            ErrorType.POLICY_CONCURRENCY,
            Wire.RATE_LIMIT,
            "concurrency_exceeded"),
    BUDGET_EXCEEDED(
            HttpStatus.TOO_MANY_REQUESTS,
            "Budget exceeded",
            ErrorType.POLICY_BUDGET,
            "insufficient_quota",
            "budget_exceeded"),
    PRICE_UNKNOWN(
            HttpStatus.SERVICE_UNAVAILABLE,
            "A budget covers a model with no known price",
            ErrorType.POLICY_PRICE_UNKNOWN,
            Wire.API,
            "price_unknown"),
    PROMPT_NOT_GATED(
            HttpStatus.BAD_REQUEST,
            "The prompt may not serve production",
            ErrorType.POLICY_GATE_REQUIRED,
            Wire.INVALID_REQUEST,
            "gate_required"),
    TARGET_NOT_GATED(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The route's version may not serve production",
            ErrorType.POLICY_GATE_REQUIRED,
            Wire.API,
            "gate_required"),
    ROUTE_PAUSED(
            HttpStatus.SERVICE_UNAVAILABLE, "The route is paused", ErrorType.POLICY_PAUSED, Wire.API, "route_paused"),
    PROVIDER_ERROR(HttpStatus.BAD_GATEWAY, "The provider failed", ErrorType.PROVIDER_ERROR, Wire.API, "provider_error"),
    PROVIDER_CREDENTIAL_REFUSED(
            HttpStatus.BAD_GATEWAY,
            "The provider rejected the gateway's credential",
            ErrorType.PROVIDER_CREDENTIAL,
            Wire.API,
            "provider_credential"),
    PROVIDER_UNREACHABLE(
            HttpStatus.BAD_GATEWAY,
            "The provider cannot be reached",
            ErrorType.PROVIDER_UNREACHABLE,
            Wire.API,
            "provider_unreachable"),
    PROVIDER_MALFORMED(
            HttpStatus.BAD_GATEWAY,
            "The provider's answer cannot be read",
            ErrorType.PROVIDER_MALFORMED,
            Wire.API,
            "provider_malformed"),
    ANSWER_OFF_SCHEMA(
            HttpStatus.BAD_GATEWAY,
            "The model's answer does not match the requested format",
            ErrorType.PROVIDER_OFF_SCHEMA,
            Wire.API,
            "schema"),
    PROVIDER_CUT(
            HttpStatus.BAD_GATEWAY,
            "The provider's answer was cut off",
            ErrorType.PROVIDER_CUT,
            Wire.API,
            "provider_cut"),
    PROVIDER_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The provider has failed too often recently",
            ErrorType.PROVIDER_UNAVAILABLE,
            Wire.API,
            "provider_unavailable"),
    PROVIDER_OVERLOADED(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The provider is overloaded",
            ErrorType.PROVIDER_ERROR,
            Wire.API,
            "provider_error"),
    PROVIDER_TIMEOUT(
            HttpStatus.GATEWAY_TIMEOUT,
            "The provider took too long",
            ErrorType.PROVIDER_TIMEOUT,
            Wire.API,
            "provider_timeout"),
    GATEWAY_OVERLOADED(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The gateway is overloaded",
            ErrorType.GATEWAY_OVERLOADED,
            Wire.API,
            "overloaded"),
    GATEWAY_NOT_READY(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The gateway has no current policies or models",
            ErrorType.GATEWAY_NOT_READY,
            Wire.API,
            "not_ready"),
    GATEWAY_STOPPING(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The gateway is shutting down",
            ErrorType.GATEWAY_STOPPING,
            Wire.API,
            "stopping"),
    AUDIT_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Calls cannot be recorded",
            ErrorType.GATEWAY_AUDIT_UNAVAILABLE,
            Wire.API,
            "audit_unavailable"),
    BUDGET_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The budget ledger is unavailable",
            ErrorType.GATEWAY_BUDGET_UNAVAILABLE,
            Wire.API,
            "budget_unavailable"),
    APPROVAL_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "Approvals of calls are unavailable",
            ErrorType.GATEWAY_APPROVAL_UNAVAILABLE,
            Wire.API,
            "approval_unavailable"),
    RETRIEVAL_UNAVAILABLE(
            HttpStatus.SERVICE_UNAVAILABLE,
            "The knowledge base of the route is unavailable",
            ErrorType.GATEWAY_RETRIEVAL_UNAVAILABLE,
            Wire.API,
            "retrieval_unavailable");

    private final HttpStatus status;
    private final String title;
    private final ErrorType errorType;
    private final String wireType;
    private final @Nullable String code;

    CallProblem(HttpStatus status, String title, ErrorType errorType, String wireType, @Nullable String code) {
        this.status = status;
        this.title = title;
        this.errorType = errorType;
        this.wireType = wireType;
        this.code = code;
    }

    /// OpenAI's error types.
    private static final class Wire {
        static final String INVALID_REQUEST = "invalid_request_error";
        static final String RATE_LIMIT = "rate_limit_error";
        static final String API = "api_error";
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    /// Returns false: a refused call has its own event, `gateway.call.failed` or `gateway.call.blocked`.
    @Override
    public boolean isDenial() {
        return false;
    }

    public ErrorType errorType() {
        return errorType;
    }

    /// Returns the `type` of OpenAI's error object.
    public String wireType() {
        return wireType;
    }

    /// Returns the `code` of OpenAI's error object; null if the occurrence has its own or there is none.
    public @Nullable String code() {
        return code;
    }
}
