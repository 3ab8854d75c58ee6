package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.configuration.Admission;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.guard.policy.GuardPolicies;
import io.plumbline.gateway.pipeline.call.ClientCall;
import io.plumbline.gateway.pipeline.call.Conversations;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.gateway.pipeline.delivery.CallHeaders;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.RouteResolver;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.upstream.translation.RoutingMembers;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Permission;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/// Resolves a call: its route, its guard policy and the configuration that serves it. Removes the members of the
/// request that would reroute the call or have it stored at the provider. Thread-safe.
@Component
final class ResolveStage {

    private final CallLedger ledger;
    private final RouteResolver resolver;
    private final GuardPolicies policies;
    private final Admission admission;
    private final RoutingMembers routing;
    private final Conversations conversations;

    ResolveStage(
            CallLedger ledger,
            RouteResolver resolver,
            GuardPolicies policies,
            Admission admission,
            RoutingMembers routing,
            Conversations conversations) {
        this.ledger = ledger;
        this.resolver = resolver;
        this.policies = policies;
        this.admission = admission;
        this.routing = routing;
        this.conversations = conversations;
    }

    /// @throws ProblemException `audit-unavailable`, a refusal of the route, `gateway-not-ready`,
    ///     `target-not-gated`, `call-forbidden` if the call may not name its prompt, or `invalid-call` if the
    ///     policy refuses a member of the request
    ResolvedCall resolve(ClientCall call) {
        ledger.admit();
        CallAccount account = call.account();
        CallRequest request = call.request();
        long inputTokens = request.estimatedTokens();
        Resolution resolution =
                resolver.resolve(request.model(), call.caller(), request.keys(call.turn(), inputTokens));
        account.resolved(resolution);
        CallHeaders.resolved(resolution, call.response());
        CallPlace place = CallPlace.of(call.caller(), request.subject(), resolution);
        EffectivePolicy policy = policyOf(call, resolution);
        account.resolved(resolution, policy);
        allowPrompt(call, resolution);
        String configuration =
                admission.admit(resolution, policy, request.options().prompt(), call.isEvaluation());
        account.resolved(resolution, policy, configuration);
        CallHeaders.configured(configuration, call.response());
        removeRouting(call, resolution, policy);
        return new ResolvedCall(
                call,
                place,
                policy,
                configuration,
                SingletonSupplier.of(() -> conversations.vault(
                        resolution.team(), policy, call.turn().conversation())),
                inputTokens);
    }

    /// @throws ProblemException `call-forbidden` if the call may not bypass the guards
    private EffectivePolicy policyOf(ClientCall call, Resolution resolution) {
        EffectivePolicy policy =
                policies.forCall(resolution.policy(), call.caller(), resolution.team(), resolution.route());
        if (!call.request().options().unguarded()) {
            return policy;
        }
        if (!call.caller().may(Permission.GUARD_BYPASS, resolution.team())) {
            throw CallProblem.CALL_FORBIDDEN
                    .because("Evaluation calls without guards need the permission guard:bypass.")
                    .with("param", "plumbline.guards");
        }
        return policies.bypass();
    }

    /// Checks that the call may name its prompt. Evaluation calls try prompts before they are allowed in
    /// production.
    private static void allowPrompt(ClientCall call, Resolution resolution) {
        String named = call.request().options().prompt();
        if (named != null
                && !call.isEvaluation()
                && !resolution.way().options().allowsPrompt(named, call.caller(), resolution.team())) {
            throw CallProblem.CALL_FORBIDDEN
                    .because("This route does not allow this credential to name that prompt.")
                    .with("param", "plumbline.prompt");
        }
    }

    private void removeRouting(ClientCall call, Resolution resolution, EffectivePolicy policy) {
        Set<ProviderKind> kinds = EnumSet.noneOf(ProviderKind.class);
        for (ServedTarget target : resolution.targets()) {
            kinds.add(target.upstream().provider().kind());
        }
        CallRequest request = call.request();
        CallHeaders.dropped(
                routing.settle(
                        request.body(),
                        request.surface().parameters(),
                        kinds,
                        policy.whole().egress()),
                call.response());
    }
}
