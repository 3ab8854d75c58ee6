package io.plumbline.gateway.provider.bedrock;

import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.exchange.codec.ProviderCall;
import io.plumbline.gateway.exchange.codec.ProviderCodec;
import io.plumbline.gateway.exchange.codec.ProviderRefusal;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes and reads Bedrock's Converse dialect.
final class BedrockCodec implements ProviderCodec {

    private static final String TOO_LONG = "input is too long";

    @Override
    public ProviderCall begin(ModelRequest request, String model) {
        return new Call(ConverseRequest.write(request, model), nameOf(model));
    }

    /// Returns the last part of an ARN, since the rest contains the account.
    private static String nameOf(String model) {
        return model.substring(model.lastIndexOf('/') + 1);
    }

    /// @param model as answers name it, since Bedrock's answers do not contain it
    private record Call(ConverseRequest.Written written, String model) implements ProviderCall {

        @Override
        public ObjectNode request() {
            return written.body();
        }

        @Override
        public ModelAnswer answer(ObjectNode body) throws NotAChunkException {
            return new ConverseAnswer(written.form(), model).read(body);
        }

        @Override
        public DeltaReader deltas() {
            return new ConverseDeltas(written.form(), model);
        }

        /// Reads a refusal. Its body contains only a message; the error type is in a header. Within a stream, the
        /// type is as [EventStreamReader] returns it.
        @Override
        public ProviderRefusal refusal(ObjectNode body, int status) {
            JsonNode said = body.path("error").isObject() ? body.path("error") : body;
            String message = said.path("message").asString(said.path("Message").asString(""));
            String words = message.toLowerCase(Locale.ROOT);
            boolean tooLong = words.contains(TOO_LONG) || words.contains("prompt is too long");
            return new ProviderRefusal(status, message, null, tooLong ? ProviderRefusal.TOO_LONG : null);
        }
    }
}
