package io.plumbline.gateway.pipeline.call;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.dialect.CallMemory;
import io.plumbline.gateway.guard.answer.ToolGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.pipeline.delivery.Delivery;
import io.plumbline.gateway.pipeline.delivery.ReplayableResponse;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.Objects;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;

/// A call whose route, guard policy and served configuration are known: every stage after `ResolveStage` works on
/// one.
///
/// @param place the call as scopes see it, before the guards inspected it
/// @param configuration digest of the served configuration
/// @param vault of the caller's own values, created when first used
/// @param inputTokens estimated tokens of the request as the client sent it
public record ResolvedCall(
        ClientCall client,
        CallPlace place,
        EffectivePolicy policy,
        String configuration,
        Supplier<PlaceholderVault> vault,
        long inputTokens) {

    public CallAccount account() {
        return client.account();
    }

    public CallRequest request() {
        return client.request();
    }

    public Delivery delivery() {
        return client.delivery();
    }

    public ReplayableResponse response() {
        return client.response();
    }

    public Resolution resolution() {
        return place.resolution();
    }

    public String team() {
        return place.team();
    }

    /// Returns the caller's own values, which the provider does not receive.
    public PlaceholderVault hidden() {
        return vault.get();
    }

    /// Returns the target that answered, before that the variant's own.
    public ServedTarget served() {
        return Objects.requireNonNullElse(
                account().served(), resolution().targets().getFirst());
    }

    /// Returns the guard that applies the policy's rules to the request's tools and to the answer's tool calls.
    public ToolGuard tools() {
        return tools(policy);
    }

    /// Returns the same guard with the rules of another version of the policy.
    public ToolGuard tools(EffectivePolicy other) {
        boolean retrieves = resolution().way().options().retrieval() != null;
        return request().tools(other, retrieves, account().guards());
    }

    /// Lets the surface store the answer if there is one.
    ///
    /// @param parked whether it waits for an approval
    public void remember(boolean parked) {
        ArrayNode choices = delivery().remembered();
        if (choices != null) {
            client.memory()
                    .answered(new CallMemory.Answered(
                            team(), resolution().route(), client.turn().conversation(), choices, parked));
        }
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "ResolvedCall[" + account().id() + "]";
    }
}
