package io.plumbline.gateway;

import java.util.Map;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One gateway and one scripted provider for all classes that are extended with this; the provider is reset before
/// each test. The provider is called `fake`, and the route `support` of team A leads to it; `claude` is the same
/// provider as one of Anthropic's kind, and a route to it. Models `sim-tiered*` have a price for `priority`.
public final class SharedGateway implements ParameterResolver, BeforeEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedGateway.class);

    private record Pair(RunningGateway gateway, ScriptedProvider provider) implements AutoCloseable {
        static Pair start() {
            ScriptedProvider provider = new ScriptedProvider();
            RunningGateway gateway = RunningGateway.start(Map.of(
                    "plumbline.gateway.upstream.response-timeout",
                    "10s",
                    "plumbline.gateway.budgets.longest-wait",
                    "20s",
                    "plumbline.gateway.streams.keep-alive",
                    "600ms",
                    "plumbline.gateway.prices.tiers[0].model",
                    "sim-tiered*",
                    "plumbline.gateway.prices.tiers[0].tier",
                    "priority",
                    "plumbline.gateway.prices.tiers[0].share",
                    "2"));
            Policies.publishStandard(gateway);
            gateway.provider("fake", provider.url());
            gateway.route("support", "fake");
            gateway.provider("claude", "anthropic", provider.url());
            gateway.route("claude", "claude");
            return new Pair(gateway, provider);
        }

        @Override
        public void close() {
            gateway.close();
            provider.close();
        }
    }

    private static Pair pair(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Pair.class, _ -> Pair.start(), Pair.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        pair(context).provider().reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RunningGateway.class || type == ScriptedProvider.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Pair pair = pair(context);
        return parameter.getParameter().getType() == RunningGateway.class ? pair.gateway() : pair.provider();
    }
}
