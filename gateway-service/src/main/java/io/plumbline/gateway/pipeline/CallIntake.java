package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.connection.CallWatches;
import io.plumbline.gateway.connection.ClientConnection;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.dialect.answer.AnswerOutline;
import io.plumbline.gateway.pipeline.call.CallFailures;
import io.plumbline.gateway.pipeline.call.ClientCall;
import io.plumbline.gateway.pipeline.delivery.CallHeaders;
import io.plumbline.gateway.pipeline.delivery.ReplayableResponse;
import io.plumbline.gateway.pipeline.request.ClientHeaders;
import io.plumbline.gateway.telemetry.CallSpan;
import io.plumbline.gateway.telemetry.CallTelemetry;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.http.UpstreamProperties;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes in calls: sends each through the [CallPipeline], and records and measures it once, however it ends.
@Component
public final class CallIntake {

    private static final Logger log = LoggerFactory.getLogger(CallIntake.class);

    private final CallPipeline pipeline;
    private final CallFailures failures;
    private final CallWatches watches;
    private final CallTelemetry telemetry;
    private final ClientCalls calls;
    private final UpstreamProperties properties;
    private final ProblemWriter problems;

    CallIntake(
            CallPipeline pipeline,
            CallFailures failures,
            CallWatches watches,
            CallTelemetry telemetry,
            ClientCalls calls,
            UpstreamProperties properties,
            ProblemWriter problems) {
        this.pipeline = pipeline;
        this.failures = failures;
        this.watches = watches;
        this.telemetry = telemetry;
        this.calls = calls;
        this.properties = properties;
        this.problems = problems;
    }

    /// Takes in a call. If its client has disconnected, nothing is left to do.
    public void serve(Surface surface, HttpServletRequest http, HttpServletResponse response) {
        serve((_, _) -> surface, http, response);
    }

    /// Takes in a call on a surface of its own.
    ///
    /// @param surfaces creates it from the call's ID and its caller
    public void serve(
            BiFunction<UUID, Caller, Surface> surfaces, HttpServletRequest http, HttpServletResponse response) {
        try {
            answer(surfaces, http, response);
        } catch (IOException e) {
            log.debug("The client has gone");
        }
    }

    private void answer(
            BiFunction<UUID, Caller, Surface> surfaces, HttpServletRequest http, HttpServletResponse response)
            throws IOException {
        UUID id = calls.newId();
        Caller caller = Callers.current();
        Surface surface = surfaces.apply(id, caller);
        CallAccount account = calls.begin(id, caller, surface);
        CallHeaders.begin(account, response);
        byte[] body = bodyOf(http);
        CallSpan span = telemetry.begin(surface.operation());
        ClientCall call = null;
        try (CallWatch watch = watches.watch(ClientConnection.of(http), properties.callTimeout())) {
            call = calls.open(
                    account, surface, body, ClientHeaders.of(http), watch, new ReplayableResponse(response, http));
            pipeline.run(call);
        } catch (ProblemException e) {
            tell(failures.refused(account, e, call), http, response);
        } catch (UpstreamFailure e) {
            tell(failures.unanswered(account, e, call), http, response);
        } catch (CallEndedException | IOException e) {
            failures.clientGone(account);
        } catch (RuntimeException e) {
            tell(failures.broken(account, e, call), http, response);
        } finally {
            failures.over(account);
            telemetry.end(span, account, outlineOf(call));
        }
    }

    private static Supplier<AnswerOutline> outlineOf(@Nullable ClientCall call) {
        return () -> call == null ? AnswerOutline.NONE : call.delivery().outline();
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
