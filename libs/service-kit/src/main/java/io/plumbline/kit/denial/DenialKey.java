package io.plumbline.kit.denial;

import io.plumbline.audit.Actor;
import org.jspecify.annotations.Nullable;

/// What denials are counted by.
///
/// @param actor the caller; without a valid credential `anonymous` with a keyed hash of the address
/// @param team the only team of the caller; `platform` for anybody else
/// @param permission the one that is missing, such as `route:write`; `none` where the request came to no handler
/// @param problem slug of the answer
/// @param apiKey id of the key that an anonymous request named, if there is such a key: it was revoked, has
///     expired, or the secret is wrong
record DenialKey(
        Actor actor,
        String team,
        String permission,
        String problem,
        @Nullable String apiKey) {

    static final String ANONYMOUS = "anonymous";
    static final String NO_PERMISSION = "none";

    boolean isAnonymous() {
        return actor.type().equals(ANONYMOUS);
    }
}
