package io.plumbline.gateway.provider.gemini;

import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.exchange.codec.ProviderCall;
import io.plumbline.gateway.exchange.codec.ProviderCodec;
import io.plumbline.gateway.exchange.codec.ProviderRefusal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes and reads Gemini's dialect (`google.ai.generativelanguage.v1beta`, and `google.cloud.aiplatform.v1` of
/// Vertex AI).
final class GeminiCodec implements ProviderCodec {

    /// The prefix of IDs that Gemini gave, so that IDs of other providers in the same conversation are not sent
    /// to it.
    static final String OWN_ID = "gemini_";

    @Override
    public ProviderCall begin(ModelRequest request, String model) {
        return new Call(request, GeminiRequest.write(request, model));
    }

    private record Call(ModelRequest asked, ObjectNode request) implements ProviderCall {

        @Override
        public ModelAnswer answer(ObjectNode body) throws NotAChunkException {
            GeminiAnswer answer = newAnswer();
            List<Part> parts = GeminiAnswer.joined(answer.take(body));
            FinishReason finish = answer.finishReason();
            if (finish == null) {
                throw new NotAChunkException(false);
            }
            return new ModelAnswer(answer.id(), answer.model(), parts, finish, null, answer.usage());
        }

        @Override
        public DeltaReader deltas() {
            return new GeminiDeltas(newAnswer());
        }

        private GeminiAnswer newAnswer() {
            boolean parallel = !Boolean.FALSE.equals(asked.parallelToolCalls());
            return new GeminiAnswer(parallel, callsSoFar());
        }

        private long callsSoFar() {
            return asked.messages().stream()
                    .map(Message::parts)
                    .flatMap(List::stream)
                    .filter(Part.ToolUse.class::isInstance)
                    .count();
        }

        @Override
        public ProviderRefusal refusal(ObjectNode body, int status) {
            JsonNode error = body.path("error");
            String message = error.path("message").asString("");
            boolean tooLong = message.contains("exceeds the maximum number of tokens");
            return new ProviderRefusal(
                    status, message, textOrNull(error.path("status")), tooLong ? ProviderRefusal.TOO_LONG : null);
        }

        private static @Nullable String textOrNull(JsonNode value) {
            return value.isString() ? value.asString() : null;
        }

        /// Leaves out the request.
        @Override
        public String toString() {
            return "Call[" + asked + "]";
        }
    }
}
