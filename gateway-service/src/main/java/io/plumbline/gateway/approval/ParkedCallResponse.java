package io.plumbline.gateway.approval;

import io.plumbline.clients.governance.Approval;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A parked call, as its caller sees it.
///
/// @param stage what requires the approval: the input or the answer
/// @param comment of the approver
/// @param expiresAt until when it can be decided, or resumed once it is approved
/// @param used whether it was resumed; an answer can be fetched again, a call cannot be sent again
/// @param approval ID of the approval in governance; null until it is requested
/// @param page where people decide
record ParkedCallResponse(
        UUID id,
        String route,
        ParkedStage stage,
        Approval.State state,
        @Nullable String comment,
        Instant parkedAt,
        Instant expiresAt,
        boolean used,
        @Nullable UUID approval,
        @Nullable String page) {

    static ParkedCallResponse from(ParkedCall call, @Nullable String page) {
        return new ParkedCallResponse(
                call.id(),
                call.route(),
                call.stage(),
                call.state(),
                call.comment(),
                call.parkedAt(),
                call.expiresAt(),
                call.used(),
                call.approval(),
                page);
    }
}
