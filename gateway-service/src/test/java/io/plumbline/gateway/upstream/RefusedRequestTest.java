package io.plumbline.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.fault.FailureClass;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The bodies are as the providers document them.
class RefusedRequestTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}} | CONTEXT_LENGTH
            {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 208310 tokens > 200000 maximum"}} | CONTEXT_LENGTH
            {"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit: 199999 + 4096 > 200000"}} | CONTEXT_LENGTH
            {"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}} | CONTEXT_LENGTH
            {"error":{"code":"content_filter","message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","innererror":{"code":"ResponsibleAIPolicyViolation"}}} | CONTENT_POLICY
            {"error":{"code":"content_policy_violation","message":"no","type":"image_generation_user_error"}} | CONTENT_POLICY
            {"error":{"message":"Unknown parameter: 'foo'.","type":"invalid_request_error","code":"unknown_parameter"}} | REQUEST
            {"error":"maximum context length is 10"} | CONTEXT_LENGTH
            {"detail":"nothing of the kind"} | REQUEST
            """)
    void readsWhyARequestIsRefused(String body, FailureClass why) {
        assertThat(RefusedRequest.classOf(400, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({"413, CONTEXT_LENGTH", "400, REQUEST"})
    void goesByTheStatusWhereThereIsNoBody(int status, FailureClass why) {
        assertThat(RefusedRequest.classOf(status, null)).isEqualTo(why);
    }
}
