package io.plumbline.gateway.pipeline.request;

import io.plumbline.clients.registry.Passage;
import io.plumbline.gateway.wire.WireJson;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes passages for the model and citations for the client. The model knows a passage by its number, which is the
/// `index` of its citation.
public final class Citations {

    private Citations() {}

    /// Returns a passage as the guards inspect it and the model receives it: where it stands, then its text.
    public static String text(Passage passage) {
        StringBuilder place = new StringBuilder(passage.fileName());
        if (passage.page() > 0) {
            place.append(", page ").append(passage.page());
        }
        passage.headingPath().forEach(heading -> place.append(" > ").append(heading));
        return place + "\n\n" + passage.text();
    }

    /// Returns the gateway's member of an answer: `{"citations": [...]}`.
    ///
    /// @param passages that the model received, best first
    public static ObjectNode of(String knowledgeBase, List<Passage> passages) {
        ObjectNode plumbline = WireJson.newObject();
        ArrayNode citations = plumbline.putArray("citations");
        for (int i = 0; i < passages.size(); i++) {
            Passage passage = passages.get(i);
            ObjectNode citation = citations
                    .addObject()
                    .put("index", i + 1)
                    .put("knowledgeBase", knowledgeBase)
                    .put("document", passage.document())
                    .put("version", passage.version())
                    .put("chunk", passage.chunk().toString())
                    .put("title", passage.fileName());
            if (!passage.headingPath().isEmpty()) {
                ArrayNode headings = citation.putArray("headingPath");
                passage.headingPath().forEach(headings::add);
            }
            if (passage.page() > 0) {
                citation.put("page", passage.page());
            }
            citation.put("score", passage.score());
        }
        return plumbline;
    }
}
