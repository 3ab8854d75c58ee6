package io.plumbline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ClientException;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Tool;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.RateLimitException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The vendors' own clients understand the simulator.
class OfficialClientsIT {
    private static final String QUESTION = "How much interest does the savings account earn?";
    private static final String ANSWER =
            "Our savings account pays 2.25 percent a year. The interest is credited at the end of each quarter.";

    @RegisterExtension
    static final RunningSimulator SIMULATOR = new RunningSimulator("sk-test");

    private static OpenAIClient openAi;
    private static AnthropicClient anthropic;
    private static Client gemini;

    @BeforeAll
    static void connect() {
        String url = "http://127.0.0.1:" + SIMULATOR.port();
        openAi = OpenAIOkHttpClient.builder()
                .baseUrl(url + "/v1")
                .apiKey("sk-test")
                .maxRetries(0)
                .build();
        gemini = Client.builder()
                .apiKey("sk-test")
                .httpOptions(HttpOptions.builder()
                        .baseUrl(url)
                        .apiVersion("v1beta")
                        .retryOptions(HttpRetryOptions.builder().attempts(1))
                        .build())
                .build();
        anthropic = AnthropicOkHttpClient.builder()
                .baseUrl(url)
                .apiKey("sk-test")
                .maxRetries(0)
                .build();
    }

    @AfterAll
    static void disconnect() {
        openAi.close();
        anthropic.close();
        gemini.close();
    }

