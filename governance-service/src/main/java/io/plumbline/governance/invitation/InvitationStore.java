package io.plumbline.governance.invitation;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Stores invitations: the digest of each link's token, never the token.
@Repository
class InvitationStore {

    private final JdbcClient jdbc;

    InvitationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// An invited user.
    record Invited(UUID user, String team) {}

    void insert(Invited invited, String tokenSha256, Instant now, Instant expiresAt) {
        jdbc.sql("""
                        insert into invitation (user_id, team, token_sha256, expires_at, created_at)
                        values (?, ?, ?, ?, ?)
                        """)
                .params(invited.user(), invited.team(), tokenSha256, Timestamp.from(expiresAt), Timestamp.from(now))
                .update();
    }

    Optional<Invited> find(UUID user) {
        return jdbc.sql("select user_id, team from invitation where user_id = ?")
                .param(user)
                .query((row, _) -> new Invited(row.getObject(1, UUID.class), row.getString(2)))
                .optional();
    }

    /// Replaces the token of an invitation.
    void renew(UUID user, String tokenSha256, Instant expiresAt) {
        jdbc.sql("update invitation set token_sha256 = ?, expires_at = ?, used_at = null where user_id = ?")
                .params(tokenSha256, Timestamp.from(expiresAt), user)
                .update();
    }

    /// Uses a token; empty if it is unknown, used or expired. Of two at once, one gets it.
    Optional<Invited> use(String tokenSha256, Instant now) {
        return jdbc.sql("""
                        update invitation set token_sha256 = null, used_at = ?
                        where token_sha256 = ? and expires_at > ? returning user_id, team
                        """)
                .params(Timestamp.from(now), tokenSha256, Timestamp.from(now))
                .query((row, _) -> new Invited(row.getObject(1, UUID.class), row.getString(2)))
                .optional();
    }

    /// Makes the token useless.
    void withdraw(UUID user) {
        jdbc.sql("update invitation set token_sha256 = null where user_id = ?")
                .param(user)
                .update();
    }
}
