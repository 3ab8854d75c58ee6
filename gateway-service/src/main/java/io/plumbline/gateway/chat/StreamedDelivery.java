package io.plumbline.gateway.chat;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.openai.ChatStream;
import io.plumbline.gateway.openai.ChatStream.NotAChunkException;
import io.plumbline.gateway.openai.OpenAiErrors;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.wire.SseReader;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/// An answer as server-sent events. Each chunk goes out when it comes: the stream is flushed whenever the provider
/// has nothing more ready. A client that reads slowly holds up the reading from the provider, so nothing piles up
/// here. The end, `[DONE]`, is given only for a stream that has one; one that broke off ends with an error event.
final class StreamedDelivery implements Delivery {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final Call call;
    private final HttpServletResponse response;
    private final CallWatch watch;
    private final boolean usageWanted;
    private final int choicesWanted;
    private @Nullable ChatStream stream;
    private @Nullable SseReader lingering;
    private boolean begun;
    private boolean unflushed;

    StreamedDelivery(Call call, HttpServletResponse response, CallWatch watch, boolean usageWanted, int choicesWanted) {
        this.call = call;
        this.response = response;
        this.watch = watch;
        this.usageWanted = usageWanted;
        this.choicesWanted = choicesWanted;
    }

    /// What is wrong with the first event of a stream; null when it is a chunk.
    static @Nullable CallProblem faultOf(byte[] data) {
        try {
            ChatStream.check(data);
            return null;
        } catch (NotAChunkException e) {
            return problemOf(e);
        }
    }

    private static CallProblem problemOf(NotAChunkException e) {
        return e.isError() ? CallProblem.PROVIDER_ERROR : CallProblem.PROVIDER_MALFORMED;
    }

    @Override
    public void forward(UpstreamAnswer answer, AnswerGuard guard) throws UpstreamFailure, CallEndedException {
        UpstreamAnswer.Streamed streamed = (UpstreamAnswer.Streamed) answer;
        ChatStream chunks = new ChatStream(guard, usageWanted, choicesWanted);
        stream = chunks;
        begin();
        boolean done = pump(streamed, chunks);
        if (chunks.isOver()) {
            flush();
            return;
        }
        if (!done && !chunks.isComplete()) {
            throw streamed.attempt().broken(CallProblem.PROVIDER_CUT);
        }
        send(chunks.rest(""));
        lingering = streamed.events();
    }

    /// Sets the head of the answer; it goes out with the first chunk.
    private void begin() {
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader(CallHeaders.GUARDRAILS, call.guards().header());
    }

    /// @return whether the provider said that it was done
    private boolean pump(UpstreamAnswer.Streamed streamed, ChatStream chunks)
            throws UpstreamFailure, CallEndedException {
        SseReader events = streamed.events();
        byte[] data = streamed.first();
        while (data != null) {
            if (ChatStream.isDone(data)) {
                return true;
            }
            byte[] chunk = taken(data, chunks, streamed);
            if (call.firstTokenNanos() == null && chunks.hasSaidSomething()) {
                call.firstTokenCame();
            }
            if (chunk != null) {
                send(chunk);
            }
            if (chunks.isOver()) {
                return false;
            }
            if (!events.hasNext()) {
                flush();
            }
            try {
                data = events.next();
            } catch (IOException e) {
                throw streamed.attempt().failed(e);
            }
        }
        return false;
    }

    private static byte @Nullable [] taken(byte[] data, ChatStream chunks, UpstreamAnswer.Streamed streamed)
            throws UpstreamFailure {
        try {
            return chunks.take(data);
        } catch (NotAChunkException e) {
            throw streamed.attempt().broken(problemOf(e));
        }
    }

    private void send(Optional<byte[]> chunk) throws CallEndedException {
        if (chunk.isPresent()) {
            send(chunk.get());
        }
        flush();
    }

    private void send(byte[] chunk) throws CallEndedException {
        begun = true;
        unflushed = true;
        write(out -> event(chunk, out));
    }

    private void flush() throws CallEndedException {
        if (unflushed) {
            unflushed = false;
            write(OutputStream::flush);
        }
    }

    private void write(CallWatch.Writing writing) throws CallEndedException {
        try {
            watch.write(response.getOutputStream(), writing);
        } catch (IOException e) {
            throw new CallEndedException();
        }
    }

    @Override
    public boolean isStopped() {
        return stream != null && stream.isStopped();
    }

    @Override
    public TokenUsage usage(long inputTokens) {
        ChatStream chunks = stream;
        if (chunks == null) {
            return TokenUsage.NONE;
        }
        TokenUsage reported = Delivery.reported(chunks.usage());
        return reported == null
                ? new TokenUsage(inputTokens, 0, ChatRequest.tokensOf(chunks.characters()), true)
                : reported;
    }

    @Override
    public @Nullable ArrayNode remembered() {
        return stream == null ? null : stream.remembered();
    }

    /// Ends the answer, and then reads the provider's to its end, which is a moment away, so that its connection
    /// can be used again.
    @Override
    public void finish() throws IOException {
        begun = true;
        watch.write(response.getOutputStream(), out -> {
            out.write(DONE);
            out.flush();
        });
        SseReader rest = lingering;
        if (rest != null) {
            watch.shorten(LINGER);
            readOut(rest);
        }
    }

    private static void readOut(SseReader rest) {
        try {
            while (rest.next() != null) {
                // nothing after the end matters
            }
        } catch (IOException e) {
            // then the connection is not used again
        }
    }

    @Override
    public boolean fail(ProblemException problem) throws IOException {
        if (!begun) {
            return false;
        }
        Optional<byte[]> held = stream == null ? Optional.empty() : stream.rest("");
        watch.write(response.getOutputStream(), out -> {
            if (held.isPresent()) {
                event(held.get(), out);
            }
            event(WireJson.bytes(OpenAiErrors.of(problem)), out);
            out.flush();
        });
        return true;
    }

    private static void event(byte[] data, OutputStream out) throws IOException {
        out.write(DATA);
        out.write(data);
        out.write(END);
    }
}
