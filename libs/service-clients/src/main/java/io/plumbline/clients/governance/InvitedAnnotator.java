package io.plumbline.clients.governance;

import java.time.Instant;
import java.util.UUID;

/// A user who may only annotate.
///
/// @param user opaque id
/// @param link opens the user's session once, in a browser
/// @param expiresAt when the link expires unused
public record InvitedAnnotator(UUID user, String link, Instant expiresAt) {

    @Override
    public String toString() {
        return "InvitedAnnotator[user=" + user + "]";
    }
}
