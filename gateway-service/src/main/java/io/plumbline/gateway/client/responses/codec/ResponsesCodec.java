package io.plumbline.gateway.client.responses.codec;

import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.codec.ClientCodec;
import io.plumbline.gateway.exchange.codec.DeltaWriter;
import io.plumbline.gateway.exchange.codec.ProviderRefusal;
import io.plumbline.gateway.wire.WireJson;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's responses. Members that a response copies from its request are added elsewhere: see [ResponseHead].
public final class ResponsesCodec implements ClientCodec {

    @Override
    public ModelRequest read(ObjectNode body) {
        return new ResponsesRequest(body).read();
    }

    @Override
    public ObjectNode write(ModelAnswer answer, long createdSeconds) {
        return draft(answer.id(), createdSeconds).of(answer).response();
    }

    @Override
    public DeltaWriter deltas(long createdSeconds) {
        return new ResponseEvents(draft("", createdSeconds));
    }

    private static ResponseDraft draft(String id, long createdSeconds) {
        return new ResponseDraft(ResponseHead.of(id, WireJson.newObject(), createdSeconds), id);
    }

    @Override
    public ObjectNode write(ProviderRefusal refusal) {
        ObjectNode body = WireJson.newObject();
        body.putObject("error")
                .put("message", refusal.messageOrStatus())
                .put("type", refusal.type() == null ? "invalid_request_error" : refusal.type())
                .putNull("param")
                .put("code", refusal.code());
        return body;
    }
}
