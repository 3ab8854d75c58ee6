package io.plumbline.gateway.provider.bedrock;

import io.plumbline.gateway.exchange.DeltaReader;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.NotAChunkException;
import io.plumbline.gateway.exchange.ProviderCall;
import io.plumbline.gateway.exchange.ProviderCodec;
import io.plumbline.gateway.exchange.ProviderRefusal;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Bedrock's Converse.
final class BedrockCodec implements ProviderCodec {

    private static final String TOO_LONG = "input is too long";

    @Override
    public ProviderCall begin(ModelRequest request, String model) {
        return new Call(ConverseRequest.write(request, model), nameOf(model));
    }

    /// Of an ARN what comes last, since the rest names an account.
    private static String nameOf(String model) {
        return model.substring(model.lastIndexOf('/') + 1);
    }

    /// @param model as answers name it: they do not say it themselves
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

        /// Bedrock says only what is wrong in the body; of which kind it is stands in a header. Within a stream it is
        /// as
        /// [EventStreamReader] gives it.
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
