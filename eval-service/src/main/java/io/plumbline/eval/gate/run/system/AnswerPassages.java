package io.plumbline.eval.gate.run.system;

import io.plumbline.clients.registry.Passage;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.sibling.KnowledgePassages;
import io.plumbline.eval.suite.document.RetrievalRule;
import io.plumbline.eval.trace.TracedPassage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Determines the passages that a model received: those that the gateway cites, with their texts from the suite's
/// knowledge base, or those that a search for the item's question finds there. Thread-safe.
final class AnswerPassages {

    private static final int MOST_CITATIONS = 50;
    private static final int MOST_FOUND = 20;
    private static final int LONGEST_TEXT = 8_000;
    private static final int LONGEST_NAME = 200;

    private final KnowledgePassages knowledge;

    public AnswerPassages(KnowledgePassages knowledge) {
        this.knowledge = knowledge;
    }

    /// Returns the passages for an item's question; empty if the search failed.
    Optional<List<TracedPassage>> found(String team, RetrievalRule rule, GateItem item) {
        return search(team, rule, item, rule.limitOrUsual()).map(AnswerPassages::numbered);
    }

    /// Returns an item with its passages as the field `passages`.
    static GateItem with(List<TracedPassage> passages, GateItem item) {
        Map<String, Object> fields = new LinkedHashMap<>(item.fields());
        StringBuilder text = new StringBuilder();
        passages.forEach(passage -> text.append(text.isEmpty() ? "" : "\n\n")
                .append('[')
                .append(passage.index())
                .append("] ")
                .append(passage.text()));
        fields.put(RetrievalRule.PASSAGES, text.toString());
        return new GateItem(item.item(), item.recordId(), item.slice(), fields);
    }

    /// Returns the passages that an answer of the gateway cites; null if it reports none.
    ///
    /// @param rule names the knowledge base with their texts; null if unknown
    /// @param known passages with their texts
    @Nullable
    List<TracedPassage> cited(
            JsonNode body, String team, @Nullable RetrievalRule rule, GateItem item, List<TracedPassage> known) {
        JsonNode citations = body.path("plumbline").path("citations");
        if (!citations.isArray()) {
            return null;
        }
        Map<String, @Nullable String> texts = new HashMap<>();
        known.forEach(passage -> texts.put(passage.chunk(), passage.text()));
        boolean missing = citations
                .valueStream()
                .anyMatch(citation -> !texts.containsKey(citation.path("chunk").asString("")));
        if (missing && rule != null) {
            search(team, rule, item, MOST_FOUND)
                    .ifPresent(more -> more.forEach(
                            passage -> texts.put(passage.chunk().toString(), bounded(passage.text(), LONGEST_TEXT))));
        }
        List<TracedPassage> cited = new ArrayList<>();
        for (JsonNode citation : citations) {
            if (cited.size() < MOST_CITATIONS) {
                String chunk = bounded(citation.path("chunk").asString(""), LONGEST_NAME);
                cited.add(new TracedPassage(
                        citation.path("index").asInt(cited.size() + 1),
                        bounded(citation.path("document").asString(""), LONGEST_NAME),
                        chunk,
                        bounded(citation.path("title").asString(""), LONGEST_NAME),
                        texts.get(chunk)));
            }
        }
        return cited;
    }

    private Optional<List<Passage>> search(String team, RetrievalRule rule, GateItem item, int limit) {
        return knowledge.find(team, rule.knowledgeBase(), rule.tagsOrAny(), limit, item.input());
    }

    private static List<TracedPassage> numbered(List<Passage> passages) {
        List<TracedPassage> numbered = new ArrayList<>();
        for (Passage passage : passages) {
            numbered.add(new TracedPassage(
                    numbered.size() + 1,
                    passage.document(),
                    passage.chunk().toString(),
                    passage.fileName(),
                    bounded(passage.text(), LONGEST_TEXT)));
        }
        return numbered;
    }

    private static String bounded(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
