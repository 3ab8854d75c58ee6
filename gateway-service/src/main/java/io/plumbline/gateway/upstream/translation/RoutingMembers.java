package io.plumbline.gateway.upstream.translation;

import io.plumbline.gateway.dialect.ClientParameters;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.protocol.ProviderProtocol;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.egress.EgressRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// The members of a request by which an upstream would call another model or server than the gateway has chosen,
/// or store the conversation. An upstream of any kind may be an aggregator (OpenRouter, a LiteLLM proxy), so
/// every table contains the aggregators' members. Names are compared case-insensitively, as upstreams written in
/// Go do.
///
/// Members that store the conversation are always dropped, since clients send them inadvertently. Members that
/// reroute the call are refused or dropped, as the guard policy sets.
@Component
public final class RoutingMembers {

    /// The aggregators' members: the caller's choice of models, servers, credentials and plug-ins, and reporting
    /// addresses.
    private static final String EVERYWHERE = """
        models route provider fallbacks api_base base_url api_key api_version api_type custom_llm_provider transforms
        plugins preset organization deployment_id model_list model_info model_group target_model user_config
        router_settings_override default_fallbacks context_window_fallbacks context_window_fallback_dict
        content_policy_fallbacks disable_fallbacks enable_fallbacks num_retries max_retries mock_response
        mock_tool_calls mock_timeout mock_testing_fallbacks mock_testing_context_fallbacks
        mock_testing_content_policy_fallbacks headers extra_headers extra_query extra_body guardrails callbacks
        success_callback failure_callback logger_fn turn_off_message_logging no-log proxy_server_request tenant_id
        client_id client_secret region_name hf_model_name input_cost_per_token output_cost_per_token mcp_servers
        """;

    /// Prefixes of names, such as `aws_secret_access_key`.
    private static final List<String> PREFIXES =
            List.of("aws_", "vertex_", "azure_", "litellm_", "langfuse_", "langsmith_", "openrouter_", "portkey_");

    private static final List<String> SUFFIXES = List.of("_api_base", "_base_url", "_api_key");
    private static final String MODEL = "model";
    private static final String METADATA = "metadata";

    private final Map<ProviderKind, Kind> kinds = new EnumMap<>(ProviderKind.class);

    RoutingMembers(List<ProviderProtocol> protocols) {
        for (ProviderProtocol protocol : protocols) {
            Map<String, Use> table = new HashMap<>();
            add(Set.of(EVERYWHERE.strip().split("\\s+", -1)), Use.ROUTES, table);
            add(protocol.routingMembers(), Use.ROUTES, table);
            add(protocol.keepingMembers(), Use.KEEPS, table);
            kinds.put(
                    protocol.kind(),
                    new Kind(Map.copyOf(table), protocol.namesUserInMetadata(), protocol.openMember()));
        }
    }

    private enum Use {
        /// Reroutes a call.
        ROUTES,
        /// Stores the conversation.
        KEEPS
    }

    /// The members of one kind of provider.
    private record Kind(
            Map<String, Use> table,
            boolean namesUserInMetadata,
            @Nullable String openMember) {

        private static final Kind UNKNOWN = new Kind(Map.of(), false, null);
    }

    private static void add(Set<String> names, Use use, Map<String, Use> table) {
        names.forEach(name -> table.put(name, use));
    }

    /// Refuses or removes such members of a caller's request.
    ///
    /// @param body from which they are removed
    /// @param parameters of the dialect in which it is
    /// @param asked kinds of the providers that may receive it
    /// @return the names of the removed members, as the tables write them, in order
    /// @throws ProblemException `invalid-call` if the policy refuses one
    public Set<String> settle(
            ObjectNode body, ClientParameters parameters, Collection<ProviderKind> asked, EgressRules rules) {
        Set<String> dropped = new TreeSet<>();
        List<String> removed = new ArrayList<>();
        for (String name : body.propertyNames()) {
            for (ProviderKind kind : asked) {
                Use use = parameters.namesUserInMetadata() && name.equals(METADATA) ? null : useOf(name, kind);
                if (use == null && parameters.serverMembers().contains(folded(name))) {
                    use = Use.ROUTES;
                }
                if (use == Use.ROUTES && rules.routingMembers() == EgressRules.RoutingMembers.REFUSE) {
                    throw InvalidCalls.at(
                            shown(name), "would route the call elsewhere, which the policy does not allow");
                }
                if (use != null) {
                    removed.add(name);
                    dropped.add(shown(name));
                }
            }
        }
        body.remove(removed);
        if (parameters.namesUserInMetadata() && keepOnlyUser(body)) {
            dropped.add(METADATA);
        }
        return dropped;
    }

    /// Removes all such members from a request to a provider, whatever their origin, as a last safeguard.
    void strip(ObjectNode body, ProviderKind kind) {
        List<String> removed = null;
        for (String name : body.propertyNames()) {
            if (useOf(name, kind) != null) {
                removed = removed == null ? new ArrayList<>() : removed;
                removed.add(name);
            }
        }
        if (removed != null) {
            body.remove(removed);
        }
        Kind known = kinds.getOrDefault(kind, Kind.UNKNOWN);
        if (known.namesUserInMetadata()) {
            keepOnlyUser(body);
        }
        if (known.openMember() != null && body.get(known.openMember()) instanceof ObjectNode open) {
            strip(open, kind);
        }
    }

    /// Keeps only the user in such metadata, since aggregators route by tags in it.
    ///
    /// @return whether anything was removed
    private static boolean keepOnlyUser(ObjectNode body) {
        if (!(body.get(METADATA) instanceof ObjectNode metadata) || (metadata.size() <= 1 && metadata.has("user_id"))) {
            return false;
        }
        ObjectNode user = metadata.objectNode();
        if (metadata.has("user_id")) {
            user.set("user_id", metadata.get("user_id"));
            body.set(METADATA, user);
        } else {
            body.remove(METADATA);
        }
        return true;
    }

    private @Nullable Use useOf(String name, ProviderKind kind) {
        if (name.equals(MODEL)) {
            return null;
        }
        Map<String, Use> table = kinds.getOrDefault(kind, Kind.UNKNOWN).table();
        String folded = folded(name);
        Use use = table.get(folded);
        if (use != null) {
            return use;
        }
        return folded.equals(MODEL) || family(folded) != null ? Use.ROUTES : null;
    }

    /// Folds a name like the most lenient upstream: also `ſ` to `s`, and the Kelvin sign to `k`.
    private static String folded(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 128 || (c >= 'A' && c <= 'Z')) {
                return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }

    private static @Nullable String family(String folded) {
        for (String prefix : PREFIXES) {
            if (folded.startsWith(prefix)) {
                return prefix + "*";
            }
        }
        for (String suffix : SUFFIXES) {
            if (folded.endsWith(suffix)) {
                return "*" + suffix;
            }
        }
        return null;
    }

    /// Returns a caller's name in a displayable form.
    private static String shown(String name) {
        String folded = folded(name);
        String family = family(folded);
        return family == null ? folded : family;
    }
}
