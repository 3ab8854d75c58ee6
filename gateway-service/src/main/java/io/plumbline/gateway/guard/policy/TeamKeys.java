package io.plumbline.gateway.guard.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.personaldata.operator.KeyedHash;
import io.plumbline.personaldata.operator.SecretKeys;
import java.util.Set;
import org.springframework.stereotype.Component;

/// The hash and encryption keys of each team's guards, derived from the installation's key-encryption key: the
/// same on every replica, different for every team.
@Component
public final class TeamKeys {

    private static final int MOST = 10_000;

    private final byte[] master;
    /// A cache, since derivation takes longer than use.
    private final Cache<Purpose, byte[]> derived =
            Caffeine.newBuilder().maximumSize(MOST).build();

    private final Cache<Purpose, KeyedHash> hashes =
            Caffeine.newBuilder().maximumSize(MOST).build();

    TeamKeys(KeyEncryptionKey key) {
        this.master = key.bytes();
    }

    /// The purpose of a team's key.
    private record Purpose(String team, String name) {}

    /// The keys of one team.
    private record OfTeam(TeamKeys all, String team) implements SecretKeys {

        @Override
        public byte[] key(String purpose) {
            return all.derived
                    .get(
                            new Purpose(team, purpose),
                            _ -> SecretKeys.of(all.master, team).key(purpose))
                    .clone();
        }

        @Override
        public KeyedHash hash(String purpose) {
            return all.hashes.get(new Purpose(team, purpose), _ -> new KeyedHash(key(purpose)));
        }
    }

    public SecretKeys of(String team) {
        return new OfTeam(this, team);
    }

    /// Returns the keys of the only team in which the caller has a permission. For several teams, returns keys
    /// that belong to no team.
    public SecretKeys of(Caller caller, Permission permission) {
        Set<String> teams = caller.teamsWith(permission);
        return of(
                teams.size() == 1 && !teams.contains(Caller.EVERY_TEAM)
                        ? teams.iterator().next()
                        : "");
    }
}
