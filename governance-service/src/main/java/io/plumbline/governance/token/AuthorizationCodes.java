package io.plumbline.governance.token;

import io.plumbline.kit.security.credential.ApiKey;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Unredeemed authorization codes, by digest. Any replica may redeem a code of another, and a code is redeemed
/// only once.
@Repository
class AuthorizationCodes {

    private final JdbcClient jdbc;
    private final Clock clock;

    AuthorizationCodes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// The authorization of a code.
    ///
    /// @param scopes separated by spaces
    record PendingCode(
            String clientId,
            UUID userId,
            String redirectUri,
            String scopes,
            @Nullable String nonce,
            String codeChallenge,
            Instant issuedAt,
            Instant expiresAt) {}

    /// Stores a code, and deletes expired ones.
    @Transactional
    public void insert(String code, PendingCode pending) {
        jdbc.sql("delete from authorization_code where expires_at < ?")
                .param(OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        insert into authorization_code (code_sha256, client_id, user_id, redirect_uri, scopes, nonce,
                            code_challenge, issued_at, expires_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        ApiKey.sha256(code),
                        pending.clientId(),
                        pending.userId(),
                        pending.redirectUri(),
                        pending.scopes())
                .param(pending.nonce())
                .params(
                        pending.codeChallenge(),
                        OffsetDateTime.ofInstant(pending.issuedAt(), ZoneOffset.UTC),
                        OffsetDateTime.ofInstant(pending.expiresAt(), ZoneOffset.UTC))
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<PendingCode> find(String code) {
        return jdbc.sql("select * from authorization_code where code_sha256 = ?")
                .param(ApiKey.sha256(code))
                .query((row, _) -> new PendingCode(
                        row.getString("client_id"),
                        row.getObject("user_id", UUID.class),
                        row.getString("redirect_uri"),
                        row.getString("scopes"),
                        row.getString("nonce"),
                        row.getString("code_challenge"),
                        Objects.requireNonNull(row.getObject("issued_at", OffsetDateTime.class))
                                .toInstant(),
                        Objects.requireNonNull(row.getObject("expires_at", OffsetDateTime.class))
                                .toInstant()))
                .optional();
    }

    /// Removes the code; returns false if it was already gone.
    @Transactional
    public boolean redeem(String code) {
        return jdbc.sql("delete from authorization_code where code_sha256 = ?")
                        .param(ApiKey.sha256(code))
                        .update()
                == 1;
    }
}
