package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.NotAChunkException;
import io.plumbline.gateway.exchange.ClientCodec;
import io.plumbline.gateway.exchange.DeltaReader;
import io.plumbline.gateway.exchange.DeltaWriter;
import io.plumbline.gateway.exchange.ProviderCall;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// The way from any client's dialect into any provider's, and back.
final class CodecTranslation implements Translation {

    private final ClientCodec client;
    private final ProviderCall call;
    private final long createdSeconds;

    CodecTranslation(ClientCodec client, ProviderCall call, long createdSeconds) {
        this.client = client;
        this.call = call;
        this.createdSeconds = createdSeconds;
    }

    @Override
    public ObjectNode request() {
        return call.request();
    }

    @Override
    public ObjectNode answer(ObjectNode body) throws NotAChunkException {
        return client.write(call.answer(body), createdSeconds);
    }

    @Override
    public EventTranslator events() {
        return new Events(call.deltas(), client.deltas(createdSeconds));
    }

    @Override
    public ObjectNode refusal(ObjectNode body, int status) {
        return client.write(call.refusal(body, status));
    }

    private record Events(DeltaReader reader, DeltaWriter writer) implements EventTranslator {

        @Override
        public void take(byte[] data, Consumer<byte[]> client) throws NotAChunkException {
            reader.take(data, delta -> writer.take(delta, client));
        }

        @Override
        public void close(Consumer<byte[]> client) {
            reader.close(delta -> writer.take(delta, client));
        }
    }
}
