package io.plumbline.simulator;

import static io.plumbline.simulator.RunningSimulator.chat;
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

class ChatCompletionsIT {
    private static final String PATH = "/v1/chat/completions";
    private static final String SAVINGS = "How much interest does the savings account earn?";
    private static final String SAVINGS_ANSWER =
            "Our savings account pays 2.25 percent a year. The interest is credited at the end of each quarter.";
    private static final String WEATHER_TOOL = """
            "tools": [{"type": "function", "function": {"name": "get_weather", "description": "Weather of a place",
              "parameters": {"type": "object", "required": ["city", "unit"], "properties": {
                "city": {"type": "string"}, "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]}}}}}]""";

    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator();

    @Test
    void answersFromTheKnowledge() throws Exception {
        JsonNode completion = SIMULATOR.json(PATH, chat("m", SAVINGS));

        assertThat(completion.path("object").stringValue()).isEqualTo("chat.completion");
        assertThat(completion.path("model").stringValue()).isEqualTo("m");
        assertThat(completion.path("id").stringValue()).startsWith("chatcmpl-");
        assertThat(completion.path("system_fingerprint").stringValue()).isEqualTo("fp_simulator_seed_1");
        JsonNode choice = completion.at("/choices/0");
        assertThat(choice.at("/message/role").stringValue()).isEqualTo("assistant");
        assertThat(choice.at("/message/content").stringValue()).isEqualTo(SAVINGS_ANSWER);
        assertThat(choice.path("finish_reason").stringValue()).isEqualTo("stop");
    }

    @Test
    void saysThatItDoesNotKnow() throws Exception {
        assertThat(SIMULATOR.ask("m", "Who painted the Mona Lisa?")).startsWith("I do not know");
    }

    @Test
    void streamsWhatItAnswersPlainly() throws Exception {
        JsonNode plain = SIMULATOR.json(PATH, chat("m", SAVINGS));

        List<Event> events = SIMULATOR.stream(
                PATH, chat("m", SAVINGS, "\"stream\": true, \"stream_options\": {\"include_usage\": true}"));

        assertThat(events.getLast().data()).isEqualTo("[DONE]");
        List<JsonNode> chunks = chunks(events);
        assertThat(chunks.getFirst().at("/choices/0/delta/role").stringValue()).isEqualTo("assistant");
        assertThat(content(chunks, 0)).isEqualTo(SAVINGS_ANSWER);
        assertThat(chunks).hasSizeGreaterThan(20);
        JsonNode usage = chunks.getLast();
        assertThat(usage.path("choices")).isEmpty();
        assertThat(usage.path("usage")).isEqualTo(plain.path("usage"));
        JsonNode finish = chunks.get(chunks.size() - 2);
        assertThat(finish.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
        assertThat(chunks.stream().map(chunk -> chunk.path("id").stringValue()).distinct())
                .hasSize(1);
    }

    @Test
    void sendsNoUsageChunkUnlessAsked() throws Exception {
        List<Event> events = SIMULATOR.stream(PATH, chat("m", SAVINGS, "\"stream\": true"));

        assertThat(events).noneMatch(event -> event.data().contains("usage"));
    }

    @Test
    void countsPlausibleTokens() throws Exception {
        JsonNode usage = SIMULATOR.json(PATH, chat("m", SAVINGS)).path("usage");

        int words = SAVINGS_ANSWER.split(" ").length;
        assertThat(usage.path("completion_tokens").intValue()).isBetween(words, words * 2);
        assertThat(usage.path("prompt_tokens").intValue()).isBetween(8, 20);
        assertThat(usage.path("total_tokens").intValue())
                .isEqualTo(usage.path("prompt_tokens").intValue()
                        + usage.path("completion_tokens").intValue());
    }

    @ParameterizedTest
    @CsvSource({"max_tokens, 1", "max_tokens, 7", "max_completion_tokens, 12"})
    void honoursTheLargestNumberOfTokens(String field, int most) throws Exception {
        JsonNode completion = SIMULATOR.json(PATH, chat("m", SAVINGS, "\"" + field + "\": " + most));

        assertThat(completion.at("/choices/0/finish_reason").stringValue()).isEqualTo("length");
        assertThat(completion.at("/usage/completion_tokens").intValue()).isEqualTo(most);
        assertThat(completion.at("/choices/0/message/content").stringValue()).isNotEmpty();
        assertThat(SAVINGS_ANSWER)
                .startsWith(completion.at("/choices/0/message/content").stringValue());
    }

    @Test
    void stopsBeforeAStopSequence() throws Exception {
        JsonNode completion = SIMULATOR.json(PATH, chat("m", SAVINGS, "\"stop\": [\"quarter\", \" a year\"]"));

        assertThat(completion.at("/choices/0/message/content").stringValue())
                .isEqualTo("Our savings account pays 2.25 percent");
        assertThat(completion.at("/choices/0/finish_reason").stringValue()).isEqualTo("stop");
    }

    @Test
    void givesSeveralChoicesPlainAndStreamed() throws Exception {
        JsonNode completion = SIMULATOR.json(PATH, chat("m", SAVINGS, "\"n\": 3"));
        List<JsonNode> chunks = chunks(SIMULATOR.stream(PATH, chat("m", SAVINGS, "\"n\": 3, \"stream\": true")));

        List<String> texts = completion.path("choices").values().stream()
                .map(choice -> choice.at("/message/content").stringValue())
                .toList();
        assertThat(texts).hasSize(3).doesNotHaveDuplicates().allMatch(text -> text.endsWith(SAVINGS_ANSWER));
        assertThat(List.of(content(chunks, 0), content(chunks, 1), content(chunks, 2)))
                .isEqualTo(texts);
    }

    @Test
    void callsAToolOnceForEachThingAsked() throws Exception {
        String question = "What is the weather in Paris and in New York, in fahrenheit?";

        JsonNode choice =
                SIMULATOR.json(PATH, chat("m", question, WEATHER_TOOL)).at("/choices/0");

        assertThat(choice.path("finish_reason").stringValue()).isEqualTo("tool_calls");
        assertThat(choice.at("/message/content").isNull()).isTrue();
        assertThat(choice.at("/message/tool_calls").values())
                .extracting(call -> call.at("/function/arguments").stringValue())
                .containsExactly(
                        "{\"city\":\"Paris\",\"unit\":\"fahrenheit\"}",
                        "{\"city\":\"New York\",\"unit\":\"fahrenheit\"}");
        assertThat(choice.at("/message/tool_calls").values())
                .extracting(call -> call.path("id").stringValue())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.startsWith("call_"));
    }

