package io.plumbline.gateway.upstream.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.client.messages.codec.MessagesCodec;
import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.provider.openai.OpenAiCodec;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's clients before OpenAI's models.
class MessagesOnChatTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// As a client reads it: numbers of one value are one.
    private static JsonNode read(JsonNode node) {
        return JSON.readTree(node.toString());
    }

    private static ObjectNode object(String json) {
        return JSON.readValue(json.replace('\'', '"'), ObjectNode.class);
    }

    private static Translation begin(String message) {
        return begin(message, "gpt-4.1");
    }

    private static Translation begin(String message, String model) {
        MessagesCodec client = new MessagesCodec();
        return new Translation(client, new OpenAiCodec().begin(client.read(object(message)), model), 0);
    }

    @Test
    void translatesAConversationWithToolsAndAnImage() {
        assertThat(read(begin("""
            {'model':'x','max_tokens':300,'temperature':0.30,'top_p':0.9,'stop_sequences':['END'],'stream':true,
             'metadata':{'user_id':'u-1'},'service_tier':'auto','novel':{'a':1},
             'thinking':{'type':'enabled','budget_tokens':2048},
             'system':[{'type':'text','text':'Be brief.','cache_control':{'type':'ephemeral'}}],
             'tools':[{'name':'f','description':'d','input_schema':{'type':'object'}}],
             'tool_choice':{'type':'tool','name':'f','disable_parallel_tool_use':true},
             'messages':[
              {'role':'user','content':[{'type':'text','text':'Look.'},
               {'type':'image','source':{'type':'base64','media_type':'image/png','data':'AAAA'}},
               {'type':'image','source':{'type':'url','url':'https://example.com/a.png'}},
               {'type':'document','title':'a.pdf','source':{'type':'base64','media_type':'application/pdf','data':'BBBB'}},
               {'type':'document','source':{'type':'text','media_type':'text/plain','data':'Plain.'}}]},
              {'role':'assistant','content':[{'type':'thinking','thinking':'hm','signature':'s'},
               {'type':'tool_use','id':'c1','name':'f','input':{'a':1}},
               {'type':'tool_use','id':'c2','name':'f','input':{}}]},
              {'role':'user','content':[{'type':'tool_result','tool_use_id':'c1','content':'one'},
               {'type':'tool_result','tool_use_id':'c2','content':[{'type':'text','text':'two'}]},
               {'type':'text','text':'And now?'}]}]}\
            """).request())).isEqualTo(object("""
                {'temperature':0.30,'top_p':0.9,'stream':true,'novel':{'a':1},'max_tokens':300,'stop':['END'],'user':'u-1',
                 'messages':[
                  {'role':'system','content':[{'type':'text','text':'Be brief.'}]},
                  {'role':'user','content':[{'type':'text','text':'Look.'},
                   {'type':'image_url','image_url':{'url':'data:image/png;base64,AAAA'}},
                   {'type':'image_url','image_url':{'url':'https://example.com/a.png'}},
                   {'type':'file','file':{'filename':'a.pdf','file_data':'data:application/pdf;base64,BBBB'}},
                   {'type':'text','text':'Plain.'}]},
                  {'role':'assistant','content':null,'tool_calls':[
                   {'id':'c1','type':'function','function':{'name':'f','arguments':'{\\"a\\":1}'}},
                   {'id':'c2','type':'function','function':{'name':'f','arguments':'{}'}}]},
                  {'role':'tool','tool_call_id':'c1','content':'one'},
                  {'role':'tool','tool_call_id':'c2','content':[{'type':'text','text':'two'}]},
                  {'role':'user','content':[{'type':'text','text':'And now?'}]}],
                 'tools':[{'type':'function','function':{'name':'f','description':'d','parameters':{'type':'object'}}}],
                 'tool_choice':{'type':'function','function':{'name':'f'}},'parallel_tool_calls':false,
                 'reasoning_effort':'low'}\
                """));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4.1,max_tokens",
        "o3-mini,max_completion_tokens",
        "gpt-5,max_completion_tokens",
        "openai/o4-mini,max_completion_tokens",
        "llama-3,max_tokens"
    })
    void boundsTheAnswerByTheWordThatTheModelKnows(String model, String field) {
        JsonNode request = begin("{'max_tokens':5,'messages':[]}", model).request();
        assertThat(request.path(field).asInt()).isEqualTo(5);
    }

    /// The gateway has looked at `max_tokens` alone.
    @ParameterizedTest
    @ValueSource(strings = {"gpt-4.1", "o3-mini"})
    void asksForOneAnswerAndBoundsItOnce(String model) {
        JsonNode request = begin("""
            {'max_tokens':5,'max_completion_tokens':'100000','n':8,'best_of':9,'candidate_count':7,'messages':[]}\
            """, model).request();
        assertThat(request.propertyNames()).containsExactlyInAnyOrder(OutputLimits.nameAt(model), "messages");
        assertThat(request.path(OutputLimits.nameAt(model)).asInt()).isEqualTo(5);
    }

    @Test
    void keepsASchemaForTheAnswer() {
        JsonNode request = begin("""
            {'max_tokens':5,'messages':[],'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}}}\
            """).request();
        assertThat(request.path("response_format")).isEqualTo(object("""
            {'type':'json_schema','json_schema':{'name':'answer','strict':true,'schema':{'type':'object'}}}\
            """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'mcp_servers':[]|mcp_servers",
                "'tools':[{'type':'web_search_20250305','name':'web_search'}]|tools[0]",
                "'messages':[{'role':'assistant','content':'So'}]|messages[0]",
                "'messages':[{'role':'user','content':[{'type':'novel'}]}]|messages[0].content[0]",
                "'messages':[{'role':'user','content':[{'type':'image','source':{'type':'file','file_id':'f'}}]}]"
                        + "|messages[0].content[0].source",
                "'messages':[{'role':'user','content':[{'type':'tool_result','tool_use_id':'1','content':[{'type':'image'}]}]}]"
                        + "|messages[0].content[0].content[0]"
            })
    void refusesWhatItCannotSayByItsName(String member, String param) {
        assertThatThrownBy(() -> begin("{'max_tokens':5," + member + "}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.properties()).containsEntry("param", param));
    }

    @Test
    void translatesAnAnswer() throws NotAChunkException {
        JsonNode answer = begin("{'max_tokens':5,'messages':[]}").answer(object("""
            {'id':'c','object':'chat.completion','model':'gpt','choices':[{'index':0,'finish_reason':'tool_calls',
             'message':{'role':'assistant','content':'Hi.','reasoning_content':'hm','refusal':null,'tool_calls':[
              {'id':'t','type':'function','function':{'name':'f','arguments':'{\\"a\\":1}'}},
              {'id':'u','type':'function','function':{'name':'g','arguments':''}}]}}],
             'usage':{'prompt_tokens':10,'completion_tokens':3,'prompt_tokens_details':{'cached_tokens':4}}}\
            """));
        assertThat(read(answer)).isEqualTo(object("""
            {'id':'c','type':'message','role':'assistant','model':'gpt','content':[
             {'type':'thinking','thinking':'hm','signature':''},{'type':'text','text':'Hi.'},
             {'type':'tool_use','id':'t','name':'f','input':{'a':1}},
             {'type':'tool_use','id':'u','name':'g','input':{}}],
             'stop_reason':'tool_use','stop_sequence':null,'usage':{'input_tokens':6,'cache_creation_input_tokens':0,
              'cache_read_input_tokens':4,'output_tokens':3}}\
            """));
    }

    @Test
    void callsArgumentsThatAreNoJsonMalformedUnlessTheAnswerWasCut() throws NotAChunkException {
        String answer = """
            {'choices':[{'finish_reason':'REASON','message':{'tool_calls':[{'id':'t','function':{'name':'f',
             'arguments':'{\\"a'}}]}}]}\
            """;
        Translation translation = begin("{'max_tokens':5,'messages':[]}");
        assertThatThrownBy(() -> translation.answer(object(answer.replace("REASON", "tool_calls"))))
                .isInstanceOf(NotAChunkException.class);
        JsonNode cut = translation.answer(object(answer.replace("REASON", "length")));
        assertThat(cut.path("content").isEmpty()).isTrue();
        assertThat(cut.path("stop_reason").asString()).isEqualTo("max_tokens");
    }

    @Test
    void translatesAStreamWithAlternatingParallelCalls() throws IOException, NotAChunkException {
        List<JsonNode> events = events(
                begin("{'max_tokens':5,'messages':[]}"),
                chunk("{'role':'assistant','content':''}", null),
                chunk("{'reasoning_content':'hm'}", null),
                chunk("{'content':'Hi'}", null),
                chunk(
                        "{'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':''}}]}",
                        null),
                chunk(
                        "{'tool_calls':[{'index':1,'id':'b','type':'function','function':{'name':'g','arguments':'['}}]}",
                        null),
                chunk("{'tool_calls':[{'index':0,'function':{'arguments':'[1]'}}]}", null),
                chunk("{'tool_calls':[{'index':1,'function':{'arguments':'2]'}}]}", null),
                chunk("{}", "tool_calls"),
                "{'id':'c','model':'gpt','choices':[],'usage':{'prompt_tokens':8,'completion_tokens':5}}",
                "[DONE]");
        assertThat(events.stream().map(event -> event.path("type").asString()))
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_delta",
                        "content_block_stop",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
        assertThat(events.get(2).at("/delta/thinking").asString()).isEqualTo("hm");
        assertThat(events.get(5).at("/delta/text").asString()).isEqualTo("Hi");
        assertThat(events.get(7).path("content_block"))
                .isEqualTo(object("{'type':'tool_use','id':'a','name':'f','input':{}}"));
        assertThat(input(events, 2)).isEqualTo("[1]");
        assertThat(input(events, 3)).isEqualTo("[2]");
        assertThat(events.get(14)).isEqualTo(object("""
            {'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},'usage':{'input_tokens':8,
             'cache_creation_input_tokens':0,'cache_read_input_tokens':0,'output_tokens':5}}\
            """));
    }

    /// Some servers give every call the same index, or none.
    @Test
    void keepsParallelCallsOfOneIndexApart() throws IOException, NotAChunkException {
        for (String index : List.of("'index':0,", "")) {
            String call = "{'tool_calls':[{" + index + "'id':'ID','function':{'name':'f','arguments':'[ID]'}}]}";
            List<JsonNode> events = events(
                    begin("{'max_tokens':5,'messages':[]}"),
                    chunk(call.replace("ID", "1"), null),
                    chunk(call.replace("ID", "2"), null),
                    chunk("{}", "tool_calls"),
                    "[DONE]");
            assertThat(input(events, 0)).isEqualTo("[1]");
            assertThat(input(events, 1)).isEqualTo("[2]");
        }
    }

    private static String input(List<JsonNode> events, int block) {
        StringBuilder input = new StringBuilder();
        for (JsonNode event : events) {
            if (event.path("index").asInt(-1) == block) {
                input.append(event.at("/delta/partial_json").asString(""));
            }
        }
        return input.toString();
    }

    @Test
    void givesNoEndToAStreamThatHasNone() throws IOException, NotAChunkException {
        List<JsonNode> events = events(begin("{'max_tokens':5,'messages':[]}"), chunk("{'content':'Hi'}", null));
        assertThat(events.toString()).doesNotContain("message_stop").doesNotContain("message_delta");
    }

    @Test
    void saysARefusalInAnthropicsShape() {
        JsonNode refusal = begin("{'max_tokens':5,'messages':[]}")
                .refusal(object("{'error':{'message':'slow down','type':'tokens','code':'rate_limit_exceeded'}}"), 429);
        assertThat(refusal).isEqualTo(object("""
            {'type':'error','error':{'type':'rate_limit_error','message':'slow down','code':'rate_limit_exceeded'}}\
            """));
    }

    private static String chunk(String delta, String reason) {
        return "{'id':'c','model':'gpt','choices':[{'index':0,'delta':" + delta + ",'finish_reason':"
                + (reason == null ? "null" : "'" + reason + "'") + "}]}";
    }

    private static List<JsonNode> events(Translation translation, String... chunks)
            throws IOException, NotAChunkException {
        List<byte[]> sent = Stream.of(chunks)
                .map(chunk -> chunk.equals("[DONE]") ? chunk : object(chunk).toString())
                .map(chunk -> chunk.getBytes(StandardCharsets.UTF_8))
                .toList();
        return ProvidedEvents.translated(translation, sent).stream()
                .map(JSON::readTree)
                .toList();
    }
}
