package io.plumbline.gateway.accounting;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.kit.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A call as it arrives: who calls, when, and which operation. Immutable. [CallAccount] contains what becomes of
/// it.
///
/// @param id of the call and of its audit event
/// @param traceId its W3C trace; null for none
/// @param operationName its operation in the audit log
/// @param startNanos [System#nanoTime] of its arrival
public record IncomingCall(
        UUID id, Caller caller, @Nullable String traceId, Operation operation, String operationName, long startNanos) {

    /// Creates a call that arrives now.
    public static IncomingCall arriving(
            UUID id, Caller caller, @Nullable String traceId, Operation operation, String operationName) {
        return new IncomingCall(id, caller, traceId, operation, operationName, System.nanoTime());
    }

    /// Returns the time since the call arrived.
    public long elapsedNanos() {
        return System.nanoTime() - startNanos;
    }
}
