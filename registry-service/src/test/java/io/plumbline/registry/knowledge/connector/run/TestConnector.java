package io.plumbline.registry.knowledge.connector.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.registry.Registry.Client;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A connector of a knowledge base of its own.
record TestConnector(Client engineer, String path) {

    private static final List<String> COUNTS =
            List.of("seen", "pending", "added", "changed", "unchanged", "refused", "failed", "postponed", "deleted");

    /// @param body of the connector
    static TestConnector of(Client engineer, String base, String body) {
        engineer.put("/api/v1/knowledge-bases/" + base, "{\"embedding\": \"NONE\"}")
                .expect(201);
        TestConnector connector = new TestConnector(engineer, "/api/v1/knowledge-bases/" + base + "/connectors/source");
        engineer.put(connector.path(), body).expect(201);
        return connector;
    }

    /// Starts a run and waits for its end.
    JsonNode run() {
        return ended(engineer.post(path + "/runs", "").expect(202).body());
    }

    JsonNode ended(JsonNode run) {
        String id = run.path("id").asString();
        JsonNode ended = await("the run ends")
                .until(
                        () -> engineer.get(path + "/runs/" + id).expect(200).body(),
                        now -> !now.path("state").asString().equals("RUNNING"));
        JsonNode counts = ended.path("counts");
        long sum = 0;
        for (String part : new String[] {"added", "changed", "unchanged", "refused", "failed", "postponed"}) {
            sum += counts.path(part).asLong();
        }
        assertThat(sum)
                .as("outcomes of %s", counts)
                .isEqualTo(counts.path("seen").asLong());
        assertThat(counts.path("pending").asLong()).isZero();
        return ended;
    }

    /// Starts a run, waits for its end, and returns what happened: state, and counts that are not zero.
    String outcome() {
        return described(run());
    }

    static String described(JsonNode run) {
        StringBuilder text = new StringBuilder(run.path("state").asString());
        if (run.path("reason").isString()) {
            text.append(' ').append(run.path("reason").asString());
        }
        for (String count : COUNTS) {
            long documents = run.path("counts").path(count).asLong();
            if (documents != 0) {
                text.append(' ').append(count).append(' ').append(documents);
            }
        }
        return text.toString();
    }

    /// Returns key and reason of each document that stopped.
    String deadLetters() {
        StringBuilder text = new StringBuilder();
        engineer.get(path + "/dead-letters")
                .expect(200)
                .body()
                .path("items")
                .forEach(letter -> text.append(letter.path("key").asString())
                        .append(": ")
                        .append(letter.path("reason").asString())
                        .append('\n'));
        return text.toString();
    }

    /// Returns the documents of the knowledge base: file name, version and tags.
    String documents() {
        StringBuilder text = new StringBuilder();
        engineer.get(path.replace("/connectors/source", "/documents"))
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(document -> document.path("file").path("name").asString() + " "
                        + document.path("newest").path("version").asInt() + " " + document.path("tags"))
                .sorted()
                .forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
