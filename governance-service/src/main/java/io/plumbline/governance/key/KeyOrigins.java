package io.plumbline.governance.key;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Tells of every team's keys whose they are and who was given their secrets, for the platform's own use: who
/// decides about an approval may not see the administrator's key that made theirs. Looks in the current transaction
/// on its connection, since a second one could run short while many decide.
@Component
public class KeyOrigins {

    private final ApiKeyRepository keys;
    private final JdbcClient jdbc;

    KeyOrigins(ApiKeyRepository keys, JdbcClient jdbc) {
        this.keys = keys;
        this.jdbc = jdbc;
    }

    /// @param owner the user whose own key it is; null for a machine's
    /// @param givenTo the users and keys that were ever given a secret of it
    public record Origin(@Nullable UUID owner, Set<String> givenTo) {

        public Origin {
            givenTo = Set.copyOf(givenTo);
        }
    }

    /// Empty for what is no key.
    @Transactional
    public Optional<Origin> of(String id) {
        see(Caller.EVERY_TEAM);
        try {
            return keys.findById(id).map(key -> new Origin(key.owner(), key.givenTo()));
        } finally {
            see(Tenancy.teams().map(teams -> String.join(",", teams)).orElse(Caller.EVERY_TEAM));
        }
    }

    private void see(String teams) {
        jdbc.sql("select set_config('plumbline.teams', ?, true)")
                .param(teams)
                .query(String.class)
                .single();
    }
}
