package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.variant;

import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/// A provider that says one thing first and another then, and calls that ask for answers in a form.
@ExtendWith(SharedGateway.class)
abstract class OutputFormTests {

    static final String GOOD = "{\"amount\":5,\"to\":\"the landlord\"}";
    static final String BAD = "{\"amount\":-7,\"to\":\"secret-7c\"}";
    static final String SCHEMA = """
            {"type":"object","required":["amount"],"properties":{"amount":{"type":"integer","minimum":0},\
            "to":{"type":"string"}}}""";

    static final String ASKED = format(SCHEMA);
    static final String STREAM = ASKED + ", \"stream\": true, \"stream_options\": {\"include_usage\": true}";

    final RunningGateway gateway;
    final ScriptedProvider provider;

    OutputFormTests(RunningGateway gateway, ScriptedProvider provider) {
        this.gateway = gateway;
        this.provider = provider;
    }

    static String format(String schema) {
        return ", \"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"payment\", \"schema\": "
                + schema + "}}";
    }

    static String outputConfig(String schema) {
        return ", \"output_config\": {\"format\": {\"type\": \"json_schema\", \"schema\": " + schema + "}}";
    }

    @BeforeEach
    void route() {
        route("formed", "");
    }

    void route(String name, String output) {
        gateway.route(
                name,
                "[" + variant("a", "fake", "sim-form", 1) + "]",
                output.isEmpty() ? "" : ", \"output\": " + output);
    }

    /// Says the one first, and then the other.
    void says(String first, String then) {
        provider.plays((request, connection) -> {
            String text = provider.received().size() == 1 ? first : then;
            if (request.path().endsWith("/messages")) {
                connection.json(200, AnthropicScripts.answer(text));
            } else if (request.body().path("stream").asBoolean(false)) {
                stream(text, connection);
            } else {
                connection.json(200, ScriptedProvider.answer(text));
            }
        });
    }

    static void stream(String text, ScriptedProvider.Connection connection) throws IOException {
        connection.beginStream();
        connection.delta(text.substring(0, 4));
        connection.delta(text.substring(4));
        connection.finish("stop");
        connection.usage(10, 5);
        connection.done();
    }
}
