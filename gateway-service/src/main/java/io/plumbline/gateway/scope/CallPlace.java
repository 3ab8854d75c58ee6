package io.plumbline.gateway.scope;

import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.kit.security.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call as scopes see it.
///
/// @param team whose call it is
/// @param key ID of the caller
/// @param user whom it concerns; null if unknown
/// @param resolution its routing
public record CallPlace(String team, String key, @Nullable String user, Resolution resolution) {

    /// @param subject the user whom the application names; if null, a signed-in caller is the user
    public static CallPlace of(Caller caller, @Nullable String subject, Resolution resolution) {
        String user = subject == null && caller.type() == Caller.ActorType.USER ? caller.id() : subject;
        return new CallPlace(resolution.team(), caller.id(), user, resolution);
    }

    /// Returns the groups of the scopes that may cover it ([CallScope#group]).
    public List<String> groups() {
        List<String> groups = new ArrayList<>(5);
        groups.add("");
        groups.add("team " + team);
        groups.add("route " + resolution.route());
        groups.add("key " + key);
        if (user != null) {
            groups.add("user " + user);
        }
        return groups;
    }
}
