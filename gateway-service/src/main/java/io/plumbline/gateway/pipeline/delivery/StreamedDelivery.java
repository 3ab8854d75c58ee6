package io.plumbline.gateway.pipeline.delivery;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.approval.ParkedAnswer;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.dialect.answer.EarlierUsage;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.upstream.Attempt;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.translation.AnswerEvents;
import io.plumbline.kit.problem.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Delivers an answer as server-sent events. Each event is sent on arrival: the stream is flushed whenever the
/// provider has nothing more ready. A slow client slows down reading from the provider, so nothing accumulates
/// here. Only a complete stream gets its end; an interrupted one ends with an error event.
public final class StreamedDelivery implements Delivery {

    private static final Duration LINGER = Duration.ofSeconds(1);

    /// Enough for most ends.
    private static final int END_BYTES = 1024;

    private final CallAccount account;
    private final CallRequest request;
    private final CallWatch watch;
    private final EventResponse client;
    private final Duration keepAlive;
    private final int longestParked;
    private @Nullable AnswerGuard guarded;
    private @Nullable AnswerStream stream;
    private @Nullable StreamTape tape;
    private @Nullable AnswerEvents lingering;
    private @Nullable Attempt attempt;
    private @Nullable ObjectNode plumbline;
    private boolean ended;
    private final EarlierUsage earlier = new EarlierUsage();

    /// @param longestParked maximum size in bytes of an answer that can be parked
    public StreamedDelivery(
            CallAccount account,
            CallRequest request,
            HttpServletResponse response,
            CallWatch watch,
            Duration keepAlive,
            int longestParked) {
        this.keepAlive = keepAlive;
        this.longestParked = longestParked;
        this.account = account;
        this.request = request;
        this.watch = watch;
        this.client =
                new EventResponse(response, watch, request.surface().answers().idleEvent());
    }

    @Override
    public void hold() {
        client.hold();
    }

    @Override
    public void forward(UpstreamAnswer answer, AnswerGuard guard) throws UpstreamFailure, CallEndedException {
        UpstreamAnswer.Streamed streamed = (UpstreamAnswer.Streamed) answer;
        AnswerStream events = request.surface().answers().stream(guard.streamed(), request.body());
        if (stream != null) {
            earlier.add(stream.reportedUsage()); // this answer takes the place of that
        }
        events.addsTo(earlier);
        stream = events;
        attempt = streamed.attempt();
        ended = false;
        guarded = guard;
        tape = guard.mayAsk() ? new StreamTape(events, guard, longestParked) : null;
        client.begin(account.guards().header());
        boolean done;
        try {
            client.keepAlive(keepAlive);
            done = pump(streamed, events, guard);
            ended = done;
        } catch (IOException e) {
            throw new CallEndedException();
        } finally {
            watch.noMoreSilence();
        }
        if (events.isOver()) {
            giveWaiting();
            client.flush();
            return;
        }
        if (!done && !events.isComplete()) {
            throw streamed.attempt().broken(CallProblem.PROVIDER_CUT);
        }
        events.rest(this::send);
        requireTime(guard);
        giveWaiting();
        client.flush();
        lingering = streamed.events();
    }

    /// @return whether the provider reported the end
    private boolean pump(UpstreamAnswer.Streamed streamed, AnswerStream events, AnswerGuard guard)
            throws UpstreamFailure, CallEndedException {
        while (true) {
            if (!streamed.events().hasNext()) {
                client.flush();
            }
            byte[] data = next(streamed, guard);
            if (data == null) {
                return false;
            }
            if (events.isEnd(data)) {
                return true;
            }
            try {
                events.take(data, this::send);
            } catch (NotAChunkException e) {
                throw GuardedRefusal.inWords(streamed.attempt().broken(e, data), guard);
            }
            requireTime(guard);
            if (account.timing().firstTokenNanos() == null && events.hasSaidSomething()) {
                account.timing().firstTokenCame();
            }
            if (events.isOver()) {
                return false;
            }
        }
    }

    private static byte @Nullable [] next(UpstreamAnswer.Streamed streamed, AnswerGuard guard)
            throws UpstreamFailure, CallEndedException {
        try {
            return streamed.events().next();
        } catch (NotAChunkException e) {
            throw GuardedRefusal.inWords(streamed.attempt().broken(e, null), guard);
        } catch (IOException e) {
            throw streamed.attempt().failed(e);
        }
    }

