package io.plumbline.gateway.chat;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.price.ModelPrices;
import io.plumbline.gateway.route.ServedTarget;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The service tier that a request asks for: `service_tier`, and Anthropic's `speed`. Providers take up to six times
/// the price for serving sooner, so it is passed on only where that price is known.
final class AskedTier {

    static final String SERVICE_TIER = "service_tier";
    static final String SPEED = "speed";

    private AskedTier() {}

    /// Null when the request asks for none. What is fast is so in whatever tier.
    static @Nullable String of(ChatRequest request) {
        JsonNode speed = request.body().path(SPEED);
        JsonNode asked = speed.isString() ? speed : request.body().path(SERVICE_TIER);
        return asked.isString() ? asked.asString() : null;
    }

    /// @throws ProblemException `invalid-call` unless the price in that tier is known of everybody who may be asked
    static void requirePriced(ChatRequest request, List<ServedTarget> targets, ModelPrices prices) {
        for (String member : List.of(SERVICE_TIER, SPEED)) {
            JsonNode asked = request.body().path(member);
            if (!isNone(member, asked) && !isPriced(asked.asString(""), targets, prices)) {
                throw InvalidCalls.at(member, "asks for a service tier whose price is not known here: leave it out");
            }
        }
    }

    /// A speed that is no word is none of Anthropic's.
    private static boolean isNone(String member, JsonNode asked) {
        return asked.isMissingNode() || asked.isNull() || (member.equals(SPEED) && !asked.isString());
    }

    private static boolean isPriced(String tier, List<ServedTarget> targets, ModelPrices prices) {
        return targets.stream()
                .allMatch(target ->
                        prices.tierShare(target.upstream().priced(), tier).isPresent());
    }
}
