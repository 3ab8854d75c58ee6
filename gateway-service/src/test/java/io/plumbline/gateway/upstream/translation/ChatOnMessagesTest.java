package io.plumbline.gateway.upstream.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.client.completions.codec.CompletionsCodec;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.provider.anthropic.AnthropicCodec;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's clients before Anthropic's models.
class ChatOnMessagesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// As a client reads it: numbers of one value are one.
    private static JsonNode read(JsonNode node) {
        return JSON.readTree(node.toString());
    }

    private static ObjectNode object(String json) {
        return JSON.readValue(json.replace('\'', '"'), ObjectNode.class);
    }

    private static Translation begin(String chat) {
        CompletionsCodec client = new CompletionsCodec();
        return new Translation(client, new AnthropicCodec().begin(client.read(object(chat)), "claude"), 1_700_000_000);
    }

    private static void translates(String chat, String message) {
        assertThat(read(begin(chat).request())).isEqualTo(object(message));
    }

    @Test
    void translatesAConversationWithToolsAndAnImage() {
        translates("""
            {'model':'x','max_completion_tokens':300,'temperature':0.30,'top_p':0.9,'stop':'END','stream':true,
             'stream_options':{'include_usage':true},'seed':7,'user':'u-1','parallel_tool_calls':false,'novel':{'a':1},
             'tool_choice':{'type':'function','function':{'name':'f'}},
             'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':{'type':'object'}}},
                      {'type':'function','function':{'name':'bare'}}],
             'messages':[
              {'role':'system','content':'Be brief.'},
              {'role':'user','content':[{'type':'text','text':'Look.','cache_control':{'type':'ephemeral'}},
               {'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA','detail':'low'}},
               {'type':'image_url','image_url':{'url':'https://example.com/a.png'}}]},
              {'role':'assistant','content':'','thinking_blocks':[{'type':'thinking','thinking':'t','signature':'s'}],
               'tool_calls':[
                {'id':'c1','type':'function','function':{'name':'f','arguments':'{\\"a\\":1.50}'}},
                {'id':'c2','type':'function','function':{'name':'bare','arguments':''}}]},
              {'role':'tool','tool_call_id':'c1','content':'one'},
              {'role':'tool','tool_call_id':'c2','content':[{'type':'text','text':'two'}]},
              {'role':'user','content':'And now?'},
              {'role':'developer','content':'Be kind.'}]}\
            """, """
            {'temperature':0.30,'top_p':0.9,'stream':true,'novel':{'a':1},'max_tokens':300,'stop_sequences':['END'],
             'metadata':{'user_id':'u-1'},
             'system':[{'type':'text','text':'Be brief.'},{'type':'text','text':'Be kind.'}],
             'messages':[
              {'role':'user','content':[{'type':'text','text':'Look.','cache_control':{'type':'ephemeral'}},
               {'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}},
               {'type':'image','source':{'type':'url','url':'https://example.com/a.png'}}]},
              {'role':'assistant','content':[{'type':'thinking','thinking':'t','signature':'s'},
               {'type':'tool_use','id':'c1','name':'f','input':{'a':1.50}},
               {'type':'tool_use','id':'c2','name':'bare','input':{}}]},
              {'role':'user','content':[{'type':'tool_result','tool_use_id':'c1','content':'one'},
               {'type':'tool_result','tool_use_id':'c2','content':[{'type':'text','text':'two'}]},
               {'type':'text','text':'And now?'}]}],
             'tools':[{'name':'f','description':'d','input_schema':{'type':'object'}},
                      {'name':'bare','input_schema':{'type':'object','properties':{}}}],
             'tool_choice':{'type':'tool','name':'f','disable_parallel_tool_use':true}}\
            """);
    }

    @ParameterizedTest
    @CsvSource({"auto,auto", "none,none", "required,any"})
    void translatesWhichToolsMayBeCalled(String choice, String type) {
        JsonNode request = begin("{'messages':[],'tools':[{'type':'function','function':{'name':'f'}}],'tool_choice':'"
                        + choice + "'}")
                .request();
        assertThat(request.at("/tool_choice/type").asString()).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'n':2|n",
                "'temperature':1.5|temperature",
                "'logprobs':true|logprobs",
                "'logit_bias':{'1':1}|logit_bias",
                "'frequency_penalty':0.5|frequency_penalty",
                "'response_format':{'type':'json_object'}|response_format",
                "'functions':[]|functions",
                "'system':'x','messages':[{'role':'system','content':'You are kind.'}]|system",
                "'modalities':['audio']|modalities",
                "'tools':[{'type':'custom','custom':{'name':'c'}}]|tools[0]",
                "'reasoning_effort':'low','max_tokens':1000|reasoning_effort",
                "'messages':[{'role':'function','name':'f','content':'x'}]|messages[0].role",
                "'messages':[{'role':'user','content':[{'type':'input_audio'}]}]|messages[0].content[0]",
                "'messages':[{'role':'user','content':[{'type':'file','file':{'file_id':'f'}}]}]|messages[0].content[0].file",
                "'messages':[{'role':'assistant','tool_calls':[{'id':'1','function':{'name':'f','arguments':'[1]'}}]}]"
                        + "|messages[0].tool_calls[0].function.arguments"
            })
    void refusesWhatItCannotSayByItsName(String member, String param) {
        assertThatThrownBy(() -> begin("{" + member + "}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.properties()).containsEntry("param", param));
    }

    @Test
    void passesDefaultsThatSayNothing() {
        translates("""
            {'n':1,'logprobs':false,'frequency_penalty':0,'logit_bias':{},'modalities':['text'],
             'response_format':{'type':'text'},'service_tier':'auto','messages':[]}\
            """, "{'messages':[]}");
    }

    @Test
    void thinksAsMuchAsThereIsRoomFor() {
        assertThat(begin("{'reasoning_effort':'medium','max_tokens':9000,'messages':[]}")
                        .request()
                        .at("/thinking/budget_tokens")
                        .asInt())
                .isEqualTo(4_096);
        assertThat(begin("{'reasoning_effort':'high','max_tokens':3000,'messages':[]}")
                        .request()
                        .at("/thinking/budget_tokens")
                        .asInt())
                .isEqualTo(1_500);
        assertThat(begin("{'reasoning_effort':'minimal','messages':[]}")
                        .request()
                        .has("thinking"))
                .isFalse();
    }

    @Test
    void translatesAnAnswer() throws NotAChunkException {
        ObjectNode answer = begin("{'messages':[]}").answer(object("""
            {'id':'msg_1','type':'message','role':'assistant','model':'claude','content':[
              {'type':'thinking','thinking':'hm','signature':'s'},
              {'type':'text','text':'One '},{'type':'text','text':'two.'},
              {'type':'tool_use','id':'t1','name':'f','input':{'a':1}}],
             'stop_reason':'tool_use','usage':{'input_tokens':10,'cache_read_input_tokens':5,
              'cache_creation_input_tokens':2,'output_tokens':3}}\
            """));
        assertThat(read(answer)).isEqualTo(object("""
            {'id':'msg_1','object':'chat.completion','created':1700000000,'model':'claude','choices':[{'index':0,
             'message':{'role':'assistant','content':'One two.','refusal':null,'reasoning_content':'hm',
              'thinking_blocks':[{'type':'thinking','thinking':'hm','signature':'s'}],
              'tool_calls':[{'id':'t1','type':'function','function':{'name':'f','arguments':'{\\"a\\":1}'}}]},
             'logprobs':null,'finish_reason':'tool_calls'}],
             'usage':{'prompt_tokens':17,'completion_tokens':3,'total_tokens':20,
              'prompt_tokens_details':{'cached_tokens':5,'cache_creation_tokens':2}}}\
            """));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn,stop",
        "stop_sequence,stop",
        "max_tokens,length",
        "tool_use,tool_calls",
        "refusal,content_filter",
        "model_context_window_exceeded,length"
    })
    void translatesWhyAnAnswerEnded(String stopReason, String finishReason) throws NotAChunkException {
        JsonNode answer =
                begin("{'messages':[]}").answer(object("{'content':[],'stop_reason':'" + stopReason + "','usage':{}}"));
        assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo(finishReason);
    }

    @Test
    void keepsASchemaByAToolOfItsName() throws IOException, NotAChunkException {
        Translation translation = begin("""
            {'messages':[],'response_format':{'type':'json_schema','json_schema':{'name':'person','strict':true,
             'schema':{'type':'object','properties':{'name':{'type':'string'}}}}}}\
            """);
        JsonNode request = translation.request();
        assertThat(request.at("/tools/0/name").asString()).isEqualTo("person");
        assertThat(request.at("/tools/0/input_schema/properties/name/type").asString())
                .isEqualTo("string");
        assertThat(request.path("tool_choice"))
                .isEqualTo(object("{'type':'tool','name':'person','disable_parallel_tool_use':true}"));
        JsonNode answer = translation.answer(object("""
            {'content':[{'type':'tool_use','id':'t','name':'person','input':{'name':'Ada'}}],
             'stop_reason':'tool_use','usage':{}}\
            """));
        assertThat(answer.at("/choices/0/message/content").asString()).isEqualTo("{\"name\":\"Ada\"}");
        assertThat(answer.at("/choices/0/message").has("tool_calls")).isFalse();
        assertThat(answer.at("/choices/0/finish_reason").asString()).isEqualTo("stop");
        List<JsonNode> chunks = chunks(
                translation,
                "{'type':'message_start','message':{'id':'m','usage':{'input_tokens':1}}}",
                "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','id':'t','name':'person','input':{}}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'[7]'}}",
                "{'type':'content_block_stop','index':0}",
                "{'type':'message_delta','delta':{'stop_reason':'tool_use'},'usage':{'output_tokens':2}}");
        assertThat(chunks.get(1).at("/choices/0/delta/content").asString()).isEqualTo("[7]");
        assertThat(chunks.get(2).at("/choices/0/finish_reason").asString()).isEqualTo("stop");
    }

    private static List<JsonNode> chunks(Translation translation, String... events)
            throws IOException, NotAChunkException {
        List<byte[]> sent = Stream.of(events)
                .map(event -> object(event).toString().getBytes(StandardCharsets.UTF_8))
                .toList();
        return ProvidedEvents.translated(translation, sent).stream()
                .map(text -> JSON.readTree(text.equals("[DONE]") ? "\"[DONE]\"" : text))
                .toList();
    }

    @Test
    void translatesAStreamWithParallelCallsAndThought() throws IOException, NotAChunkException {
        List<JsonNode> chunks = chunks(
                begin("{'messages':[]}"),
                "{'type':'message_start','message':{'id':'msg_1','model':'claude','usage':{'input_tokens':10}}}",
                "{'type':'ping'}",
                "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':''}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'hm'}}",
                "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'sig'}}",
                "{'type':'content_block_stop','index':0}",
                "{'type':'content_block_start','index':1,'content_block':{'type':'text','text':''}}",
                "{'type':'content_block_delta','index':1,'delta':{'type':'text_delta','text':'Hi'}}",
                "{'type':'content_block_stop','index':1}",
                "{'type':'content_block_start','index':2,'content_block':{'type':'tool_use','id':'a','name':'f','input':{}}}",
                "{'type':'content_block_delta','index':2,'delta':{'type':'input_json_delta','partial_json':'[1'}}",
                "{'type':'content_block_delta','index':2,'delta':{'type':'input_json_delta','partial_json':']'}}",
                "{'type':'content_block_stop','index':2}",
                "{'type':'content_block_start','index':3,'content_block':{'type':'tool_use','id':'b','name':'g','input':{}}}",
                "{'type':'content_block_stop','index':3}",
                "{'type':'message_delta','delta':{'stop_reason':'tool_use'},'usage':{'output_tokens':4}}",
                "{'type':'message_stop'}");
        assertThat(chunks.getFirst().at("/choices/0/delta/role").asString()).isEqualTo("assistant");
        assertThat(chunks.getFirst().path("id").asString()).isEqualTo("msg_1");
        assertThat(chunks.get(1).at("/choices/0/delta/reasoning_content").asString())
                .isEqualTo("hm");
        assertThat(chunks.get(2).at("/choices/0/delta/thinking_blocks/0"))
                .isEqualTo(object("{'type':'thinking','thinking':'hm','signature':'sig'}"));
        assertThat(chunks.get(3).at("/choices/0/delta/content").asString()).isEqualTo("Hi");
        assertThat(chunks.get(4).at("/choices/0/delta/tool_calls/0"))
                .isEqualTo(object("{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}"));
        assertThat(chunks.get(6).at("/choices/0/delta/tool_calls/0"))
                .isEqualTo(object("{'index':0,'function':{'arguments':']'}}"));
        assertThat(chunks.get(7).at("/choices/0/delta/tool_calls/0/index").asInt())
                .isEqualTo(1);
        assertThat(chunks.get(8).at("/choices/0/delta/tool_calls/0"))
                .as("a call without arguments has an empty object")
                .isEqualTo(object("{'index':1,'function':{'arguments':'{}'}}"));
        assertThat(chunks.get(9).at("/choices/0/finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(chunks.get(10).path("choices").isEmpty()).isTrue();
        assertThat(chunks.get(10).at("/usage/total_tokens").asInt()).isEqualTo(14);
        assertThat(chunks.getLast().asString()).isEqualTo("[DONE]");
    }

    @Test
    void losesNoInputThatACallIsBegunWith() throws IOException, NotAChunkException {
        List<JsonNode> chunks = chunks(
                begin("{'messages':[]}"),
                "{'type':'content_block_start','index':0,'content_block':{'type':'tool_use','name':'f','input':{'a':1}}}",
                "{'type':'content_block_stop','index':0}");
        assertThat(chunks).hasSize(2);
        assertThat(chunks.getLast().findValue("arguments").asString()).isEqualTo("{\"a\":1}");
    }

    @Test
    void saysAnErrorInAStreamAndARefusal() {
        assertThatThrownBy(() -> chunks(begin("{'messages':[]}"), "{'type':'error','error':{'type':'x'}}"))
                .isInstanceOfSatisfying(
                        NotAChunkException.class,
                        error -> assertThat(error.isError()).isTrue());
        JsonNode refusal = begin("{'messages':[]}").refusal(object("""
            {'type':'error','error':{'type':'invalid_request_error','message':'prompt is too long: 9 > 8'}}\
            """), 400);
        assertThat(refusal).isEqualTo(object("""
            {'error':{'message':'prompt is too long: 9 > 8','type':'invalid_request_error','param':null,
             'code':'context_length_exceeded'}}\
            """));
    }
}
