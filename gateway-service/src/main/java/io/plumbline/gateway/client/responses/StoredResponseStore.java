package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.security.Caller;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Stored responses in the database, each visible only to the credential that created it. Their content is
/// encrypted under a separate key and bound to its row.
@Component
class StoredResponseStore {

    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final Clock clock;

    StoredResponseStore(JdbcClient jdbc, KeyEncryptionKey key, Clock clock) {
        this.jdbc = jdbc;
        this.sealer = key.sealer("stored-responses");
        this.clock = clock;
    }

    void add(StoredResponses.Fresh fresh, ObjectNode content, long bytes, Instant now, Instant expiresAt) {
        jdbc.sql("""
                        insert into stored_response (id, team, route, actor, previous, turns, bytes, parked, content,
                            stored_at, expires_at)
                        values (:id, :team, :route, :actor, :previous, :turns, :bytes, :parked, :content, :now,
                            :expires)
                        """)
                .param("id", fresh.id())
                .param("team", fresh.answered().team())
                .param("route", fresh.answered().route())
                .param("actor", actor(fresh.caller()))
                .param("previous", fresh.chain().previous())
                .param("turns", fresh.chain().turns() + 1)
                .param("bytes", bytes)
                .param("parked", fresh.answered().parked())
                .param("content", sealer.seal(WireJson.bytes(content), context(fresh.id())))
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(expiresAt))
                .update();
    }

    Optional<StoredResponse> find(UUID id, Caller caller) {
        return jdbc.sql("""
                        select id, team, route, turns, bytes, content from stored_response
                        where id = :id and actor = :actor and not parked and expires_at > :now
                        """)
                .param("id", id)
                .param("actor", actor(caller))
                .param("now", now())
                .query(this::response)
                .optional();
    }

    /// Returns the responses that a response continues, itself included, first one first. Leaves out deleted ones
    /// and everything before them.
    List<StoredResponse> chain(StoredResponse last, Caller caller) {
        return jdbc.sql("""
                        with recursive chain as (
                            select * from stored_response where id = :id and actor = :actor
                            union all
                            select earlier.* from stored_response earlier join chain on earlier.id = chain.previous
                            where earlier.actor = :actor and not earlier.parked and earlier.expires_at > :now
                                and earlier.turns < chain.turns
                        )
                        select id, team, route, turns, bytes, content from chain order by turns
                        """)
                .param("id", last.id())
                .param("actor", actor(caller))
                .param("now", now())
                .query(this::response)
                .list();
    }

    boolean release(UUID id, Caller caller, Instant expiresAt) {
        return jdbc.sql("""
                        update stored_response set parked = false, expires_at = :expires
                        where id = :id and actor = :actor and parked
                        """)
                        .param("expires", Timestamp.from(expiresAt))
                        .param("id", id)
                        .param("actor", actor(caller))
                        .update()
                == 1;
    }

    boolean delete(UUID id, Caller caller) {
        return jdbc.sql("delete from stored_response where id = :id and actor = :actor and not parked")
                        .param("id", id)
                        .param("actor", actor(caller))
                        .update()
                == 1;
    }

    /// Deletes expired responses.
    int clear() {
        return jdbc.sql("delete from stored_response where expires_at <= ?")
                .param(now())
                .update();
    }

    private StoredResponse response(ResultSet row, int number) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        byte[] content = sealer.open(row.getBytes("content"), context(id));
        return new StoredResponse(
                id,
                row.getString("team"),
                row.getString("route"),
                row.getInt("turns"),
                row.getLong("bytes"),
                WireJson.object(content).orElseGet(WireJson::newObject));
    }

    private static String actor(Caller caller) {
        return caller.type().name() + ":" + caller.id();
    }

    private static String context(UUID id) {
        return id + " content";
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
