package io.plumbline.kit.security;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The claims of tokens from governance-service: `grants: {team: [role]}` and `actor_type: USER | SERVICE`.
public final class TokenGrants {

    public static final String GRANTS = "grants";
    public static final String ACTOR_TYPE = "actor_type";

    private TokenGrants() {}

    /// Returns the caller of a verified token. Unknown roles grant nothing.
    public static Caller callerOf(Map<String, Object> claims) {
        Map<String, Set<Role>> grants = new HashMap<>();
        if (claims.get(GRANTS) instanceof Map<?, ?> byTeam) {
            byTeam.forEach((team, roles) -> {
                Set<Role> known = EnumSet.noneOf(Role.class);
                if (roles instanceof Collection<?> codes) {
                    codes.forEach(code -> Role.ofCode(String.valueOf(code)).ifPresent(known::add));
                }
                if (!known.isEmpty()) {
                    grants.put(String.valueOf(team), known);
                }
            });
        }
        Caller.ActorType type = Caller.ActorType.SERVICE.name().equals(claims.get(ACTOR_TYPE))
                ? Caller.ActorType.SERVICE
                : Caller.ActorType.USER;
        return new Caller(type, String.valueOf(claims.get("sub")), Map.copyOf(grants), Set.of(), Set.of());
    }

    /// Returns the claim for these grants.
    public static Map<String, List<String>> claimOf(Map<String, Set<Role>> grants) {
        return grants.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        grant -> grant.getValue().stream()
                                .map(Role::code)
                                .sorted()
                                .toList()));
    }
}
