package io.plumbline.registry.lineage;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.gateway.ServedRoute;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.registry.lineage.Lineage.Node;
import io.plumbline.registry.lineage.Lineage.Relation;
import io.plumbline.registry.lineage.RecordedEdges.Found;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/// The routes of the gateway with what serves them now, among those that the caller may read. The gateway is
/// called for each graph: it alone knows its routes.
@Component
class ServedRoutes {

    private static final Logger log = LoggerFactory.getLogger(ServedRoutes.class);
    private static final int PAGE = 500;
    private static final int MOST = 2_000;

    private final GatewayClient gateway;
    private final JdbcClient jdbc;

    ServedRoutes(GatewayClient gateway, JdbcClient jdbc) {
        this.gateway = gateway;
        this.jdbc = jdbc;
    }

    /// Routes at one point in time.
    ///
    /// @param known whether the gateway answered
    record Read(List<ServedRoute> routes, boolean known) {

        static final Read NONE = new Read(List.of(), true);
    }

    /// Returns the routes that the caller may read. Call it outside a transaction.
    Read read() {
        Caller caller = Callers.current();
        List<ServedRoute> routes = new ArrayList<>();
        try {
            String cursor = null;
            do {
                GatewayClient.RoutePage page = gateway.routes(PAGE, cursor);
                routes.addAll(page.items());
                cursor = page.nextCursor();
            } while (cursor != null && routes.size() < MOST);
        } catch (ProblemException | RestClientException e) {
            log.atDebug().setCause(e).log("Cannot read the routes now");
            return new Read(List.of(), false);
        }
        return new Read(
                routes.stream()
                        .filter(route -> caller.may(Permission.ROUTE_READ, route.team()) && caller.mayUse(route.name()))
                        .toList(),
                true);
    }

    /// Returns the edges from versions and knowledge bases to routes. Aliases are followed to their versions.
    List<Found> edges(Read read) {
        Map<String, String> aliases = aliases(read.routes());
        Set<Found> edges = new HashSet<>();
        for (ServedRoute route : read.routes()) {
            String to = id(route);
            Stream.concat(route.variants().stream().map(ServedRoute.Variant::target), route.fallbacks().stream())
                    .map(target -> version(target, aliases))
                    .flatMap(Stream::ofNullable)
                    .forEach(model -> edges.add(new Found("model:" + model, to, Relation.SERVES)));
            route.variants().stream()
                    .map(ServedRoute.Variant::prompt)
                    .flatMap(Stream::ofNullable)
                    .forEach(prompt -> edges.add(new Found("prompt:" + prompt, to, Relation.SERVES)));
            if (route.retrieval() != null) {
                String base =
                        NodeKind.KNOWLEDGE_BASE.word() + ":" + route.retrieval().knowledgeBase();
                edges.add(new Found(base, to, Relation.SERVES));
            }
        }
        return List.copyOf(edges);
    }

    private static @Nullable String version(ServedRoute.Target target, Map<String, String> aliases) {
        if (target.model() == null) {
            return null;
        }
        return target.version() != null
                ? target.model() + "@" + target.version()
                : aliases.get(target.model() + "@" + target.alias());
    }

    private Map<String, String> aliases(List<ServedRoute> routes) {
        String[] models = routes.stream()
                .flatMap(route -> Stream.concat(
                        route.variants().stream().map(ServedRoute.Variant::target), route.fallbacks().stream()))
                .filter(target -> target.alias() != null)
                .map(ServedRoute.Target::model)
                .distinct()
                .toArray(String[]::new);
        Map<String, String> versions = new HashMap<>();
        jdbc.sql("""
                        select a.name, x.name, x.version from asset a
                        join (select asset_id, name, version from alias
                            union all
                            select asset_id, 'production', version from version_stage where stage = 'PRODUCTION') x
                            on x.asset_id = a.id
                        where a.type = 'MODEL' and a.name = any(cast(:models as text[]))
                        """).param("models", models).query(row -> {
            versions.put(row.getString(1) + "@" + row.getString(2), row.getString(1) + "@" + row.getInt(3));
        });
        return versions;
    }

    static String id(ServedRoute route) {
        return NodeKind.ROUTE.word() + ":" + route.name();
    }

    static Node node(ServedRoute route) {
        return new Node(
                id(route),
                NodeKind.ROUTE,
                route.name(),
                null,
                route.team(),
                null,
                Map.of("environment", route.environment()));
    }
}
