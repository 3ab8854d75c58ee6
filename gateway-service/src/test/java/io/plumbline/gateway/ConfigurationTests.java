package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static io.plumbline.gateway.RunningGateway.variant;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/// A gateway whose providers and routes are made and changed.
@ExtendWith(SharedGateway.class)
abstract class ConfigurationTests {

    static final String PROVIDERS = "/api/v1/providers/";
    static final String ROUTES = "/api/v1/routes/";
    final RunningGateway gateway;
    final ScriptedProvider provider;

    ConfigurationTests(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    HttpResponse<String> putRoute(String name, String environment, String variant, String more) {
        return gateway.send("PUT", ROUTES + name, gateway.engineer(), """
                {"team": "%s", "environment": "%s", "variants": [%s]%s}""".formatted(TEAM, environment, variant, more));
    }

    static String registered(String model) {
        return """
                {"name": "a", "weight": 1, "target": {"model": "%s", "alias": "production"}}""".formatted(model);
    }

    static JsonNode parsed(String text) {
        return RunningGateway.JSON.readTree(text);
    }
}
