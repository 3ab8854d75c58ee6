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

class GenerateContentIT {
    private static final String PLAIN = "/v1beta/models/m:generateContent";
    private static final String STREAMED = "/v1beta/models/m:streamGenerateContent?alt=sse";
    private static final String QUESTION = """
        "contents": [{"role": "user", "parts": [{"text": "How much interest does the savings account earn?"}]}]\
        """;
    private static final String ANSWER =
            "Our savings account pays 2.25 percent a year. The interest is credited at the end of each quarter.";
    private static final String BALANCE_TOOL = """
        "tools": [{"functionDeclarations": [{"name": "get_account_balance", "parametersJsonSchema": {
          "type": "object", "required": ["account_id"], "properties": {"account_id": {"type": "string"}}}}]}]\
        """;

    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    private static String said(List<Event> events, boolean thought) {
        return events.stream()
                .map(event -> event.json().at("/candidates/0/content/parts/0"))
                .filter(part -> part.path("thought").asBoolean(false) == thought)
                .map(part -> part.path("text").asString(""))
                .collect(Collectors.joining());
    }

    @Test
    void answersPlainAndStreamedAndThinksFirstWhenAsked() throws Exception {
        String body = "{" + QUESTION + ", \"generationConfig\": {\"thinkingConfig\": {\"includeThoughts\": true}}}";
        JsonNode plain = SIMULATOR.json(PLAIN, body);
        List<Event> events = SIMULATOR.stream(STREAMED, body);

        assertThat(plain.at("/candidates/0/content/parts/1/text").stringValue()).isEqualTo(ANSWER);
        assertThat(said(events, false)).isEqualTo(ANSWER);
        assertThat(said(events, true))
                .isEqualTo(plain.at("/candidates/0/content/parts/0/text").stringValue());
        JsonNode last = events.getLast().json();
        assertThat(last.at("/candidates/0/finishReason").stringValue()).isEqualTo("STOP");
        assertThat(last.path("usageMetadata")).isEqualTo(plain.path("usageMetadata"));
        assertThat(last.at("/usageMetadata/thoughtsTokenCount").intValue()).isPositive();
    }

    @Test
    void callsFunctionsAndReportsTheirResults() throws Exception {
        JsonNode calls = SIMULATOR.json(PLAIN, """
            {%s, "contents": [{"parts": [{"text": "What is the balance of AB-1234 and of AB-5678?"}]}]}\
            """.formatted(BALANCE_TOOL)).at("/candidates/0/content/parts");
        JsonNode reported = SIMULATOR.json(PLAIN, """
            {%s, "contents": [{"role": "user", "parts": [{"text": "What is the balance of AB-1234?"}]},
              {"role": "model", "parts": [{"functionCall": {"name": "get_account_balance", "args": {"account_id": "AB-1234"}}}]},
              {"role": "user", "parts": [{"functionResponse": {"name": "get_account_balance",
                "response": {"result": "1,204.10 dollars"}}}]}]}\
            """.formatted(BALANCE_TOOL));

        assertThat(calls.values())
                .extracting(part -> part.at("/functionCall/args/account_id").stringValue())
                .containsExactly("AB-1234", "AB-5678");
        assertThat(calls.at("/0/thoughtSignature").stringValue()).isNotEmpty();
        assertThat(reported.at("/candidates/0/content/parts/0/text").stringValue())
                .isEqualTo("According to get_account_balance: 1,204.10 dollars.");
    }

    @Test
    void answersInJsonAndEndsAtItsLimit() throws Exception {
        JsonNode json = SIMULATOR.json(PLAIN, """
            {%s, "generationConfig": {"responseMimeType": "application/json", "responseJsonSchema":
              {"type": "object", "required": ["rate"], "properties": {"rate": {"type": "number"}}}}}\
            """.formatted(QUESTION));
        JsonNode shortened =
                SIMULATOR.json(PLAIN, "{" + QUESTION + ", \"generationConfig\": {\"maxOutputTokens\": 5}}");

        assertThat(json.at("/candidates/0/content/parts/0/text").stringValue()).contains("\"rate\"");
        assertThat(shortened.at("/candidates/0/finishReason").stringValue()).isEqualTo("MAX_TOKENS");
        assertThat(shortened.at("/usageMetadata/candidatesTokenCount").intValue())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"contents": []}                                                                | contents
        {"contents": [{"role": "assistant", "parts": [{"text": "x"}]}]}                  | contents[0].role
        {"contents": [{"parts": []}]}                                                   | contents[0].parts
        {"contents": [{"parts": [{"text": "x"}]}], "temperature": 1}                      | temperature
        {"contents": [{"parts": [{"text": "x"}]}], "generationConfig": {"temperature": 3}} | generationConfig.temperature
        """)
    void blamesTheFieldThatIsWrong(String body, String param) throws Exception {
        HttpResponse<String> response = SIMULATOR.post(PLAIN, body);

        JsonNode error = RunningSimulator.JSON.readTree(response.body()).path("error");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error.path("status").stringValue()).isEqualTo("INVALID_ARGUMENT");
        assertThat(error.path("message").stringValue()).contains(param);
    }

    @Test
    void saysWhenToTryAgainAndRefusesOtherPaths() throws Exception {
        SIMULATOR.dial("m", "{\"errorRate\": {\"503\": 1}}");

        assertThat(SIMULATOR.post(PLAIN, "{" + QUESTION + "}").body()).contains("UNAVAILABLE", "\"retryDelay\":\"1s\"");
        assertThat(SIMULATOR.post("/v1beta/models/m:countTokens", "{}").statusCode())
                .isEqualTo(404);
    }
}
