package io.plumbline.gateway.client.embeddings;

import io.plumbline.gateway.client.openai.TokensPlace;
import io.plumbline.gateway.dialect.ClientPrompt;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.text.TreeTexts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The texts of embeddings, which have no instructions.
final class EmbeddingsPrompt implements ClientPrompt {

    private static final String INPUT = EmbeddingsSurface.INPUT;

    @Override
    public void requireContent(ObjectNode body) {
        // EmbeddingsSurface has checked the input.
    }

    @Override
    public void precede(ObjectNode body, ArrayNode rendered) {
        throw InvalidCalls.at("plumbline.prompt", "is not allowed in embeddings");
    }

    @Override
    public List<TextPlace> texts(ObjectNode body) {
        TreeTexts texts = new TreeTexts(true);
        List<TextPlace> places = new ArrayList<>();
        texts.names(body, TextPlace.Origin.CONVERSATION, "body");
        for (String name : body.propertyNames()) {
            if (name.equals(INPUT)) {
                input(body, texts, places);
            } else if (!name.equals("model")) {
                texts.member(body, name, null, TextPlace.Origin.CONVERSATION, "");
            }
        }
        places.addAll(texts.places());
        return places;
    }

    private static void input(ObjectNode body, TreeTexts texts, List<TextPlace> places) {
        JsonNode input = body.path(INPUT);
        if (EmbeddingsSurface.isTokens(input)) {
            places.add(new TokensPlace(INPUT, () -> body.putArray(INPUT)));
        } else if (input instanceof ArrayNode all) {
            for (int i = 0; i < all.size(); i++) {
                String at = INPUT + "[" + i + "]";
                int index = i;
                if (all.get(i).isString()) {
                    texts.element(all, i, INPUT, TextPlace.Origin.CONVERSATION, at);
                } else {
                    places.add(new TokensPlace(at, () -> all.set(index, "")));
                }
            }
        } else {
            texts.member(body, INPUT, null, TextPlace.Origin.CONVERSATION, "");
        }
    }

    @Override
    public long estimatedTokens(ObjectNode body) {
        long tokens = ClientPrompt.super.estimatedTokens(body);
        JsonNode input = body.path(INPUT);
        if (EmbeddingsSurface.isTokens(input)) {
            return tokens + input.size();
        }
        for (JsonNode each : input) {
            tokens += each.size();
        }
        return tokens;
    }

    @Override
    public @Nullable String systemPrompt(ObjectNode body) {
        return null;
    }

    @Override
    public @Nullable String openingPrompt(ObjectNode body) {
        return null;
    }

    @Override
    public boolean instruct(ObjectNode body, String words) {
        return false;
    }

    @Override
    public void surround(ObjectNode body, @Nullable String before, @Nullable String after) {
        // there is no prompt
    }
}
