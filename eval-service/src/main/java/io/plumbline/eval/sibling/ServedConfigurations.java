package io.plumbline.eval.sibling;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.GatewayClient.ConfigurationQuery;
import io.plumbline.clients.gateway.GatewayClient.ResolvedConfiguration;
import io.plumbline.configuration.ServedConfiguration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.client.HttpClientErrorException;
import tools.jackson.databind.json.JsonMapper;

/// Asks the gateway for the production configuration of registered versions. Thread-safe.
public final class ServedConfigurations {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String REGISTRY = "registry:";
    /// Permanent refusals.
    private static final Set<Integer> FINAL = Set.of(400, 404, 405, 409, 410, 422);
    /// Bounded because an audit event must contain it.
    private static final int MAX_LENGTH = 32_000;

    private final GatewayClient gateway;

    public ServedConfigurations(GatewayClient gateway) {
        this.gateway = gateway;
    }

    /// The gateway permanently refuses to return a served configuration.
    public static final class UnknownConfigurationException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnknownConfigurationException(String reason) {
            super(reason);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /// @param reference the model, as `name@version`
    /// @param prompt as `name@version`
    /// @param route the production route under whose terms it is served; null for the first that leads to the model
    /// @throws UnknownConfigurationException if the gateway refuses, or is of an older release
    public ResolvedConfiguration resolve(
            String team, String reference, @Nullable String prompt, @Nullable String route) {
        int at = reference.lastIndexOf('@');
        ConfigurationQuery query = new ConfigurationQuery(
                team, reference.substring(0, at), Integer.parseInt(reference.substring(at + 1)), prompt, route);
        ResolvedConfiguration found;
        try {
            found = gateway.resolve(query);
        } catch (HttpClientErrorException e) {
            int status = e.getStatusCode().value();
            if (!FINAL.contains(status)) {
                throw e;
            }
            throw new UnknownConfigurationException(
                    "The gateway does not report how production would serve " + reference
                            + " (HTTP " + status
                            + "): its provider, prompt, route or guard policy does not exist, or the gateway has an earlier version than"
                            + " eval-service.");
        }
        check(reference, found);
        return found;
    }

    /// Returns the digest of a judge's served configuration; null for a route, which follows its current
    /// configuration.
    ///
    /// @param model as in judges: `registry:name@version`, or the name of a route
    /// @throws UnknownConfigurationException likewise
    public @Nullable String digestOfJudge(String team, String model) {
        return model.startsWith(REGISTRY)
                ? resolve(team, model.substring(REGISTRY.length()), null, null).digest()
                : null;
    }

    /// Checks that the document matches its digest, since it is kept as evidence.
    private static void check(String reference, ResolvedConfiguration found) {
        String text = JSON.writeValueAsString(found.document());
        if (text.length() > MAX_LENGTH
                || !ServedConfiguration.digestOf(JSON.readValue(text, Object.class))
                        .equals(found.digest())) {
            throw new UnknownConfigurationException(
                    "The gateway's served configuration of " + reference + " is not what its digest says.");
        }
    }
}
