package io.plumbline.simulator.knowledge;

import java.util.List;

/// One fact of the bank's support knowledge.
///
/// @param id stable, as in `card-lost`
/// @param topic the bank's subject area that it belongs to
/// @param keywords words and phrases of the questions that it answers
/// @param answer one to three sentences
public record Fact(String id, String topic, List<String> keywords, String answer) {
    public Fact {
        keywords = List.copyOf(keywords);
    }

    /// Whether it answers a greeting or a wish to be contacted rather than a question about the bank.
    boolean isCourtesy() {
        return topic.equals("smalltalk") || topic.equals("contact");
    }
}
