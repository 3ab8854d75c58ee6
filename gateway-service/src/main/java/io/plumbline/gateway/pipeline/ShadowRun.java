package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.connection.CallWatches;
import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.provider.TimeLimits;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.upstream.AttemptLog;
import io.plumbline.gateway.upstream.CallEndedException;
import io.plumbline.gateway.upstream.UpstreamAnswer;
import io.plumbline.gateway.upstream.UpstreamFailure;
import io.plumbline.gateway.upstream.Upstreams;
import io.plumbline.gateway.upstream.http.UpstreamProperties;
import io.plumbline.gateway.upstream.translation.UpstreamRequest;
import io.plumbline.kit.problem.ProblemException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Sends one mirrored call. It has its own event with the purpose `shadow` and its own cost, which budgets must
/// cover. It does not count towards limits. Thread-safe.
@Component
final class ShadowRun {

    private static final Logger log = LoggerFactory.getLogger(ShadowRun.class);
    private static final int SERVICE_UNAVAILABLE = 503;

    private final Upstreams upstreams;
    private final ReserveStage reserve;
    private final SettleStage settle;
    private final CallLedger ledger;
    private final CallWatches watches;
    private final UpstreamProperties properties;

    ShadowRun(
            Upstreams upstreams,
            ReserveStage reserve,
            SettleStage settle,
            CallLedger ledger,
            CallWatches watches,
            UpstreamProperties properties) {
        this.upstreams = upstreams;
        this.reserve = reserve;
        this.settle = settle;
        this.ledger = ledger;
        this.watches = watches;
        this.properties = properties;
    }

    /// Whether the target's dialect can express the request.
    boolean canAsk(ServedTarget target, UpstreamRequest request) {
        return upstreams.canAsk(target.upstream(), request);
    }

    /// @param place whose routing leads to the second target
    /// @param inputTokens an estimate of the input
    /// @return whether the call was answered and recorded
    boolean run(CallAccount account, CallRequest asked, UpstreamRequest request, CallPlace place, long inputTokens) {
        try (CallWatch watch = watches.watch(properties.callTimeout())) {
            ledger.admit();
            reserve.reserve(account, asked, place);
            ledger.intend(account, inputTokens);
            ask(account, place.resolution(), request, watch, inputTokens);
            ledger.record(account);
        } catch (ProblemException e) {
            log.atDebug().addKeyValue("call", account.id()).log("Mirrored call is not recorded");
        } catch (RuntimeException e) {
            log.atError()
                    .setCause(e)
                    .addKeyValue("call", account.id())
                    .log("Mirrored call failed by a defect of the gateway");
        } finally {
            ledger.end(account);
        }
        return account.errorType() == null && account.isRecorded();
    }

    private void ask(
            CallAccount account, Resolution resolution, UpstreamRequest request, CallWatch watch, long inputTokens) {
        AttemptLog attempts = new AttemptLog();
        Upstreams.Plan plan = new Upstreams.Plan(
                resolution.targets().stream().map(ServedTarget::upstream).toList(), Map.of(), 0, TimeLimits.NONE);
        account.timing().upstreamBegins();
        try (UpstreamAnswer answer = upstreams.call(plan, request, watch, attempts)) {
            TokenUsage used = answer instanceof UpstreamAnswer.Whole whole
                    ? request.surface().answers().whole(whole.body()).usage(inputTokens)
                    : new TokenUsage(inputTokens, 0, 0, true);
            ledger.account(account, used);
        } catch (UpstreamFailure e) {
            account.failed(e.errorType(), e.problem().status().value());
        } catch (ProblemException e) {
            // Nothing has left: it costs nothing.
            account.failed(ErrorType.CALLER_INVALID_REQUEST, e.type().status().value());
        } catch (CallEndedException e) {
            account.failed(ErrorType.GATEWAY_STOPPING, SERVICE_UNAVAILABLE);
        } finally {
            account.timing().upstreamEnds();
            account.course().tried(attempts);
            attempts.lost().forEach(each -> settle.lost(account, resolution, request, each, inputTokens));
        }
    }
}
