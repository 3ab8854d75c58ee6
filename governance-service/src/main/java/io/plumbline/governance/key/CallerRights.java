package io.plumbline.governance.key;

import io.plumbline.clients.governance.CallerGrants;
import io.plumbline.governance.user.Users;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller.ActorType;
import io.plumbline.kit.security.Role;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Service;

/// Finds what users and API keys may do now.
@Service
class CallerRights {

    private final Users users;
    private final ApiKeys keys;
    private final Clock clock;

    CallerRights(Users users, ApiKeys keys, Clock clock) {
        this.users = users;
        this.keys = keys;
        this.clock = clock;
    }

    /// @throws ProblemException 404 for a disabled or unknown user, an invalid or unknown key, and a service
    CallerGrants of(ActorType type, String id) {
        return switch (type) {
            case USER ->
                uuid(id).flatMap(users::grantsOf).map(CallerRights::ofUser).orElseThrow(CallerRights::missing);
            case API_KEY ->
                keys.row(id)
                        .filter(key -> !key.ended(clock.instant()))
                        .map(CallerRights::ofKey)
                        .orElseThrow(CallerRights::missing);
            case SERVICE -> throw missing();
        };
    }

    private static CallerGrants ofUser(Map<String, Set<Role>> grants) {
        Map<String, List<String>> codes = new TreeMap<>();
        grants.forEach((team, roles) ->
                codes.put(team, roles.stream().map(Role::code).sorted().toList()));
        return new CallerGrants(codes, List.of(), List.of());
    }

    private static CallerGrants ofKey(StoredApiKey key) {
        return new CallerGrants(
                Map.of(key.team(), List.of(key.role().code())), List.copyOf(key.scopes()), List.copyOf(key.routes()));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No caller with this id may do anything now.");
    }
}
