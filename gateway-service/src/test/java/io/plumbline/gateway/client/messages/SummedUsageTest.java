package io.plumbline.gateway.client.messages;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.dialect.answer.EarlierUsage;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SummedUsageTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Both events of a stream that tell usage tell the sum; what is accounted for is this answer's own.
    @Test
    void ofAMessageAndThoseThatItTakesThePlaceOf() throws NotAChunkException {
        EarlierUsage earlier = new EarlierUsage();
        earlier.add(JSON.readTree("""
            {"input_tokens": 7, "output_tokens": 2, "service_tier": "standard",
             "cache_creation": {"ephemeral_5m_input_tokens": 4}}\
            """));
        MessageStream stream = new MessageStream(
                TestGuards.answer(TestGuards.STANDARD, PlaceholderVault.fresh(), new GuardReport(), Surroundings.NONE));
        stream.addsTo(earlier);
        List<JsonNode> out = new ArrayList<>();
        for (String event : List.of("""
            {"type":"message_start","message":{"id":"m","content":[],"usage":{"input_tokens":10,"output_tokens":1,\
            "cache_creation":{"ephemeral_5m_input_tokens":3},"service_tier":"standard"}}}\
            """, """
            {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":5}}\
            """)) {
            stream.take(event.getBytes(StandardCharsets.UTF_8), (_, data) -> out.add(JSON.readTree(data)));
        }
        assertThat(out.getFirst().at("/message/usage")).isEqualTo(JSON.readTree("""
            {"input_tokens": 17, "output_tokens": 3, "cache_creation": {"ephemeral_5m_input_tokens": 7},
             "service_tier": "standard"}\
            """));
        assertThat(out.getLast().at("/usage/output_tokens").asInt()).isEqualTo(7);
        assertThat(stream.usage(0).output()).isEqualTo(5);
        assertThat(stream.usage(0).freshInput()).isEqualTo(10);
    }
}
