package io.plumbline.kit.denial;

import io.plumbline.audit.Actor;
import org.jspecify.annotations.Nullable;

/// The key by which denials are counted.
///
/// @param actor the caller; without a valid credential, `anonymous` with a keyed hash of the address
/// @param team the caller's team if the caller has exactly one, else `platform`
/// @param permission the missing permission, for example `route:write`; `none` if the request reached no handler
/// @param problem slug of the problem returned
/// @param apiKey id of the existing API key named by an anonymous request: the key is revoked or expired, or the
///     secret is wrong
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
