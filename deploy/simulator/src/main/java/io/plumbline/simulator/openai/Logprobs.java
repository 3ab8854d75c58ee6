package io.plumbline.simulator.openai;

import io.plumbline.simulator.dials.Chance;
import io.plumbline.simulator.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Log probabilities of tokens: drawn from the seed, plausible and repeatable, but meaningless.
final class Logprobs {
    private static final double LEAST_LIKELY = 1.5;

    private final Chance chance;
    private final int alternatives;

    Logprobs(Chance chance, int alternatives) {
        this.chance = chance;
        this.alternatives = alternatives;
    }

    ObjectNode of(List<String> tokens) {
        ObjectNode logprobs = Json.newObject();
        ArrayNode content = logprobs.putArray("content");
        for (String token : tokens) {
            double likelihood = -chance.unit("logprob", token) * LEAST_LIKELY;
            ObjectNode entry = entry(token, likelihood);
            ArrayNode top = entry.putArray("top_logprobs");
            for (int rank = 0; rank < alternatives; rank++) {
                top.add(rank == 0 ? entry(token, likelihood) : entry(token + "~" + rank, likelihood - 2 * rank));
            }
            content.add(entry);
        }
        logprobs.putNull("refusal");
        return logprobs;
    }

    private static ObjectNode entry(String token, double likelihood) {
        ObjectNode entry = Json.newObject().put("token", token).put("logprob", likelihood);
        ArrayNode bytes = entry.putArray("bytes");
        for (byte value : token.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(value & 0xff);
        }
        return entry;
    }
}
