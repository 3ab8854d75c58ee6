package io.plumbline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.RunningSimulator.Event;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MessagesIT {
    private static final String PATH = "/v1/messages";
    private static final String ANSWER =
            "Our savings account pays 2.25 percent a year. The interest is credited at the end of each quarter.";
    private static final String QUESTION = """
        "model": "m", "system": "You serve a bank.",
        "messages": [{"role": "user", "content": "How much interest does the savings account earn?"}]\
        """;
    private static final String BALANCE_TOOL = """
        "tools": [{"name": "get_account_balance", "description": "Balance of an account", "input_schema": {
          "type": "object", "required": ["account_id"], "properties": {"account_id": {"type": "string"}}}}]\
        """;

    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    @Test
    void answersFromTheKnowledge() throws Exception {
        JsonNode message = SIMULATOR.json(PATH, "{\"max_tokens\": 200, " + QUESTION + "}");

        assertThat(message.path("type").stringValue()).isEqualTo("message");
        assertThat(message.path("role").stringValue()).isEqualTo("assistant");
        assertThat(message.path("id").stringValue()).startsWith("msg_");
        assertThat(message.at("/content/0/type").stringValue()).isEqualTo("text");
        assertThat(message.at("/content/0/text").stringValue()).isEqualTo(ANSWER);
        assertThat(message.path("stop_reason").stringValue()).isEqualTo("end_turn");
        assertThat(message.path("stop_sequence").isNull()).isTrue();
    }

    @Test
    void streamsFromMessageStartToMessageStop() throws Exception {
        JsonNode plain = SIMULATOR.json(PATH, "{\"max_tokens\": 200, " + QUESTION + "}");

        List<Event> events = SIMULATOR.stream(PATH, "{\"stream\": true, \"max_tokens\": 200, " + QUESTION + "}");

        assertThat(events)
                .allSatisfy(event ->
                        assertThat(event.json().path("type").stringValue()).isEqualTo(event.name()));
        List<String> names =
                events.stream().map(event -> String.valueOf(event.name())).toList();
        assertThat(names).startsWith("message_start", "content_block_start", "ping", "content_block_delta");
        assertThat(names).endsWith("content_block_delta", "content_block_stop", "message_delta", "message_stop");
        assertThat(deltas(events, 0, "text")).isEqualTo(ANSWER);
        JsonNode last = events.get(events.size() - 2).json();
        assertThat(last.at("/delta/stop_reason").stringValue()).isEqualTo("end_turn");
        assertThat(last.at("/usage/output_tokens")).isEqualTo(plain.at("/usage/output_tokens"));
        assertThat(events.getFirst().json().at("/message/usage/input_tokens"))
                .isEqualTo(plain.at("/usage/input_tokens"));
    }

    @Test
    void thinksFirstWhenItIsAskedTo() throws Exception {
        String thinking = "\"thinking\": {\"type\": \"enabled\", \"budget_tokens\": 1024}, \"max_tokens\": 2000, ";
        JsonNode plain = SIMULATOR.json(PATH, "{" + thinking + QUESTION + "}");
        List<Event> events = SIMULATOR.stream(PATH, "{\"stream\": true, " + thinking + QUESTION + "}");

        assertThat(plain.at("/content/0/type").stringValue()).isEqualTo("thinking");
        assertThat(plain.at("/content/1/text").stringValue()).isEqualTo(ANSWER);
        assertThat(deltas(events, 0, "thinking"))
                .isEqualTo(plain.at("/content/0/thinking").stringValue());
        assertThat(deltas(events, 0, "signature"))
                .isEqualTo(plain.at("/content/0/signature").stringValue())
                .isNotEmpty();
        assertThat(deltas(events, 1, "text")).isEqualTo(ANSWER);
        assertThat(events.get(events.size() - 2).json().at("/usage/output_tokens"))
                .isEqualTo(plain.at("/usage/output_tokens"));
    }

    @Test
    void asksForToolsPlainAndStreamed() throws Exception {
        String body = """
            "max_tokens": 200, "model": "m", %s,
            "messages": [{"role": "user", "content": "What is the balance of AB-1234 and of AB-5678?"}]\
            """.formatted(BALANCE_TOOL);

        JsonNode message = SIMULATOR.json(PATH, "{" + body + "}");
        List<Event> events = SIMULATOR.stream(PATH, "{\"stream\": true, " + body + "}");

        assertThat(message.path("stop_reason").stringValue()).isEqualTo("tool_use");
        assertThat(message.path("content").values())
                .extracting(block -> block.at("/input/account_id").stringValue())
                .containsExactly("AB-1234", "AB-5678");
        assertThat(deltas(events, 0, "partial_json")).isEqualTo("{\"account_id\":\"AB-1234\"}");
        assertThat(deltas(events, 1, "partial_json")).isEqualTo("{\"account_id\":\"AB-5678\"}");
        assertThat(events.get(events.size() - 2).json().at("/delta/stop_reason").stringValue())
                .isEqualTo("tool_use");
    }

    @Test
    void reportsWhatAToolReturned() throws Exception {
        JsonNode message = SIMULATOR.json(PATH, """
            {"model": "m", "max_tokens": 200, %s, "messages": [
              {"role": "user", "content": "What is the balance of AB-1234?"},
              {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1",
                "name": "get_account_balance", "input": {"account_id": "AB-1234"}}]},
              {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1",
                "content": [{"type": "text", "text": "1,204.10 dollars"}]}]}]}\
            """.formatted(BALANCE_TOOL));

        assertThat(message.at("/content/0/text").stringValue())
                .isEqualTo("According to get_account_balance: 1,204.10 dollars.");
    }

    @Test
    void endsAtItsLimits() throws Exception {
        JsonNode shortened = SIMULATOR.json(PATH, "{\"max_tokens\": 5, " + QUESTION + "}");
        JsonNode stopped =
                SIMULATOR.json(PATH, "{\"max_tokens\": 99, \"stop_sequences\": [\" percent\"], " + QUESTION + "}");

        assertThat(shortened.path("stop_reason").stringValue()).isEqualTo("max_tokens");
        assertThat(shortened.at("/usage/output_tokens").intValue()).isEqualTo(5);
        assertThat(stopped.path("stop_reason").stringValue()).isEqualTo("stop_sequence");
        assertThat(stopped.path("stop_sequence").stringValue()).isEqualTo(" percent");
        assertThat(stopped.at("/content/0/text").stringValue()).isEqualTo("Our savings account pays 2.25");
    }

    @Test
    void countsTheTokensThatTheMessageThenUses() throws Exception {
        JsonNode counted = SIMULATOR.json(PATH + "/count_tokens", "{" + QUESTION + "}");
        JsonNode message = SIMULATOR.json(PATH, "{\"max_tokens\": 200, " + QUESTION + "}");

        assertThat(counted.path("input_tokens")).isEqualTo(message.at("/usage/input_tokens"));
        assertThat(SIMULATOR.getJson("/control/m").at("/counters/calls").intValue())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"model": "m", "messages": [{"role": "user", "content": "x"}]}                      | max_tokens
        {"model": "m", "max_tokens": 5, "messages": []}                                     | messages
        {"model": "m", "max_tokens": 5, "messages": [{"role": "system", "content": "x"}]}   | messages[0].role
        {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t"}]}]} | messages[0].content[0].tool_use_id
        {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "x"}], "temperature": 1.5} | temperature
        {"model": "m", "max_tokens": 5, "messages": [{"role": "user", "content": "x"}], "temperature": 1e400} | temperature
        """)
    void blamesTheFieldThatIsWrong(String body, String param) throws Exception {
        HttpResponse<String> response = SIMULATOR.post(PATH, body);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = RunningSimulator.JSON.readTree(response.body());
        assertThat(error.path("type").stringValue()).isEqualTo("error");
        assertThat(error.at("/error/type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(error.at("/error/message").stringValue()).contains(param);
        assertThat(response.headers().firstValue("request-id"))
                .hasValue(error.path("request_id").stringValue());
    }

    private static String deltas(List<Event> events, int index, String field) {
        return events.stream()
                .map(Event::json)
                .filter(event -> event.path("type").stringValue().equals("content_block_delta"))
                .filter(event -> event.path("index").intValue() == index)
                .map(event -> event.path("delta").path(field).asString(""))
                .collect(Collectors.joining());
    }
}
