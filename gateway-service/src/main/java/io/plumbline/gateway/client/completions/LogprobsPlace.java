package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.text.TreeTexts;
import java.util.StringJoiner;
import tools.jackson.databind.node.ObjectNode;

/// The text that a choice's log probabilities spell. They can only be forwarded unchanged or not at all.
record LogprobsPlace(String text) implements TextPlace {

    /// Returns all of it, one token per line.
    static LogprobsPlace of(ObjectNode choice) {
        TreeTexts texts = new TreeTexts(false);
        texts.member(choice, ChoiceLogprobs.NAME, null, Origin.CONVERSATION, "");
        StringJoiner lines = new StringJoiner("\n");
        texts.places().forEach(place -> lines.add(place.text()));
        return new LogprobsPlace(lines.toString());
    }

    @Override
    public Origin origin() {
        return Origin.CONVERSATION;
    }

    @Override
    public String param() {
        return ChoiceLogprobs.NAME;
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    @Override
    public void replace(String other) {
        throw new IllegalStateException("log probabilities stay as they are");
    }

    /// Leaves out the text.
    @Override
    public String toString() {
        return param();
    }
}