    @Test
    void streamsParallelToolCallsInFragments() throws Exception {
        List<JsonNode> chunks = chunks(SIMULATOR.stream(
                PATH, chat("m", "What is the weather in Paris and in London?", WEATHER_TOOL + ", \"stream\": true")));

        assertThat(arguments(chunks, 0)).isEqualTo("{\"city\":\"Paris\",\"unit\":\"celsius\"}");
        assertThat(arguments(chunks, 1)).isEqualTo("{\"city\":\"London\",\"unit\":\"celsius\"}");
        assertThat(chunks.getLast().at("/choices/0/finish_reason").stringValue())
                .isEqualTo("tool_calls");
    }

    @Test
    void makesOneCallWhereParallelCallsAreOff() throws Exception {
        JsonNode completion = SIMULATOR.json(
                PATH,
                chat("m", "The weather in Paris and in London?", WEATHER_TOOL + ", \"parallel_tool_calls\": false"));

        assertThat(completion.at("/choices/0/message/tool_calls")).hasSize(1);
    }

    @Test
    void leavesToolsAloneThatTheQuestionDoesNotAskFor() throws Exception {
        assertThat(SIMULATOR
                        .json(PATH, chat("m", SAVINGS, WEATHER_TOOL))
                        .at("/choices/0/message/content")
                        .stringValue())
                .isEqualTo(SAVINGS_ANSWER);
        assertThat(SIMULATOR
                        .json(PATH, chat("m", "Weather in Paris?", WEATHER_TOOL + ", \"tool_choice\": \"none\""))
                        .at("/choices/0/message")
                        .has("tool_calls"))
                .isFalse();
    }

    @Test
    void reportsWhatAToolReturned() throws Exception {
        JsonNode completion = SIMULATOR.json(PATH, """
                {"model": "m", %s, "messages": [
                  {"role": "user", "content": "What is the weather in Paris?"},
                  {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function",
                    "function": {"name": "get_weather", "arguments": "{}"}}]},
                  {"role": "tool", "tool_call_id": "call_1", "content": "{\\"temperature\\": 21, \\"sky\\": \\"clear\\"}"}]}
                """.formatted(WEATHER_TOOL));

        assertThat(completion.at("/choices/0/message/content").stringValue())
                .isEqualTo("According to get_weather: temperature 21, sky clear.");
    }

    @Test
    void answersWithAJsonObject() throws Exception {
        JsonNode answer = RunningSimulator.JSON.readTree(SIMULATOR
                .json(PATH, chat("m", SAVINGS, "\"response_format\": {\"type\": \"json_object\"}"))
                .at("/choices/0/message/content")
                .stringValue());

        assertThat(answer.path("answer").stringValue()).isEqualTo(SAVINGS_ANSWER);
        assertThat(answer.path("topic").stringValue()).isEqualTo("savings");
    }

