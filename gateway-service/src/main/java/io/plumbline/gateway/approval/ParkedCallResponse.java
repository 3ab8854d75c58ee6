package io.plumbline.gateway.approval;

import io.plumbline.clients.governance.Approval;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A parked call, as whoever made it sees it.
///
/// @param stage what a person decides about: what it sends, or what the model answered
/// @param comment what the person said
/// @param expiresAt until when it can be decided, or can go on once it is approved
/// @param used whether it has gone on; an answer can be fetched again, a call cannot be made again
/// @param approval id of the approval in governance; null until governance has been asked
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
