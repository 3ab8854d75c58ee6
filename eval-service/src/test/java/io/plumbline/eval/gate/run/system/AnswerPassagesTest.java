package io.plumbline.eval.gate.run.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.registry.KnowledgeClient;
import io.plumbline.clients.registry.Passage;
import io.plumbline.clients.registry.PassageQuery;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.sibling.KnowledgePassages;
import io.plumbline.eval.suite.document.RetrievalRule;
import io.plumbline.eval.trace.TracedPassage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswerPassagesTest {

    private static final UUID CHUNK = new UUID(7, 7);
    private static final RetrievalRule RULE = new RetrievalRule("rules", null, null);
    private static final GateItem ITEM = GateItem.of(0, Map.of("input", "When does the safe open?"));

    private final AnswerPassages passages = new AnswerPassages(new KnowledgePassages(new KnowledgeClient() {
        @Override
        public KnowledgeBaseSummary knowledgeBase(String name) {
            return new KnowledgeBaseSummary(name, "team-a");
        }

        @Override
        public List<Passage> passages(String name, PassageQuery query) {
            return List.of(new Passage(CHUNK, "safes", 1, "safes.md", List.of(), 0, 1, "It opens at 8:40."));
        }

        @Override
        public List<ChunkText> chunks(String name, ChunkQuery query) {
            return List.of();
        }
    }));

    @Test
    void takesThePassagesThatTheGatewayCites() {
        JsonNode body = JsonMapper.shared().readTree("""
                {"plumbline": {"citations": [
                  {"index": 1, "document": "other", "chunk": "gone", "title": "other.md"},
                  {"index": 2, "document": "safes", "chunk": "%s", "title": "safes.md"}]}}
                """.formatted(CHUNK));
        List<TracedPassage> cited = passages.cited(body, "team-a", RULE, ITEM, List.of());
        assertThat(cited)
                .containsExactly(
                        new TracedPassage(1, "other", "gone", "other.md", null),
                        new TracedPassage(2, "safes", CHUNK.toString(), "safes.md", "It opens at 8:40."));
        assertThat(passages.cited(JsonMapper.shared().createObjectNode(), "team-a", RULE, ITEM, List.of()))
                .isNull();
    }

    @Test
    void givesTheModelNumberedPassages() {
        List<TracedPassage> found = passages.found("team-a", RULE, ITEM).orElseThrow();
        assertThat(AnswerPassages.with(found, ITEM).fields()).containsEntry("passages", "[1] It opens at 8:40.");
    }
}
