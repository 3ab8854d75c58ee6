package io.plumbline.gateway.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.guardrails.operator.SecretKeys;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import java.util.Set;
import org.springframework.stereotype.Component;

/// The keys with which a team's guards hash and encrypt, derived from the installation's key-encryption key: the
/// same on every replica, and others for every team.
@Component
public final class TeamKeys {

    private static final int MOST = 10_000;

    private final byte[] master;
    /// Deriving one takes longer than using it.
    private final Cache<String, byte[]> derived =
            Caffeine.newBuilder().maximumSize(MOST).build();

    TeamKeys(KeyEncryptionKey key) {
        this.master = key.bytes();
    }

    public SecretKeys of(String team) {
        return purpose -> derived.get(
                        team + " " + purpose, _ -> SecretKeys.of(master, team).key(purpose))
                .clone();
    }

    /// Those of the only team in which somebody has a permission; where there are several, keys that are no
    /// team's.
    public SecretKeys of(Caller caller, Permission permission) {
        Set<String> teams = caller.teamsWith(permission);
        return of(
                teams.size() == 1 && !teams.contains(Caller.EVERY_TEAM)
                        ? teams.iterator().next()
                        : "");
    }
}
