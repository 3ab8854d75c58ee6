package io.plumbline.monitoring.drift;

import io.plumbline.clients.registry.KnowledgeClient;
import io.plumbline.kit.sibling.Siblings;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// Reads a passage of each call from the registry. The event of a call names the chunks that its model received,
/// not their text; a chunk of a deleted or replaced document has no text any more. One of several chunks is
/// chosen by a hash, because passages of one call are alike and count once.
@Component
class PassageTexts {

    private final JdbcClient jdbc;
    private final KnowledgeClient registry;

    PassageTexts(JdbcClient jdbc, Siblings siblings) {
        this.jdbc = jdbc;
        this.registry = siblings.client("registry", KnowledgeClient.class);
    }

    /// The chosen chunk of a call.
    record Cited(UUID chunk, String knowledgeBase, String document, int version) {}

    /// Returns the chosen chunks by call.
    Map<UUID, Cited> cited(List<UUID> calls) {
        Map<UUID, Cited> cited = new LinkedHashMap<>();
        jdbc.sql("""
                        select distinct on (call_id) call_id, chunk, knowledge_base, document, version
                        from call_citation where call_id = any (cast(? as uuid[]))
                        order by call_id, md5(call_id::text || chunk::text)
                        """)
                .param(calls.stream().map(UUID::toString).toArray(String[]::new))
                .query((RowCallbackHandler) row -> cited.put(
                        row.getObject("call_id", UUID.class),
                        new Cited(
                                row.getObject("chunk", UUID.class),
                                row.getString("knowledge_base"),
                                row.getString("document"),
                                row.getInt("version"))));
        return cited;
    }

    /// Returns the texts by call. Calls without passages, and passages without a text, are absent.
    ///
    /// @param team that must own the knowledge bases
    Map<UUID, String> of(String team, List<UUID> calls) {
        Map<UUID, Cited> cited = cited(calls);
        Map<String, Set<UUID>> chunks = new HashMap<>();
        cited.values()
                .forEach(each -> chunks.computeIfAbsent(each.knowledgeBase(), _ -> new LinkedHashSet<>())
                        .add(each.chunk()));
        Map<UUID, String> texts = new HashMap<>();
        chunks.forEach((base, wanted) -> texts.putAll(texts(team, base, wanted)));
        Map<UUID, String> found = new HashMap<>();
        cited.forEach((call, each) -> {
            String text = texts.get(each.chunk());
            if (text != null && !text.isBlank()) {
                found.put(call, text);
            }
        });
        return found;
    }

    private Map<UUID, String> texts(String team, String base, Set<UUID> chunks) {
        Map<UUID, String> texts = new HashMap<>();
        try {
            registry.chunks(base, new KnowledgeClient.ChunkQuery(team, List.copyOf(chunks)))
                    .forEach(chunk -> texts.put(chunk.chunk(), chunk.text()));
        } catch (HttpClientErrorException.NotFound e) {
            return texts; // the knowledge base was deleted
        }
        return texts;
    }
}
