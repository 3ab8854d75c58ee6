package io.plumbline.gateway.provider.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.exchange.AnswerSchema;
import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.Message.Role;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Parameter;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Reasoning;
import io.plumbline.gateway.exchange.Tool;
import io.plumbline.gateway.exchange.ToolChoice;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.exchange.codec.ProviderRefusal;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Requests and answers in the shapes of AWS's API reference (Converse, ConverseStream).
class BedrockCodecTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CLAUDE = "anthropic.claude-sonnet-4-5-20250929-v1:0";
    private static final String LLAMA = "us.meta.llama3-3-70b-instruct-v1:0";
    private static final BedrockCodec CODEC = new BedrockCodec();

    /// What is asked, one thing after another.
    private static final class Asked {
        private final List<Message> messages = new ArrayList<>();
        private final Map<String, Parameter> parameters = new LinkedHashMap<>();
        private List<Tool> tools = List.of();
        private ToolChoice choice;
        private Boolean parallel;
        private AnswerSchema schema;
        private Reasoning reasoning;

        Asked say(Role role, Part... parts) {
            messages.add(new Message(role, List.of(parts), "messages[" + messages.size() + "]"));
            return this;
        }

        Asked with(String name, String json) {
            parameters.put(name, new Parameter(JSON.readTree(json.replace('\'', '"')), name));
            return this;
        }

        Asked tools(ToolChoice newChoice, String... names) {
            tools = List.of(names).stream()
                    .map(name -> new Tool(name, "d", object("{'type':'object'}"), null, "tools"))
                    .toList();
            choice = newChoice;
            return this;
        }

        ModelRequest request() {
            return new ModelRequest(messages, tools, choice, parallel, schema, reasoning, "u-1", parameters);
        }

        ObjectNode on(String model) {
            return CODEC.begin(request(), model).request();
        }
    }

    private static Asked hi() {
        return new Asked().say(Role.USER, text("Hi"));
    }

    private static Part text(String text) {
        return new Part.Text(text, null, "messages[0].content");
    }

    private static ObjectNode object(String json) {
        return JSON.readValue(json.replace('\'', '"'), ObjectNode.class);
    }

    private static JsonNode read(JsonNode node) {
        return JSON.readTree(node.toString());
    }

    private static void refuses(Asked asked, String model, String param) {
        assertThatThrownBy(() -> asked.on(model))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.properties()).containsEntry("param", param));
    }

    private static ModelAnswer answer(ModelRequest request, String json) throws NotAChunkException {
        return CODEC.begin(request, CLAUDE).answer(object(json));
    }

    private static List<Delta> stream(ModelRequest request, String... events) throws NotAChunkException {
        DeltaReader reader = CODEC.begin(request, CLAUDE).deltas();
        List<Delta> deltas = new ArrayList<>();
        for (String event : events) {
            reader.take(event.replace('\'', '"').getBytes(UTF_8), deltas::add);
        }
        reader.close(deltas::add);
        return deltas;
    }

    @Test
    void writesAConversationWithAttachmentsToolsAndThoughts() {
        Asked asked = new Asked()
                .say(Role.SYSTEM, new Part.Text("Be brief.", object("{'cache_control':{'type':'ephemeral'}}"), ""))
                .say(
                        Role.USER,
                        text("What is this?"),
                        new Part.Image(Media.ofBase64("image/png", "iVBO"), "high", "i"),
                        new Part.Document(Media.ofBase64("application/pdf", "JVBE"), "Q3 report_final.pdf", "d"),
                        new Part.Document(Media.ofText("Hi"), "Q3 report/final.pdf", "d"))
                .say(
                        Role.ASSISTANT,
                        new Part.Thought("Hm.", "c2ln", "t"),
                        new Part.Thought("Not mine.", null, "t"),
                        new Part.SealedThought("c2VhbGVk", "t"),
                        new Part.ToolUse("t1", "f", "{\"a\":1}", null, "u"),
                        new Part.ToolUse("t2", "g", "", null, "u"))
                .say(Role.USER, new Part.ToolResult("t1", List.of(text("12.5")), false, "r"))
                .say(
                        Role.USER,
                        new Part.ToolResult(
                                "t2",
                                List.of(text("no"), new Part.Image(Media.ofBase64("image/jpg", "/9j/"), null, "i")),
                                true,
                                "r"),
                        new Part.Text("Go on.", object("{'cache_control':{'type':'ephemeral','ttl':'1h'}}"), ""))
                .say(Role.SYSTEM, text("In German."))
                .tools(ToolChoice.REQUIRED, "f", "g")
                .with("max_tokens", "300")
                .with("temperature", "0.5")
                .with("top_p", "0.9")
                .with("stop", "['END']")
                .with("top_k", "5")
                .with("seed", "7")
                .with("n", "1")
                .with("novel", "{'a':1}");
        assertThat(read(asked.on(CLAUDE))).isEqualTo(object("""
            {'system':[{'text':'Be brief.'},{'cachePoint':{'type':'default'}},{'text':'In German.'}],
             'messages':[
              {'role':'user','content':[{'text':'What is this?'},
                {'image':{'format':'png','source':{'bytes':'iVBO'}}},
                {'document':{'format':'pdf','name':'Q3 report final pdf','source':{'bytes':'JVBE'}}},
                {'document':{'format':'txt','name':'Q3 report final pdf 2','source':{'bytes':'SGk='}}}]},
              {'role':'assistant','content':[
                {'reasoningContent':{'reasoningText':{'text':'Hm.','signature':'c2ln'}}},
                {'reasoningContent':{'redactedContent':'c2VhbGVk'}},
                {'toolUse':{'toolUseId':'t1','name':'f','input':{'a':1}}},
                {'toolUse':{'toolUseId':'t2','name':'g','input':{}}}]},
              {'role':'user','content':[
                {'toolResult':{'toolUseId':'t1','content':[{'text':'12.5'}]}},
                {'toolResult':{'toolUseId':'t2','content':[{'text':'no'},
                  {'image':{'format':'jpeg','source':{'bytes':'/9j/'}}}],'status':'error'}},
                {'text':'Go on.'},{'cachePoint':{'type':'default','ttl':'1h'}}]}],
             'inferenceConfig':{'maxTokens':300,'temperature':0.5,'topP':0.9,'stopSequences':['END']},
             'additionalModelResponseFieldPaths':['/stop_sequence'],
             'additionalModelRequestFields':{'top_k':5,'novel':{'a':1}},
             'toolConfig':{'tools':[
               {'toolSpec':{'name':'f','description':'d','inputSchema':{'json':{'type':'object'}}}},
               {'toolSpec':{'name':'g','description':'d','inputSchema':{'json':{'type':'object'}}}}],
              'toolChoice':{'any':{}}}}"""));
    }

    @Test
    void choosesToolsAsFarAsConverseCan() {
        assertThat(hi().on(CLAUDE).has("toolConfig")).isFalse();
        assertThat(hi().tools(null, "f").on(CLAUDE).path("toolConfig").has("toolChoice"))
                .isFalse();
        assertThat(read(hi().tools(ToolChoice.AUTO, "f").on(CLAUDE).at("/toolConfig/toolChoice")))
                .isEqualTo(object("{'auto':{}}"));
        assertThat(read(hi().tools(ToolChoice.named("f"), "f").on(CLAUDE).at("/toolConfig/toolChoice")))
                .isEqualTo(object("{'tool':{'name':'f'}}"));
        assertThat(hi().tools(ToolChoice.NONE, "f").on(CLAUDE).has("toolConfig"))
                .isFalse();
    }

    @Test
    void namesToolsAsLongAsTheConversationHoldsTheirCalls() {
        Asked none = hi().say(Role.ASSISTANT, new Part.ToolUse("t1", "f", "", null, "u"))
                .say(Role.USER, new Part.ToolResult("t1", List.of(text("1")), false, "r"));
        assertThat(read(none.on(CLAUDE).path("toolConfig"))).isEqualTo(object("""
            {'tools':[{'toolSpec':{'name':'f','inputSchema':{'json':{'type':'object','properties':{}}}}}]}"""));
        JsonNode forbidden = none.tools(ToolChoice.NONE, "f", "g").on(CLAUDE).path("toolConfig");
        assertThat(forbidden.path("tools")).hasSize(2);
        assertThat(forbidden.has("toolChoice")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "anthropic.claude-sonnet-4-5-20250929-v1:0; medium; {'thinking':{'type':'enabled','budget_tokens':4096}}",
                "anthropic.claude-sonnet-4-5-20250929-v1:0; none; {}",
                "openai.gpt-oss-120b-1:0; xhigh; {'reasoning_effort':'high'}",
                "us.amazon.nova-2-lite-v1:0; low; {'reasoningConfig':{'type':'enabled','maxReasoningEffort':'low'}}",
                "us.meta.llama3-3-70b-instruct-v1:0; high; {}"
            })
    void asksEachFamilyToThinkInItsOwnWords(String model, String effort, String fields) {
        Asked asked = hi();
        asked.reasoning = new Reasoning(effort, null, "reasoning_effort");
        JsonNode additional = asked.on(model).path("additionalModelRequestFields");
        assertThat(additional.isMissingNode() ? object("{}") : read(additional)).isEqualTo(object(fields));
    }

    @Test
    void leavesRoomToAnswerBesideThinking() {
        Asked asked = hi().with("max_tokens", "3000");
        asked.reasoning = new Reasoning("high", null, "reasoning_effort");
        String budget = "/additionalModelRequestFields/thinking/budget_tokens";
        assertThat(asked.on(CLAUDE).at(budget).asInt()).isEqualTo(1500);
        asked.reasoning = new Reasoning(null, 2048, "thinking");
        assertThat(asked.on(CLAUDE).at(budget).asInt()).isEqualTo(2048);
        asked.with("max_tokens", "1000").reasoning = new Reasoning("low", null, "reasoning_effort");
        refuses(asked, CLAUDE, "reasoning_effort");
        assertThat(hi().with("top_k", "5").on("amazon.nova-pro-v1:0").path("additionalModelRequestFields"))
                .hasToString("{\"inferenceConfig\":{\"topK\":5}}");
    }

    @Test
    void refusesWhatConverseCannotSayByTheClientsName() {
        refuses(hi().with("n", "2"), LLAMA, "n");
        refuses(hi().with("logprobs", "true"), LLAMA, "logprobs");
        refuses(hi().with("temperature", "1.5"), LLAMA, "temperature");
        refuses(
                hi().say(Role.USER, new Part.Image(Media.ofUrl("s3://b/k"), null, "messages[1].content[0].image_url")),
                LLAMA,
                "messages[1].content[0].image_url");
        refuses(
                hi().say(Role.USER, new Part.Document(Media.ofBase64("application/zip", "UEs="), null, "messages[1]")),
                LLAMA,
                "messages[1]");
        refuses(
                hi().say(Role.ASSISTANT, new Part.ToolUse("t", "f", "[1]", null, "messages[1].tool_calls[0]")),
                LLAMA,
                "messages[1].tool_calls[0]");
        Asked both = hi().tools(null, "f");
        both.schema = new AnswerSchema("a", null, object("{'type':'object'}"), true, "response_format");
        refuses(both, LLAMA, "response_format");
        Asked anyJson = hi();
        anyJson.schema = new AnswerSchema(null, null, null, null, "response_format");
        refuses(anyJson, LLAMA, "response_format");
    }

    @Test
    void asksForASchemaAsAToolAndReadsItsInputAsTheAnswer() throws NotAChunkException {
        Asked asked = hi();
        asked.schema = new AnswerSchema("account", null, object("{'type':'object'}"), true, "response_format");
        assertThat(read(asked.on(CLAUDE).path("toolConfig"))).isEqualTo(object("""
            {'tools':[{'toolSpec':{'name':'account','description':'Gives the answer.','inputSchema':{'json':
              {'type':'object'}}}}],'toolChoice':{'tool':{'name':'account'}}}"""));
        ModelAnswer answer = answer(asked.request(), """
            {'output':{'message':{'role':'assistant','content':[{'toolUse':{'toolUseId':'t','name':'account','input':
              {'id':'AB-1'}}}]}},'stopReason':'tool_use','usage':{'inputTokens':3,'outputTokens':4,'totalTokens':7}}""");
        assertThat(answer.parts()).containsExactly(Part.Text.of("{\"id\":\"AB-1\"}"));
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(stream(
                        asked.request(),
                        "{'contentBlockStart':{'start':{'toolUse':{'toolUseId':'t','name':'account'}},"
                                + "'contentBlockIndex':0}}",
                        "{'contentBlockDelta':{'delta':{'toolUse':{'input':'{}'}},'contentBlockIndex':0}}",
                        "{'messageStop':{'stopReason':'tool_use'}}"))
                .containsExactly(new Delta.Text("{}"), new Delta.Finished(FinishReason.STOP, null), new Delta.Ended());
    }

    @Test
    void readsAnAnswer() throws NotAChunkException {
        ModelAnswer answer = answer(hi().request(), """
            {'output':{'message':{'role':'assistant','content':[
               {'reasoningContent':{'reasoningText':{'text':'Hm.','signature':'c2ln'}}},
               {'reasoningContent':{'redactedContent':'c2VhbGVk'}},
               {'text':'Let me see.'},
               {'citationsContent':{'content':[{'text':'As it says.'}],'citations':[]}},
               {'toolUse':{'toolUseId':'t1','name':'f','input':{'a':1}}},
               {'toolUse':{'toolUseId':'t2','name':'f','input':{'a':2}}}]}},
             'stopReason':'tool_use','metrics':{'latencyMs':1},
             'usage':{'inputTokens':10,'outputTokens':7,'totalTokens':137,'cacheReadInputTokens':100,
                      'cacheWriteInputTokens':20}}""");
        assertThat(answer)
                .isEqualTo(new ModelAnswer(
                        "",
                        CLAUDE,
                        List.of(
                                new Part.Thought("Hm.", "c2ln", ""),
                                new Part.SealedThought("c2VhbGVk", ""),
                                Part.Text.of("Let me see."),
                                Part.Text.of("As it says."),
                                new Part.ToolUse("t1", "f", "{\"a\":1}", null, ""),
                                new Part.ToolUse("t2", "f", "{\"a\":2}", null, "")),
                        FinishReason.TOOL_CALLS,
                        null,
                        new Usage(130, 100, 20, 7, 0)));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,STOP",
        "max_tokens,LENGTH",
        "model_context_window_exceeded,LENGTH",
        "stop_sequence,STOP_SEQUENCE",
        "guardrail_intervened,CONTENT_FILTER",
        "content_filtered,CONTENT_FILTER",
        "of_a_later_version,STOP"
    })
    void saysWhyAnAnswerEnded(String reason, FinishReason expected) throws NotAChunkException {
        ModelAnswer answer = answer(hi().request(), """
            {'output':{'message':{'role':'assistant','content':[{'text':'A'}]}},'stopReason':'%s','usage':{},
             'additionalModelResponseFields':{'stop_sequence':'END'}}""".formatted(reason));
        assertThat(answer.finishReason()).isEqualTo(expected);
        assertThat(answer.stopSequence()).isEqualTo("END");
    }

    @Test
    void takesOneCallWhereTheClientTakesNoMore() throws NotAChunkException {
        Asked asked = hi().tools(null, "f");
        asked.parallel = false;
        ModelAnswer answer = answer(asked.request(), """
            {'output':{'message':{'role':'assistant','content':[
               {'toolUse':{'toolUseId':'t1','name':'f','input':{}}},{'toolUse':{'toolUseId':'t2','name':'f','input':{}}}]}},
             'stopReason':'tool_use','usage':{}}""");
        assertThat(answer.parts()).containsExactly(new Part.ToolUse("t1", "f", "{}", null, ""));
        assertThat(stream(
                        asked.request(),
                        "{'contentBlockStart':{'start':{'toolUse':{'toolUseId':'t1','name':'f'}},'contentBlockIndex':0}}",
                        "{'contentBlockDelta':{'delta':{'toolUse':{'input':'{}'}},'contentBlockIndex':0}}",
                        "{'contentBlockStop':{'contentBlockIndex':0}}",
                        "{'contentBlockStart':{'start':{'toolUse':{'toolUseId':'t2','name':'f'}},'contentBlockIndex':1}}",
                        "{'contentBlockDelta':{'delta':{'toolUse':{'input':'{}'}},'contentBlockIndex':1}}",
                        "{'contentBlockStop':{'contentBlockIndex':1}}"))
                .containsExactly(
                        new Delta.ToolStarted(0, "t1", "f", null),
                        new Delta.ToolArguments(0, "{}"),
                        new Delta.ToolEnded(0));
    }

    @Test
    void readsAStream() throws NotAChunkException {
        assertThat(
                        stream(
                                hi().request(),
                                "{'messageStart':{'role':'assistant','p':'abcd'}}",
                                "{'contentBlockDelta':{'delta':{'reasoningContent':{'text':'H'}},'contentBlockIndex':0}}",
                                "{'contentBlockDelta':{'delta':{'reasoningContent':{'text':'m.'}},'contentBlockIndex':0}}",
                                "{'contentBlockDelta':{'delta':{'reasoningContent':{'signature':'c2ln'}},'contentBlockIndex':0}}",
                                "{'contentBlockStop':{'contentBlockIndex':0}}",
                                "{'contentBlockDelta':{'delta':{'reasoningContent':{'redactedContent':'c2Vh'}},'contentBlockIndex':1}}",
                                "{'contentBlockStop':{'contentBlockIndex':1}}",
                                "{'contentBlockDelta':{'delta':{'text':'Hi'},'contentBlockIndex':2}}",
                                "{'contentBlockStop':{'contentBlockIndex':2}}",
                                "{'contentBlockStart':{'start':{'toolUse':{'toolUseId':'t1','name':'f'}},'contentBlockIndex':3}}",
                                "{'contentBlockDelta':{'delta':{'toolUse':{'input':'{}'}},'contentBlockIndex':3}}",
                                "{'contentBlockStop':{'contentBlockIndex':3}}",
                                "{'newsOfTomorrow':{}}",
                                "{'messageStop':{'stopReason':'tool_use'}}",
                                "{'metadata':{'usage':{'inputTokens':5,'outputTokens':2,'totalTokens':7},'metrics':{'latencyMs':1}}}"))
                .containsExactly(
                        new Delta.Started("", CLAUDE),
                        new Delta.Thought("H"),
                        new Delta.Thought("m."),
                        new Delta.ThoughtEnded("Hm.", "c2ln"),
                        new Delta.SealedThought("c2Vh"),
                        new Delta.Text("Hi"),
                        new Delta.ToolStarted(0, "t1", "f", null),
                        new Delta.ToolArguments(0, "{}"),
                        new Delta.ToolEnded(0),
                        new Delta.Finished(FinishReason.TOOL_CALLS, null),
                        new Delta.Used(new Usage(5, 0, 0, 2, 0)),
                        new Delta.Ended());
    }

    @Test
    void doesNotEndAStreamThatBroke() throws NotAChunkException {
        assertThat(stream(hi().request(), "{'contentBlockDelta':{'delta':{'text':'Hi'},'contentBlockIndex':0}}"))
                .containsExactly(new Delta.Text("Hi"));
        assertThatThrownBy(() -> stream(
                        hi().request(), "{'error':{'type':'modelStreamErrorException','message':'The model broke.'}}"))
                .isInstanceOfSatisfying(
                        NotAChunkException.class, e -> assertThat(e.isError()).isTrue());
        assertThatThrownBy(() -> stream(hi().request(), "{'messageStop':{'stopReason':'malformed_tool_use'}}"))
                .isInstanceOfSatisfying(
                        NotAChunkException.class,
                        e -> assertThat(e.said()).asString(UTF_8).contains("malformed_tool_use"));
        assertThatThrownBy(() -> stream(hi().request(), "[")).isInstanceOf(NotAChunkException.class);
        assertThatThrownBy(() -> stream(
                        hi().request(),
                        "{'contentBlockDelta':{'delta':{'toolUse':{'input':'{}'}},'contentBlockIndex':0}}"))
                .isInstanceOf(NotAChunkException.class);
    }

    @Test
    void readsARefusal() {
        assertThat(CODEC.begin(hi().request(), CLAUDE)
                        .refusal(object("{'message':'Input is too long for requested model.'}"), 400))
                .isEqualTo(new ProviderRefusal(
                        400, "Input is too long for requested model.", null, ProviderRefusal.TOO_LONG));
        assertThat(CODEC.begin(hi().request(), CLAUDE)
                        .refusal(object("{'Message':'Too many requests'}"), 429)
                        .message())
                .isEqualTo("Too many requests");
        assertThat(CODEC.begin(hi().request(), CLAUDE)
                        .refusal(object("{'error':{'type':'validationException','message':'Input is too long.'}}"), 400)
                        .code())
                .isEqualTo(ProviderRefusal.TOO_LONG);
    }

    @Test
    void showsClientsNoAccount() throws NotAChunkException {
        String arn = "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/" + CLAUDE;
        assertThat(CODEC.begin(hi().request(), arn)
                        .answer(object("{'output':{'message':{'content':[]}},'stopReason':'end_turn'}"))
                        .model())
                .isEqualTo(CLAUDE);
    }
}
