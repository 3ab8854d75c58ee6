package io.plumbline.governance.token;

import io.plumbline.governance.user.PasswordChanged;
import io.plumbline.governance.user.UserDisabled;
import io.plumbline.kit.security.credential.ApiKey;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// The refresh tokens in force, by digest. A client that keeps people signed in asks with its token whether the
/// sign-in is still valid. Signing out, a new password and disabling the user delete every token of the user, so
/// all their sessions at such clients end.
@Repository
public class RefreshTokens {

    private final JdbcClient jdbc;
    private final Clock clock;

    RefreshTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// @param scopes separated by spaces
    record Held(String clientId, UUID userId, String scopes, Instant issuedAt, Instant expiresAt) {}

    /// Stores a token, and deletes expired ones.
    @Transactional
    void insert(String token, Held held) {
        jdbc.sql("delete from refresh_token where expires_at < ?")
                .param(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        insert into refresh_token (token_sha256, client_id, user_id, scopes, issued_at, expires_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        ApiKey.sha256(token),
                        held.clientId(),
                        held.userId(),
                        held.scopes(),
                        OffsetDateTime.ofInstant(held.issuedAt(), ZoneOffset.UTC),
                        OffsetDateTime.ofInstant(held.expiresAt(), ZoneOffset.UTC))
                .update();
    }

    @Transactional(readOnly = true)
    Optional<Held> find(String token) {
        return jdbc.sql("select * from refresh_token where token_sha256 = ? and expires_at > ?")
                .params(ApiKey.sha256(token), OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .query((row, _) -> new Held(
                        row.getString("client_id"),
                        row.getObject("user_id", UUID.class),
                        row.getString("scopes"),
                        Objects.requireNonNull(row.getObject("issued_at", OffsetDateTime.class))
                                .toInstant(),
                        Objects.requireNonNull(row.getObject("expires_at", OffsetDateTime.class))
                                .toInstant()))
                .optional();
    }

    /// Ends all sessions of the user at clients that keep people signed in.
    @Transactional
    public void deleteOf(UUID userId) {
        jdbc.sql("delete from refresh_token where user_id = ?").param(userId).update();
    }

    @EventListener
    @Transactional
    void deleteOf(UserDisabled user) {
        deleteOf(user.id());
    }

    @EventListener
    @Transactional
    void deleteOf(PasswordChanged user) {
        deleteOf(user.id());
    }
}
