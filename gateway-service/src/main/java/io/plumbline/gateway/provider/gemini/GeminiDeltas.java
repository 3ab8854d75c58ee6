package io.plumbline.gateway.provider.gemini;

import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.codec.DeltaReader;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.wire.WireJson;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// Reads a stream. It has no end event: it is complete if it gave a finish reason before the provider closed it.
/// Some models give a reason with every piece. Each tool call arrives in one piece.
final class GeminiDeltas implements DeltaReader {

    private final GeminiAnswer answer;
    private boolean started;
    private int calls;

    GeminiDeltas(GeminiAnswer answer) {
        this.answer = answer;
    }

    @Override
    public void take(byte[] event, Consumer<Delta> deltas) throws NotAChunkException {
        ObjectNode body = WireJson.object(event).orElseThrow(() -> new NotAChunkException(false));
        List<Part> parts = answer.take(body);
        if (!started) {
            started = true;
            deltas.accept(new Delta.Started(answer.id(), answer.model()));
        }
        parts.forEach(part -> say(part, deltas));
        if (body.path("usageMetadata").isObject()) {
            deltas.accept(new Delta.Used(answer.usage()));
        }
    }

    private void say(Part part, Consumer<Delta> deltas) {
        if (part instanceof Part.Text text) {
            deltas.accept(new Delta.Text(text.text()));
        } else if (part instanceof Part.Thought thought) {
            deltas.accept(new Delta.Thought(thought.text()));
        } else if (part instanceof Part.ToolUse use) {
            int call = calls++;
            deltas.accept(new Delta.ToolStarted(call, use.id(), use.name(), use.signature()));
            deltas.accept(new Delta.ToolArguments(call, use.arguments()));
            deltas.accept(new Delta.ToolEnded(call));
        }
    }

    @Override
    public void close(Consumer<Delta> deltas) {
        FinishReason reason = answer.finishReason();
        if (reason != null) {
            deltas.accept(new Delta.Finished(reason, null));
            deltas.accept(new Delta.Ended());
        }
    }
}