    @Test
    void openAiCompletesAChat() {
        ChatCompletion completion = openAi.chat().completions().create(chat().build());

        assertThat(completion.choices().getFirst().message().content()).hasValue(ANSWER);
        assertThat(completion.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        assertThat(completion.usage().orElseThrow().completionTokens()).isPositive();
        assertThat(completion.validate()).isSameAs(completion);
    }

    @Test
    void openAiAccumulatesAStreamWithUsage() {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        ChatCompletionCreateParams request = chat().streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();

        try (StreamResponse<ChatCompletionChunk> stream =
                openAi.chat().completions().createStreaming(request)) {
            stream.stream().forEach(accumulator::accumulate);
        }

        assertThat(accumulator.chatCompletion().choices().getFirst().message().content())
                .hasValue(ANSWER);
        assertThat(accumulator.chatCompletion().usage().orElseThrow().totalTokens())
                .isPositive();
    }

    @Test
    void openAiAccumulatesParallelToolCalls() {
        FunctionParameters parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .putAdditionalProperty("required", JsonValue.from(List.of("city")))
                .build();
        ChatCompletionCreateParams request = ChatCompletionCreateParams.builder()
                .model("m")
                .addUserMessage("What is the weather in Paris and in London?")
                .addFunctionTool(FunctionDefinition.builder()
                        .name("get_weather")
                        .parameters(parameters)
                        .build())
                .build();
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();

        try (StreamResponse<ChatCompletionChunk> stream =
                openAi.chat().completions().createStreaming(request)) {
            stream.stream().forEach(accumulator::accumulate);
        }

        assertThat(accumulator
                        .chatCompletion()
                        .choices()
                        .getFirst()
                        .message()
                        .toolCalls()
                        .orElseThrow())
                .extracting(call -> call.asFunction().function().arguments())
                .containsExactly("{\"city\":\"Paris\"}", "{\"city\":\"London\"}");
    }

    @Test
    void openAiEmbedsText() {
        EmbeddingCreateParams request = EmbeddingCreateParams.builder()
                .model("e")
                .input("opening hours")
                .dimensions(64)
                .build();

        assertThat(openAi.embeddings().create(request).data().getFirst().embedding())
                .hasSize(64);
        assertThat(openAi.models().list().data()).isNotEmpty();
    }

    @Test
    void openAiSeesErrorsAndTornAnswersAsSuch() throws Exception {
        SIMULATOR.dial("m", "{\"errorRate\": {\"429\": 1}}");
        assertThatThrownBy(() -> openAi.chat().completions().create(chat().build()))
                .isInstanceOfSatisfying(
                        RateLimitException.class,
                        error -> assertThat(error.code()).hasValue("rate_limit_exceeded"));

        SIMULATOR.dial("m", "{\"malformed\": 1}");
        assertThatThrownBy(() -> openAi.chat().completions().create(chat().build()))
                .isInstanceOf(OpenAIInvalidDataException.class);
    }

    @Test
    void anthropicCreatesAMessage() {
        Message message = anthropic.messages().create(message().build());

        assertThat(message.content().getFirst().asText().text()).isEqualTo(ANSWER);
        assertThat(message.stopReason()).hasValue(StopReason.END_TURN);
        assertThat(message.usage().outputTokens()).isPositive();
        assertThat(message.validate()).isSameAs(message);
    }

    @Test
    void anthropicStreamsAMessage() {
        List<RawMessageStreamEvent> events;
        try (com.anthropic.core.http.StreamResponse<RawMessageStreamEvent> stream =
                anthropic.messages().createStreaming(message().build())) {
            events = stream.stream().map(RawMessageStreamEvent::validate).toList();
        }

        String text = events.stream()
                .flatMap(event -> event.contentBlockDelta().stream())
                .map(delta -> delta.delta().asText().text())
                .collect(Collectors.joining());
        assertThat(text).isEqualTo(ANSWER);
        assertThat(events.getLast().isMessageStop()).isTrue();
    }

    @Test
    void anthropicSeesErrorsAsSuch() throws Exception {
        SIMULATOR.dial("m", "{\"errorRate\": {\"429\": 1}}");

        assertThatThrownBy(() -> anthropic.messages().create(message().build()))
                .isInstanceOf(com.anthropic.errors.RateLimitException.class);
    }

    @Test
    void geminiGeneratesContent() {
        GenerateContentConfig config = GenerateContentConfig.builder()
                .systemInstruction(Content.fromParts(Part.fromText("You serve a bank.")))
                .maxOutputTokens(200)
                .build();

        GenerateContentResponse response = gemini.models.generateContent("m", QUESTION, config);

        assertThat(response.text()).isEqualTo(ANSWER);
        assertThat(response.finishReason().knownEnum()).isEqualTo(FinishReason.Known.STOP);
        assertThat(response.usageMetadata().orElseThrow().candidatesTokenCount().orElseThrow())
                .isPositive();
    }

    @Test
    void geminiStreamsContent() {
        StringBuilder text = new StringBuilder();
        FinishReason last = null;

        try (ResponseStream<GenerateContentResponse> stream =
                gemini.models.generateContentStream("m", QUESTION, null)) {
            for (GenerateContentResponse piece : stream) {
                text.append(piece.text());
                last = piece.finishReason();
            }
        }

        assertThat(text).hasToString(ANSWER);
        assertThat(last.knownEnum()).isEqualTo(FinishReason.Known.STOP);
    }

    @Test
    void geminiCallsFunctions() {
        FunctionDeclaration weather = FunctionDeclaration.builder()
                .name("get_weather")
                .parametersJsonSchema(Map.of("type", "object", "properties", Map.of("city", Map.of("type", "string"))))
                .build();
        GenerateContentConfig config = GenerateContentConfig.builder()
                .tools(Tool.builder().functionDeclarations(weather))
                .build();

        GenerateContentResponse response =
                gemini.models.generateContent("m", "What is the weather in Paris and in London?", config);

        assertThat(response.functionCalls())
                .extracting(call -> call.args().orElseThrow().get("city"))
                .containsExactly("Paris", "London");
    }

    @Test
    void geminiSeesErrorsAsSuch() throws Exception {
        SIMULATOR.dial("m", "{\"errorRate\": {\"429\": 1}}");

        assertThatThrownBy(() -> gemini.models.generateContent("m", QUESTION, null))
                .isInstanceOfSatisfying(
                        ClientException.class,
                        error -> assertThat(error.status()).isEqualTo("RESOURCE_EXHAUSTED"));
    }

    private static ChatCompletionCreateParams.Builder chat() {
        return ChatCompletionCreateParams.builder()
                .model("m")
                .addSystemMessage("You serve a bank.")
                .addUserMessage(QUESTION);
    }

    private static MessageCreateParams.Builder message() {
        return MessageCreateParams.builder().model("m").maxTokens(200).addUserMessage(QUESTION);
    }
}
