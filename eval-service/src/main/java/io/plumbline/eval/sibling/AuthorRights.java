package io.plumbline.eval.sibling;

import io.plumbline.clients.governance.CallerGrants;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// The present rights of absent authors, for work that runs in their name.
@Component
public final class AuthorRights {

    private final GovernanceClient governance;

    AuthorRights(GovernanceClient governance) {
        this.governance = governance;
    }

    /// Whether an author has the permission in the team now.
    ///
    /// @param type null if unknown: a user or an API key
    /// @throws org.springframework.web.client.RestClientException if governance-service does not answer
    public boolean may(Caller.@Nullable ActorType type, String id, Permission permission, String team) {
        List<Caller.ActorType> types =
                type == null ? List.of(Caller.ActorType.USER, Caller.ActorType.API_KEY) : List.of(type);
        return types.stream().anyMatch(each -> present(each, id).may(permission, team));
    }

    private Caller present(Caller.ActorType type, String id) {
        CallerGrants grants;
        try {
            grants = governance.callerGrants(type.name(), id);
        } catch (HttpClientErrorException.NotFound e) {
            return new Caller(type, id, Map.of(), Set.of(), Set.of());
        }
        Map<String, Set<Role>> roles = new TreeMap<>();
        grants.grants().forEach((team, codes) -> {
            Set<Role> held = EnumSet.noneOf(Role.class);
            codes.forEach(code -> Role.ofCode(code).ifPresent(held::add));
            roles.put(team, held);
        });
        return new Caller(type, id, Map.copyOf(roles), Set.copyOf(grants.scopes()), Set.copyOf(grants.routes()));
    }
}
