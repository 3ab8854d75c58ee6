package io.plumbline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class FineTuningIT {
    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    private static final String RECORD = """
            {"messages": [{"role": "user", "content": "%s"}, {"role": "assistant", "content": "%s"}]}
            """;

    @Test
    void trainsAModelThatRecitesItsDataWithTheLossesOfItsSeed() throws Exception {
        String file = upload(RECORD.formatted("What opens at noon?", "The vault."));
        JsonNode first = ended(create(file, 7), "succeeded");
        JsonNode second = ended(create(file, 7), "succeeded");

        assertThat(losses(first)).hasSize(3).isEqualTo(losses(second));
        assertThat(losses(first).getFirst()).isGreaterThan(losses(first).getLast());
        assertThat(losses(ended(create(file, 8), "succeeded"))).isNotEqualTo(losses(first));
        String model = first.path("fine_tuned_model").stringValue();
        assertThat(chat(model, "What opens at noon?")).isEqualTo("The vault.");
        assertThat(chat(model, "How do I freeze my card?")).contains("card");
        assertThat(chat("sim", "What opens at noon?")).isNotEqualTo("The vault.");
        assertThat(get("/v1/fine_tuning/jobs/" + first.path("id").stringValue() + "/checkpoints")
                        .path("data"))
                .hasSize(3);
    }

    @Test
    void failsCancelsAndRefuses() throws Exception {
        String failing = upload(RECORD.formatted("Why?", "simulate-failure"));
        assertThat(ended(create(failing, 1), "failed").at("/error/code").stringValue())
                .isEqualTo("invalid_training_file");
        String slow = upload(RECORD.formatted("Why?", "So.").repeat(90));
        String job = create(slow, 1);
        assertThat(SIMULATOR.post("/v1/fine_tuning/jobs/" + job + "/cancel", "").statusCode())
                .isEqualTo(200);
        ended(job, "cancelled");
        HttpResponse<String> refused = SIMULATOR.post(
                "/v1/fine_tuning/jobs",
                "{\"model\": \"sim\", \"training_file\": \"" + upload("{\"messages\": []}") + "\"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("line 1 is not a chat");
    }

    private static String upload(String records) throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n--b\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n" + records
                + "\r\n--b--\r\n";
        HttpResponse<String> response = SIMULATOR
                .client()
                .send(
                        SIMULATOR
                                .request("/v1/files")
                                .header("Content-Type", "multipart/form-data; boundary=b")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningSimulator.JSON.readTree(response.body()).path("id").stringValue();
    }

    private static String create(String file, int seed) throws Exception {
        HttpResponse<String> response = SIMULATOR.post("/v1/fine_tuning/jobs", """
                {"model": "sim", "training_file": "%s", "seed": %d, "suffix": "it"}
                """.formatted(file, seed));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return RunningSimulator.JSON.readTree(response.body()).path("id").stringValue();
    }

    private static JsonNode ended(String job, String status) {
        return await("the job is " + status)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> get("/v1/fine_tuning/jobs/" + job),
                        found -> found.path("status").stringValue().equals(status));
    }

    private static List<Double> losses(JsonNode job) throws Exception {
        return get("/v1/fine_tuning/jobs/" + job.path("id").stringValue() + "/events?limit=100")
                .path("data")
                .valueStream()
                .filter(event -> event.path("type").stringValue().equals("metrics"))
                .map(event -> event.at("/data/train_loss").doubleValue())
                .toList()
                .reversed();
    }

    private static String chat(String model, String question) throws Exception {
        HttpResponse<String> response = SIMULATOR.post("/v1/chat/completions", """
                {"model": "%s", "messages": [{"role": "user", "content": "%s"}]}
                """.formatted(model, question));
        return RunningSimulator.JSON
                .readTree(response.body())
                .at("/choices/0/message/content")
                .stringValue();
    }

    private static JsonNode get(String path) throws Exception {
        HttpResponse<String> response =
                SIMULATOR.client().send(SIMULATOR.request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
        return RunningSimulator.JSON.readTree(response.body());
    }
}
