package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.price.ModelPrices;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.ServedTarget;
import io.plumbline.gateway.upstream.UpstreamRequest;
import io.plumbline.kit.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The service tier that a request asks for: `service_tier`, and Anthropic's `speed`. Providers take up to six
/// times the price for serving sooner, so it is passed on only where that price is known. A target of another
/// language than the request's is not asked for it: translation leaves it out.
final class AskedTier {

    static final String SERVICE_TIER = "service_tier";
    static final String SPEED = "speed";

    private static final List<String> MEMBERS = List.of(SERVICE_TIER, SPEED);

    private AskedTier() {}

    /// Null when the target is asked for none. What is fast is so in whatever tier.
    static @Nullable String of(UpstreamRequest request, UpstreamTarget target) {
        if (!speaks(target, request.surface())) {
            return null;
        }
        JsonNode speed = request.body().path(SPEED);
        boolean fast = speed.isString() && !ModelPrices.isUsualTier(speed.asString());
        JsonNode asked = fast ? speed : request.body().path(SERVICE_TIER);
        return asked.isString() ? asked.asString() : null;
    }

    /// The share of its price that the target may take for serving the request: of both members the dearer, and 1
    /// at least, since a provider may serve in its usual tier what was asked for in another.
    static BigDecimal largestShare(ChatRequest request, UpstreamTarget target, ModelPrices prices) {
        BigDecimal largest = BigDecimal.ONE;
        if (speaks(target, request.surface())) {
            for (String member : MEMBERS) {
                String asked = request.body().path(member).asString("");
                largest = largest.max(prices.tierShare(target.priced(), asked).orElse(BigDecimal.ONE));
            }
        }
        return largest;
    }

    /// @throws ProblemException `invalid-call` unless the price in that tier is known of everybody who may be
    ///     asked for it
    static void requirePriced(ChatRequest request, List<ServedTarget> targets, ModelPrices prices) {
        for (String member : MEMBERS) {
            JsonNode asked = request.body().path(member);
            if (!isNone(member, asked) && !isPriced(asked.asString(""), request, targets, prices)) {
                throw InvalidCalls.at(member, "requests a service tier whose price is not known; omit it");
            }
        }
    }

    /// A speed that is no word is none of Anthropic's.
    private static boolean isNone(String member, JsonNode asked) {
        return asked.isMissingNode() || asked.isNull() || (member.equals(SPEED) && !asked.isString());
    }

    private static boolean isPriced(String tier, ChatRequest request, List<ServedTarget> targets, ModelPrices prices) {
        return targets.stream()
                .map(ServedTarget::upstream)
                .filter(target -> speaks(target, request.surface()))
                .allMatch(target -> prices.tierShare(target.priced(), tier).isPresent());
    }

    private static boolean speaks(UpstreamTarget target, Surface surface) {
        return target.provider().kind().dialect() == surface.dialect();
    }
}
