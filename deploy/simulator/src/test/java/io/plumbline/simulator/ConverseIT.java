package io.plumbline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class ConverseIT {
    private static final String PATH = "/model/amazon.nova-lite-v1%3A0/converse";
    private static final String ANSWER =
            "Our savings account pays 2.25 percent a year. The interest is credited at the end of each quarter.";
    private static final String QUESTION = """
        "system": [{"text": "You serve a bank."}],
        "messages": [{"role": "user", "content": [{"text": "How much interest does the savings account earn?"}]}]\
        """;
    private static final String TOOL = """
        "toolConfig": {"tools": [{"toolSpec": {"name": "get_account_balance", "inputSchema": {"json": {
          "type": "object", "required": ["account_id"], "properties": {"account_id": {"type": "string"}}}}}}]}\
        """;
    private static final String SIGNATURE = "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261130/eu-west-1/%s/"
            + "aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0a".repeat(32);

    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    @Test
    void answersFromTheKnowledge() throws Exception {
        JsonNode answer = SIMULATOR.json(PATH, "{" + QUESTION + "}");

        assertThat(answer.at("/output/message/content/0/text").stringValue()).isEqualTo(ANSWER);
        assertThat(answer.path("stopReason").stringValue()).isEqualTo("end_turn");
        assertThat(answer.at("/usage/outputTokens").intValue()).isPositive();
        assertThat(SIMULATOR.get("/control/amazon.nova-lite-v1%3A0/calls").body())
                .contains("converse");
    }

    @Test
    void streamsFramesWithChecksums() throws Exception {
        HttpResponse<byte[]> response = SIMULATOR
                .client()
                .send(
                        SIMULATOR
                                .request(PATH + "-stream")
                                .POST(HttpRequest.BodyPublishers.ofString("{" + QUESTION + "}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("content-type")).hasValue("application/vnd.amazon.eventstream");
        List<String> types = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        ByteBuffer stream = ByteBuffer.wrap(response.body());
        while (stream.hasRemaining()) {
            int start = stream.position();
            int total = stream.getInt();
            int headers = stream.getInt();
            assertThat(stream.getInt()).isEqualTo(crc(response.body(), start, 8));
            byte[] head = new byte[headers];
            stream.get(head);
            byte[] payload = new byte[total - headers - 16];
            stream.get(payload);
            assertThat(stream.getInt()).isEqualTo(crc(response.body(), start, total - 4));
            String readable = new String(head, StandardCharsets.ISO_8859_1);
            types.add(readable.replaceAll("(?s).*:event-type\\x07..(\\w+?)\\r:.*", "$1"));
            text.append(
                    RunningSimulator.JSON.readTree(payload).at("/delta/text").asString(""));
        }
        assertThat(text).hasToString(ANSWER);
        assertThat(types.stream().distinct().collect(Collectors.joining(" ")))
                .isEqualTo("messageStart contentBlockDelta contentBlockStop messageStop metadata");
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    @Test
    void callsToolsAndReportsTheirResults() throws Exception {
        String ask = "{\"role\": \"user\", \"content\": [{\"text\": \"What is the balance of AB-1234?\"}]}";
        JsonNode answer = SIMULATOR.json(PATH, "{\"messages\": [" + ask + "], " + TOOL + "}");
        assertThat(answer.path("stopReason").stringValue()).isEqualTo("tool_use");
        JsonNode use = answer.at("/output/message/content")
                .valueStream()
                .map(block -> block.path("toolUse"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseThrow();
        assertThat(use.at("/input/account_id").stringValue()).isEqualTo("AB-1234");
        String conversation = "{\"messages\": [" + ask + ", " + answer.at("/output/message")
                + ", {\"role\": \"user\", \"content\": [{\"toolResult\": {\"toolUseId\": \""
                + use.path("toolUseId").stringValue() + "\", \"content\": [{\"text\": \"12.5\"}]}}]}]";
        assertThat(SIMULATOR
                        .json(PATH, conversation + ", " + TOOL + "}")
                        .at("/output/message/content/0/text")
                        .stringValue())
                .contains("12.5");
        HttpResponse<String> bare = SIMULATOR.post(PATH, conversation + "}");
        assertThat(bare.statusCode()).isEqualTo(400);
        assertThat(bare.body()).contains("toolConfig");
    }

    @Test
    void thinksFirstWhenItIsAskedTo() throws Exception {
        JsonNode answer = SIMULATOR.json(
                PATH, "{\"additionalModelRequestFields\": {\"thinking\": {\"type\": \"enabled\"}}, " + QUESTION + "}");
        assertThat(answer.at("/output/message/content/0/reasoningContent/reasoningText/text")
                        .stringValue())
                .contains("savings account");
        assertThat(answer.at("/output/message/content/1/text").stringValue()).isEqualTo(ANSWER);
    }

    @Test
    void refusesAsBedrockDoes() throws Exception {
        HttpResponse<String> invalid = SIMULATOR.post(PATH, "{}");
        assertThat(invalid.statusCode()).isEqualTo(400);
        assertThat(invalid.headers().firstValue("x-amzn-errortype")).hasValue("ValidationException");
        assertThat(invalid.body()).startsWith("{\"message\":\"messages: ");
        assertThat(SIMULATOR.post("/model/m/invoke", "{}").statusCode()).isEqualTo(404);
        for (String service : List.of("bedrock", "s3")) {
            HttpResponse<String> signed = SIMULATOR.send(SIMULATOR
                    .request(PATH)
                    .header("authorization", SIGNATURE.formatted(service))
                    .header("x-amz-date", "20261130T120000Z")
                    .POST(HttpRequest.BodyPublishers.ofString("{" + QUESTION + "}")));
            assertThat(signed.statusCode()).as(service).isEqualTo(service.equals("bedrock") ? 200 : 403);
        }
    }
}
