package io.plumbline.gateway.pipeline.cost;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.price.ModelPrices;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.upstream.translation.UpstreamRequest;
import io.plumbline.kit.problem.ProblemException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The service tier that a request asks for: `service_tier`, and Anthropic's `speed`. Providers charge up to six
/// times the price for faster service, so the tier is passed on only if its price is known. If the target's
/// dialect differs from the request's, translation drops the tier.
public final class AskedTier {

    public static final String SERVICE_TIER = "service_tier";
    public static final String SPEED = "speed";

    private static final List<String> MEMBERS = List.of(SERVICE_TIER, SPEED);

    private AskedTier() {}

    /// Returns the tier; null if the target receives none. A fast request is fast in any tier.
    public static @Nullable String of(UpstreamRequest request, UpstreamTarget target) {
        if (!speaks(target, request.surface())) {
            return null;
        }
        JsonNode speed = request.body().path(SPEED);
        boolean fast = speed.isString() && !ModelPrices.isUsualTier(speed.asString());
        JsonNode asked = fast ? speed : request.body().path(SERVICE_TIER);
        return asked.isString() ? asked.asString() : null;
    }

    /// Returns the largest factor on its price that the target may charge: the more expensive of both members,
    /// and at least 1, since a provider may serve a request in its standard tier.
    static BigDecimal largestShare(CallRequest request, UpstreamTarget target, ModelPrices prices) {
        BigDecimal largest = BigDecimal.ONE;
        if (speaks(target, request.surface())) {
            for (String member : MEMBERS) {
                String asked = request.body().path(member).asString("");
                largest = largest.max(prices.tierShare(target.priced(), asked).orElse(BigDecimal.ONE));
            }
        }
        return largest;
    }

    /// @throws ProblemException `invalid-call` unless the price in that tier is known for every possible target
    public static void requirePriced(CallRequest request, List<ServedTarget> targets, ModelPrices prices) {
        for (String member : MEMBERS) {
            JsonNode asked = request.body().path(member);
            if (!isNone(member, asked) && !isPriced(asked.asString(""), request, targets, prices)) {
                throw InvalidCalls.at(member, "requests a service tier whose price is not known; omit it");
            }
        }
    }

    /// Whether a value requests no tier. A `speed` that is not a string is not Anthropic's.
    private static boolean isNone(String member, JsonNode asked) {
        return asked.isMissingNode() || asked.isNull() || (member.equals(SPEED) && !asked.isString());
    }

    private static boolean isPriced(String tier, CallRequest request, List<ServedTarget> targets, ModelPrices prices) {
        return targets.stream()
                .map(ServedTarget::upstream)
                .filter(target -> speaks(target, request.surface()))
                .allMatch(target -> prices.tierShare(target.priced(), tier).isPresent());
    }

    private static boolean speaks(UpstreamTarget target, Surface surface) {
        return target.provider().kind().dialect() == surface.dialect();
    }
}
