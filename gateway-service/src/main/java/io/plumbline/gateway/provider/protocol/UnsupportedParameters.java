package io.plumbline.gateway.provider.protocol;

import static java.util.Map.entry;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.Parameter;
import io.plumbline.kit.problem.ProblemException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// Parameters of OpenAI's chat completions without an equivalent in a provider's dialect. One that would change
/// the answer is refused; a hint is dropped. Immutable.
public final class UnsupportedParameters {

    /// For every dialect but OpenAI's.
    public static final UnsupportedParameters COMMON = new UnsupportedParameters(
            Set.of(
                    "stream_options",
                    "store",
                    "metadata",
                    "service_tier",
                    "speed",
                    "prompt_cache_key",
                    "prompt_cache_retention",
                    "verbosity",
                    "prediction"),
            Map.ofEntries(
                    entry("n", value -> value.asInt(1) > 1),
                    entry("logprobs", value -> value.asBoolean(false)),
                    entry("top_logprobs", value -> value.asInt(0) > 0),
                    entry("logit_bias", value -> !value.isEmpty()),
                    entry(
                            "modalities",
                            value -> value.valueStream()
                                    .anyMatch(each -> !each.asString("").equals("text")))));

    /// For a dialect that has neither a seed nor penalties, and passes on parameters that the gateway does not
    /// know.
    public static final UnsupportedParameters PASSING = COMMON.dropping("seed")
            .refusing(Map.ofEntries(
                    entry("frequency_penalty", value -> value.asDouble(0) != 0),
                    entry("presence_penalty", value -> value.asDouble(0) != 0),
                    entry("audio", _ -> true),
                    entry("functions", _ -> true),
                    entry("function_call", _ -> true),
                    entry("web_search_options", _ -> true),
                    entry("system", _ -> true))); // it has its place among the messages

    private final Set<String> hints;
    private final Map<String, Predicate<JsonNode>> refused;

    private UnsupportedParameters(Set<String> hints, Map<String, Predicate<JsonNode>> refused) {
        this.hints = Set.copyOf(hints);
        this.refused = Map.copyOf(refused);
    }

    /// Returns a copy that also drops these hints.
    public UnsupportedParameters dropping(String... more) {
        Set<String> all = new HashSet<>(hints);
        all.addAll(Set.of(more));
        return new UnsupportedParameters(all, refused);
    }

    /// @param more with a predicate for the values to refuse
    private UnsupportedParameters refusing(Map<String, Predicate<JsonNode>> more) {
        Map<String, Predicate<JsonNode>> all = new HashMap<>(refused);
        all.putAll(more);
        return new UnsupportedParameters(hints, all);
    }

    /// Whether the parameter is not sent to the provider.
    ///
    /// @throws ProblemException `invalid-call` if its value would change the answer
    public boolean drops(String name, Parameter parameter) {
        Predicate<JsonNode> test = refused.get(name);
        if (test == null) {
            return hints.contains(name);
        }
        if (test.test(parameter.value())) {
            throw refusal(parameter);
        }
        return true;
    }

    /// Returns the problem of a request with such a parameter.
    public static ProblemException refusal(Parameter parameter) {
        return InvalidCalls.at(parameter.param(), "is not supported by the model behind this route");
    }
}