    /// Fails if the guards had no time to inspect the answer, which differs from an answer that they blocked.
    private static void requireTime(AnswerGuard guard) {
        if (guard.isOutOfTime()) {
            throw guard.outOfTime();
        }
    }

    private boolean isOutOfTime() {
        return guarded != null && guarded.isOutOfTime();
    }

    private void send(@Nullable String name, byte[] data) throws CallEndedException {
        if (isOutOfTime()) {
            return;
        }
        StreamTape kept = tape;
        if (kept != null) {
            kept.add(name, data);
            if (kept.flows()) {
                giveWaiting();
            }
            return;
        }
        client.give(out -> EventFrames.write(name, data, out));
    }

    /// Sends the waiting events unless an approval is required.
    private void giveWaiting() throws CallEndedException {
        StreamTape kept = tape;
        if (kept != null && !kept.isParked() && !kept.isEmpty()) {
            client.give(kept::release);
        }
    }

    @Override
    public void adds(ObjectNode member) {
        plumbline = member;
    }

    @Override
    public void paidBefore(ObjectNode usage) {
        earlier.add(usage);
    }

    @Override
    public boolean isStopped() {
        return stream != null && stream.isStopped();
    }

    @Override
    public TokenUsage usage(long inputTokens) {
        return stream == null ? TokenUsage.NONE : stream.usage(inputTokens);
    }

    @Override
    public long nanosBeforeFirstToken() {
        AnswerStream events = stream;
        boolean unheard = events != null && !ended && !events.isComplete() && !events.hasSaidSomething();
        return unheard && attempt != null ? attempt.nanos() : 0;
    }

    @Override
    public @Nullable ArrayNode remembered() {
        return stream == null ? null : stream.remembered();
    }

    @Override
    public @Nullable ParkedAnswer parked(int longest) {
        AnswerStream ending = stream;
        StreamTape kept = tape;
        if (ending == null || kept == null) {
            return null;
        }
        ending.end(plumbline, kept::add);
        byte[] all = kept.all();
        return all == null || all.length > longest ? null : new ParkedAnswer(EventResponse.TYPE, all);
    }

    @Override
    public AnswerOutline outline() {
        return stream == null ? AnswerOutline.NONE : stream.outline();
    }

    @Override
    public byte[] rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream(client.heldBytes() + END_BYTES);
        writeRest(rest);
        return rest.toByteArray();
    }

    private void writeRest(OutputStream out) throws IOException {
        client.writeHeld(out);
        if (account.asked().evaluation()) {
            EventFrames.writeComments(CallHeaders.afterAnswer(account), out);
        }
        AnswerStream ending = stream;
        if (ending != null) {
            ending.end(plumbline, (name, data) -> EventFrames.write(name, data, out));
        }
    }

    @Override
    public String contentType() {
        return EventResponse.TYPE;
    }

    @Override
    public void finish(byte[] rest) throws IOException {
        finish(out -> out.write(rest));
    }

    @Override
    public void finish() throws IOException {
        finish(this::writeRest);
    }

    /// Sends the end, then reads the rest of the provider's stream, which is about to end, so that its connection
    /// can be reused.
    private void finish(CallWatch.Writing rest) throws IOException {
        client.finish(rest);
        AnswerEvents remaining = lingering;
        if (remaining != null) {
            watch.shorten(LINGER);
            readOut(remaining);
        }
    }

    private static void readOut(AnswerEvents rest) {
        try {
            while (rest.next() != null) {
                // nothing after the end matters
            }
        } catch (IOException | NotAChunkException e) {
            // then the connection is not used again
        }
    }

    @Override
    public boolean fail(ProblemException problem) throws IOException {
        if (!client.hasBegun()) {
            return false;
        }
        AnswerStream broken = !client.isHeld() && !isOutOfTime() ? stream : null;
        client.last(out -> {
            if (broken != null && tape == null) { // what is held back may be for a person to decide
                broken.rest((name, data) -> EventFrames.write(name, data, out));
            }
            request.surface().errors().failure(problem, (name, data) -> EventFrames.write(name, data, out));
        });
        return true;
    }
}
