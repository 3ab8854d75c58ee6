package io.plumbline.console.session;

import java.io.Serializable;
import java.time.Instant;

/// The tokens of a sign-in. They stay on the server.
///
/// @param expiresAt when the access token expires
record SessionTokens(String access, Instant expiresAt, String refresh, String id) implements Serializable {

    @Override
    public String toString() {
        return "Tokens[expiresAt=" + expiresAt + "]";
    }
}
