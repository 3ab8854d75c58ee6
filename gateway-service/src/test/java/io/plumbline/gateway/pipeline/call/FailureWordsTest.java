package io.plumbline.gateway.pipeline.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.client.completions.ChatSurface;
import io.plumbline.gateway.client.embeddings.EmbeddingsSurface;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.pipeline.request.CallRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What is advised when the time is up.
class FailureWordsTest {

    @Test
    void adviseNothingThatHasBeenDoneOrCannotBeAsked() {
        String messages = "{\"model\": \"m\", \"messages\": []";
        assertThat(advice(new ChatSurface(), messages + "}")).isEqualTo("Request a shorter answer, or stream it.");
        assertThat(advice(new ChatSurface(), messages + ", \"stream\": true}")).isEqualTo("Request a shorter answer.");
        assertThat(advice(new EmbeddingsSurface(), "{\"model\": \"m\", \"input\": \"Hello.\"}"))
                .isEqualTo("Send fewer texts at a time.");
        assertThat(FailureWords.advice(CallProblem.PROVIDER_TIMEOUT, null)).isEqualTo("Try again in a moment.");
    }

    private static String advice(Surface surface, String body) {
        CallRequest request = CallRequest.read(surface, body.getBytes(StandardCharsets.UTF_8), Map.of());
        return FailureWords.advice(CallProblem.PROVIDER_TIMEOUT, request);
    }
}
