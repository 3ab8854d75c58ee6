package io.plumbline.bench.retrieval;

import io.plumbline.knowledge.document.ParsedDocument;
import java.util.List;
import java.util.Map;

/// Documents and questions of which it is known which documents answer them.
record LabelledSet(String name, List<Item> documents, List<Question> questions) {

    record Item(String id, ParsedDocument document) {}

    /// @param relevant the grades of the documents that answer it, by id; 1 or more
    /// @param answer   the sentence that answers it; empty if only the documents are known
    record Question(String text, Map<String, Integer> relevant, String answer) {}

    LabelledSet {
        documents = List.copyOf(documents);
        questions = List.copyOf(questions);
    }
}