    @Test
    void answersWithJsonThatFitsTheSchema() throws Exception {
        String format = """
                "response_format": {"type": "json_schema", "json_schema": {"name": "verdict", "strict": true, "schema": {
                  "type": "object", "additionalProperties": false, "required": ["reply", "topic", "score", "tags"],
                  "properties": {"reply": {"type": "string"}, "topic": {"enum": ["cards", "savings", "loans"]},
                    "score": {"type": "integer", "minimum": 1, "maximum": 5},
                    "tags": {"type": "array", "minItems": 2, "items": {"type": "string", "maxLength": 10}}}}}}""";

        JsonNode answer = RunningSimulator.JSON.readTree(SIMULATOR
                .json(PATH, chat("m", SAVINGS, format))
                .at("/choices/0/message/content")
                .stringValue());

        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("reply", "topic", "score", "tags");
        assertThat(answer.path("reply").stringValue()).isEqualTo(SAVINGS_ANSWER);
        assertThat(answer.path("topic").stringValue()).isEqualTo("savings");
        assertThat(answer.path("score").intValue()).isBetween(1, 5);
        assertThat(answer.path("tags").values())
                .hasSize(2)
                .allMatch(tag -> tag.stringValue().length() <= 10);
    }

    @Test
    void givesLogProbabilitiesOfEachToken() throws Exception {
        JsonNode completion = SIMULATOR.json(PATH, chat("m", SAVINGS, "\"logprobs\": true, \"top_logprobs\": 2"));

        List<JsonNode> content =
                List.copyOf(completion.at("/choices/0/logprobs/content").values());
        assertThat(content.stream()
                        .map(entry -> entry.path("token").stringValue())
                        .collect(Collectors.joining()))
                .isEqualTo(SAVINGS_ANSWER);
        assertThat(content).allSatisfy(entry -> {
            assertThat(entry.path("logprob").doubleValue()).isBetween(-1.5, 0.0);
            assertThat(entry.path("top_logprobs")).hasSize(2);
        });
    }

    @Test
    void repeatsPersonalDataAndPlaceholdersBack() throws Exception {
        assertThat(SIMULATOR.ask("m", "I lost my card, please write to anna@example.com"))
                .startsWith("Freeze the card")
                .contains("I will write to anna@example.com");
        assertThat(SIMULATOR.ask("m", "I lost my card, please write to <EMAIL_ADDRESS_1>"))
                .startsWith("Freeze the card")
                .contains("I will write to <EMAIL_ADDRESS_1>");
    }

    @Test
    void readsPartsAndPassesByWhatItDoesNotKnow() throws Exception {
        JsonNode completion = SIMULATOR.json(PATH, """
                {"model": "m", "some_new_field": {"a": 1}, "messages": [
                  {"role": "developer", "content": "Be brief."},
                  {"role": "user", "content": [
                    {"type": "image_url", "image_url": {"url": "data:image/png;base64,AAAA"}},
                    {"type": "text", "text": "How much interest does the savings account earn?"}]}]}""");

        assertThat(completion.at("/choices/0/message/content").stringValue()).isEqualTo(SAVINGS_ANSWER);
        assertThat(completion.at("/usage/prompt_tokens").intValue()).isGreaterThan(85);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"messages": [{"role": "user", "content": "x"}]}                          | model
            {"model": "m"}                                                            | messages
            {"model": "m", "messages": []}                                            | messages
            {"model": "m", "messages": [{"role": "king", "content": "x"}]}            | messages[0].role
            {"model": "m", "messages": [{"role": "user", "content": 7}]}              | messages[0].content
            {"model": "m", "messages": [{"role": "tool", "content": "x", "tool_call_id": "c"}]} | messages[0].tool_call_id
            {"model": "m", "messages": [{"role": "user", "content": "x"}], "n": 0}    | n
            {"model": "m", "messages": [{"role": "user", "content": "x"}], "max_tokens": "5"} | max_tokens
            {"model": "m", "messages": [{"role": "user", "content": "x"}], "stream_options": {}} | stream_options
            {"model": "m", "messages": [{"role": "user", "content": "x"}], "response_format": {"type": "xml"}} | response_format.type
            """)
    void blamesTheFieldThatIsWrong(String body, String param) throws Exception {
        HttpResponse<String> response = SIMULATOR.post(PATH, body);

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode error = RunningSimulator.JSON.readTree(response.body()).path("error");
        assertThat(error.path("type").stringValue()).isEqualTo("invalid_request_error");
        assertThat(error.path("param").stringValue()).isEqualTo(param);
        assertThat(error.path("message").stringValue()).contains(param);
    }

    private static List<JsonNode> chunks(List<Event> events) {
        return events.stream()
                .filter(event -> !event.data().equals("[DONE]"))
                .map(Event::json)
                .toList();
    }

    private static String content(List<JsonNode> chunks, int choice) {
        return chunks.stream()
                .flatMap(chunk -> chunk.path("choices").values().stream())
                .filter(each -> each.path("index").intValue() == choice)
                .map(each -> each.at("/delta/content").asString(""))
                .collect(Collectors.joining());
    }

    private static String arguments(List<JsonNode> chunks, int call) {
        return chunks.stream()
                .flatMap(chunk -> chunk.at("/choices/0/delta/tool_calls").values().stream())
                .filter(each -> each.path("index").intValue() == call)
                .map(each -> each.at("/function/arguments").stringValue())
                .collect(Collectors.joining());
    }
}
