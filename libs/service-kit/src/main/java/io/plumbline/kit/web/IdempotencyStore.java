package io.plumbline.kit.web;

import io.plumbline.kit.seal.Sealer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Idempotency keys and the answers given for them. Answers are sealed: one may hold a secret that is shown once.
public final class IdempotencyStore {

    private static final String[] KEPT_HEADERS = {"Content-Type", "Location", "ETag"};

    private final JdbcClient jdbc;
    private final Sealer sealer;

    public IdempotencyStore(JdbcClient jdbc, Sealer sealer) {
        this.jdbc = jdbc;
        this.sealer = sealer;
    }

    /// An answer that was given.
    record Stored(byte[] requestDigest, int status, Map<String, String> headers, byte[] body) {}

    /// Takes the key for the current transaction; false when it is taken already. Waits for a transaction that
    /// holds it.
    boolean claim(String caller, String key, byte[] requestDigest) {
        jdbc.sql(
                        "delete from idempotency_key where caller = ? and key = ? and created_at < now() - interval '24 hours'")
                .params(caller, key)
                .update();
        return jdbc.sql("""
                                insert into idempotency_key (caller, key, request_digest, status, headers, body)
                                values (?, ?, ?, 0, '', '') on conflict do nothing
                                """).params(caller, key, requestDigest).update() == 1;
    }

    void complete(String caller, String key, ContentCachingResponseWrapper response) {
        StringBuilder headers = new StringBuilder();
        for (String name : KEPT_HEADERS) {
            String value = "Content-Type".equals(name) ? response.getContentType() : response.getHeader(name);
            if (value != null) {
                headers.append(name).append(": ").append(value).append('\n');
            }
        }
        jdbc.sql("update idempotency_key set status = ?, headers = ?, body = ? where caller = ? and key = ?")
                .params(
                        response.getStatus(),
                        headers.toString(),
                        sealer.seal(response.getContentAsByteArray(), context(caller, key)),
                        caller,
                        key)
                .update();
    }

    Stored find(String caller, String key) {
        return jdbc.sql(
                        "select request_digest, status, headers, body from idempotency_key where caller = ? and key = ?")
                .params(caller, key)
                .query((row, _) -> new Stored(
                        row.getBytes(1),
                        row.getInt(2),
                        headers(row.getString(3)),
                        sealer.open(row.getBytes(4), context(caller, key))))
                .single();
    }

    /// Forgets keys older than a day, a bounded number at a time.
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
