package io.plumbline.gateway.client.completions;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What a provider tells of the pieces of a stream, each time in one piece.
class BesideDeltaTest extends ChatStreamTests {

    /// What Azure's filter says of each piece.
    @Test
    void leavesWhatIsToldOfEachPieceWithIt() throws NotAChunkException {
        EffectivePolicy harmless = TestGuards.policy("""
            {"stages": {"output": {"toxicity": {"action": "block"}}}}\
            """);
        String results =
                "{'hate':{'filtered':false,'severity':'safe'},'self_harm':{'filtered':false,'severity':'safe'}}";
        String chunk =
                "{'choices':[{'index':0,'delta':{'content':'One.\\n'},'content_filter_results':" + results + "}]}";
        String last = "{'choices':[{'index':0,'delta':{},'finish_reason':'stop','content_filter_results':{}}]}";
        for (EffectivePolicy policy : List.of(harmless, TestGuards.FLOWING)) {
            ChatStream stream = stream(policy, false);
            List<JsonNode> out = feed(stream, chunk.replace('\'', '"'), chunk.replace('\'', '"'));
            assertThat(stream.characters()).as("what was said").isEqualTo(10);
            out.addAll(feed(stream, last.replace('\'', '"')));
            assertThat(said(out, 0)).isEqualTo("One.\nOne.\n");
            for (JsonNode each : out.subList(0, 2)) {
                assertThat(each.at("/choices/0/content_filter_results"))
                        .isEqualTo(JSON.readTree(results.replace('\'', '"')));
            }
            assertThat(out.getLast().at("/choices/0/content_filter_results").isEmpty())
                    .isTrue();
        }
    }

    @Test
    void takesNoWordOfAFilterForAnAnswer() throws NotAChunkException {
        ChatStream stream = stream(TestGuards.FLOWING, false);
        feed(
                stream,
                "{'choices':[{'index':0,'delta':{},'content_filter_results':{'hate':{'severity':'safe'}}}]}"
                        .replace('\'', '"'));
        assertThat(stream.hasSaidWords()).isFalse();
        assertThat(stream.hasSaidSomething()).isFalse();
    }

    /// A text that comes in pieces is one, wherever the pieces stand.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'extra':{'text':'@'}",
                "'extra':{'parts':[{'index':0,'said':'@'}]}",
                "'content_filter_results':{'hate':{'severity':'safe'},'note':'@'}",
                "'content_filter_results':{'hate':{'severity':'@'}}",
                "'extra':'@'"
            })
    void looksAtPiecesTogether(String member) throws NotAChunkException {
        String chunk = ("{'choices':[{'index':0,'delta':{}," + member + "}]}").replace('\'', '"');
        ChatStream stream = stream(TestGuards.FLOWING, false);
        List<JsonNode> out = feed(
                stream, chunk.replace("@", "key AKIAIOSF"), chunk.replace("@", "ODNN7EXAMPLE."), finish(0, "stop"));
        assertThat(out.toString()).contains("key ").doesNotContain("AKIAIOSF").doesNotContain("ODNN7EXAMPLE");
        assertThat(stream.hasSaidSomething()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'content_filter_results':{'note':'@'}", "'@':{'a':1}", "'novel':['@']"})
    void leavesOutWhatIsToldOfAPieceWhereItMayNotGoOn(String member) throws NotAChunkException {
        EffectivePolicy strict = TestGuards.policy("""
            {"stages": {"output": {"secret": {"action": "block"}}}}\
            """);
        String chunk = "{'choices':[{'index':0,'delta':{'content':'Hi.'}," + member + "}]}";
        List<JsonNode> out = feed(
                stream(strict, false),
                chunk.replace('\'', '"').replace("@", "AKIAIOSFODNN7EXAMPLE"),
                finish(0, "stop"));
        assertThat(out.toString()).doesNotContain("AKIA");
    }
}
