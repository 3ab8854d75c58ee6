package io.plumbline.kit.web;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.seal.Sealer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Stores idempotency keys and their responses. Responses are sealed because one may contain a secret that is
/// shown only once.
public final class IdempotencyStore {

    /// Longer than any useful request.
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final String[] KEPT_HEADERS = {"Content-Type", "Location", "ETag"};

    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final UuidV7 ids;

    public IdempotencyStore(JdbcClient jdbc, Sealer sealer, UuidV7 ids) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.ids = ids;
    }

    /// A stored key.
    ///
    /// @param status of the response; 0 if there is none yet
    /// @param leased whether the claiming request may still be running
    record Stored(byte[] requestDigest, int status, boolean leased, Map<String, String> headers, byte[] body) {

        boolean answered() {
            return status != 0;
        }
    }

    /// Claims the key if it is free: unused, a day old, or left by a request that died before committing
    /// anything.
    Optional<IdempotencyClaim> claim(String caller, String key, byte[] requestDigest) {
        IdempotencyClaim claim = new IdempotencyClaim(caller, key, ids.next());
        int claimed = jdbc.sql("""
                        insert into idempotency_key as held
                            (caller, key, request_digest, status, headers, body, claim, leased_until)
                        values (?, ?, ?, 0, '', '', ?, now() + make_interval(secs => ?))
                        on conflict (caller, key) do update set
                            request_digest = excluded.request_digest, status = 0, headers = '', body = '',
                            claim = excluded.claim, leased_until = excluded.leased_until,
                            committed = false, created_at = now()
                        where held.created_at < now() - interval '24 hours'
                           or held.status = 0 and not held.committed and held.leased_until < now()
                        """)
                .params(caller, key, requestDigest, claim.id(), LEASE.toSeconds())
                .update();
        return claimed == 1 ? Optional.of(claim) : Optional.empty();
    }

    /// Whether the current transaction has written anything.
    boolean hasWritten() {
        return jdbc.sql("select pg_current_xact_id_if_assigned() is not null")
                .query(Boolean.class)
                .single();
    }

    /// Records in the current transaction that the claim committed work; false if the claim has been lost.
    boolean commit(IdempotencyClaim claim) {
        return jdbc.sql("update idempotency_key set committed = true where caller = ? and key = ? and claim = ?")
                        .params(claim.caller(), claim.key(), claim.id())
                        .update()
                == 1;
    }

    /// Stores the response.
    void complete(IdempotencyClaim claim, ContentCachingResponseWrapper response) {
        StringBuilder headers = new StringBuilder();
        for (String name : KEPT_HEADERS) {
            String value = "Content-Type".equals(name) ? response.getContentType() : response.getHeader(name);
            if (value != null) {
                headers.append(name).append(": ").append(value).append('\n');
            }
        }
        jdbc.sql("""
                        update idempotency_key set status = ?, headers = ?, body = ?
                        where caller = ? and key = ? and claim = ?
                        """)
                .params(
                        response.getStatus(),
                        headers.toString(),
                        sealer.seal(response.getContentAsByteArray(), context(claim.caller(), claim.key())),
                        claim.caller(),
                        claim.key(),
                        claim.id())
                .update();
    }

    /// Frees the key after a refusal.
    void release(IdempotencyClaim claim) {
        jdbc.sql("delete from idempotency_key where caller = ? and key = ? and claim = ?")
                .params(claim.caller(), claim.key(), claim.id())
                .update();
    }

    /// Frees the key after a failure unless something was committed.
    void releaseIfIdle(IdempotencyClaim claim) {
        jdbc.sql("delete from idempotency_key where caller = ? and key = ? and claim = ? and not committed")
                .params(claim.caller(), claim.key(), claim.id())
                .update();
    }

    /// Returns a key that could not be claimed; empty if it was freed meanwhile.
    Optional<Stored> find(String caller, String key) {
        return jdbc.sql("""
                        select request_digest, status, headers, body, coalesce(leased_until > now(), false)
                        from idempotency_key where caller = ? and key = ?
                        """)
                .params(caller, key)
                .query((row, _) -> new Stored(
                        row.getBytes(1),
                        row.getInt(2),
                        row.getBoolean(5),
                        headers(row.getString(3)),
                        row.getInt(2) == 0 ? new byte[0] : sealer.open(row.getBytes(4), context(caller, key))))
                .optional();
    }

    /// Deletes keys older than a day, a bounded number at a time.
    public int forgetOld() {
        return jdbc.sql("""
                        delete from idempotency_key where ctid in (
                            select ctid from idempotency_key where created_at < now() - interval '24 hours' limit 1000)
                        """).update();
    }

    private static Map<String, String> headers(String lines) {
        Map<String, String> headers = new LinkedHashMap<>();
        lines.lines().forEach(line -> {
            int colon = line.indexOf(": ");
            headers.put(line.substring(0, colon), line.substring(colon + 2));
        });
        return headers;
    }

    private static String context(String caller, String key) {
        return caller + "\n" + key;
    }
}
