package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.connection.CallWatches;
import io.plumbline.gateway.connection.ClientConnection;
import io.plumbline.gateway.dialect.AnswerOutline;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.telemetry.CallSpan;
import io.plumbline.gateway.telemetry.CallTelemetry;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.UpstreamProperties;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes a call in, sends it through the [CallPipeline], and sees to it that whatever comes of it is recorded and
/// measured once.
@Component
public final class ChatCalls {

    private static final Logger log = LoggerFactory.getLogger(ChatCalls.class);

    private final CallPipeline pipeline;
    private final ChatFailures failures;
    private final CallWatches watches;
    private final CallTelemetry telemetry;
    private final ChatExchanges exchanges;
    private final UpstreamProperties properties;
    private final ProblemWriter problems;

    ChatCalls(
            CallPipeline pipeline,
            ChatFailures failures,
            CallWatches watches,
            CallTelemetry telemetry,
            ChatExchanges exchanges,
            UpstreamProperties properties,
            ProblemWriter problems) {
        this.pipeline = pipeline;
        this.failures = failures;
        this.watches = watches;
        this.telemetry = telemetry;
        this.exchanges = exchanges;
        this.properties = properties;
        this.problems = problems;
    }

    /// Takes the call in. Whether its client can still be told how it ended is no concern of anybody's.
    public void serve(Surface surface, HttpServletRequest http, HttpServletResponse response) {
        serve(_ -> surface, http, response);
    }

    /// The same on a surface that is the call's own.
    public void serve(Function<Call, Surface> surfaces, HttpServletRequest http, HttpServletResponse response) {
        try {
            answer(surfaces, http, response);
        } catch (IOException e) {
            log.debug("The client has gone");
        }
    }

    private void answer(Function<Call, Surface> surfaces, HttpServletRequest http, HttpServletResponse response)
            throws IOException {
        Call call = exchanges.begin();
        Surface surface = surfaces.apply(call);
        CallHeaders.begin(call, response);
        byte[] body = bodyOf(http);
        CallSpan span = telemetry.begin(surface.operation());
        ChatExchange exchange = null;
        try (CallWatch watch = watches.watch(ClientConnection.of(http), properties.callTimeout())) {
            exchange = exchanges.open(
                    call, surface, body, ClientHeaders.of(http), watch, new ReplayableResponse(response, http));
            pipeline.run(exchange);
        } catch (ProblemException e) {
            tell(failures.refused(call, e, exchange), http, response);
        } catch (UpstreamFailure e) {
            tell(failures.unanswered(call, e, exchange), http, response);
        } catch (CallEndedException | IOException e) {
            failures.clientGone(call);
        } catch (RuntimeException e) {
            tell(failures.broken(call, e, exchange), http, response);
        } finally {
            failures.over(call);
            telemetry.end(span, call, outlineOf(exchange));
        }
    }

    private static Supplier<AnswerOutline> outlineOf(@Nullable ChatExchange exchange) {
        return () -> exchange == null ? AnswerOutline.NONE : exchange.delivery().outline();
    }

    /// Reads the body. If the request states a length, the buffer is no larger and no more is read.
    private static byte[] bodyOf(HttpServletRequest http) throws IOException {
        int length = http.getContentLength();
        InputStream in = http.getInputStream();
        return length < 0 ? in.readAllBytes() : in.readNBytes(length);
    }

    private void tell(Optional<ProblemException> problem, HttpServletRequest http, HttpServletResponse response)
            throws IOException {
        if (problem.isPresent()) {
            problems.write(problem.get(), http, response);
        }
    }
}
