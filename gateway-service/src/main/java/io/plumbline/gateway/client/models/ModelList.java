package io.plumbline.gateway.client.models;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.route.resolve.RouteResolver;
import io.plumbline.gateway.route.resolve.Routing;
import io.plumbline.gateway.route.resolve.RoutingSnapshot;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/// Lists what a caller may use as `model`: the routes of their teams, or those to which their key is bound. Model
/// developers also see registered versions, and keys of that scope the models that providers declare.
@Component
final class ModelList {

    private final RoutingSnapshot routing;
    private final Registry registry;

    ModelList(RoutingSnapshot routing, Registry registry) {
        this.routing = routing;
        this.registry = registry;
    }

    /// OpenAI's model object.
    ///
    /// @param created seconds since 1970; always 0, since it is unknown
    record Model(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy) {

        static Model of(String id, String owner) {
            return new Model(id, "model", 0, owner);
        }
    }

    List<Model> of(Caller caller) {
        List<Model> models = new ArrayList<>();
        Routing now = routing.current();
        now.routes().values().stream()
                .filter(route -> RouteResolver.isListedFor(caller, route))
                .forEach(route -> models.add(Model.of(route.name(), route.team())));
        if (!caller.isLimitedToRoutes()) {
            addRegistered(caller, models);
            addDirect(caller, now, models);
        }
        models.sort(Comparator.comparing(Model::id));
        return models;
    }

    private void addRegistered(Caller caller, List<Model> models) {
        registry.models().stream()
                .filter(model -> RouteResolver.mayBuild(caller, model.team()))
                .forEach(model -> model.versions()
                        .forEach(version -> models.add(Model.of(
                                RouteResolver.REGISTRY_PREFIX + model.name() + "@" + version.version(),
                                model.team()))));
    }

    private static void addDirect(Caller caller, Routing now, List<Model> models) {
        if (!RouteResolver.mayCallDirectly(caller)) {
            return;
        }
        for (Provider provider : now.providers().values()) {
            if (provider.isShared() || caller.may(Permission.INFERENCE_CALL, provider.team())) {
                provider.models()
                        .forEach(model -> models.add(Model.of(provider.name() + "/" + model, provider.name())));
            }
        }
    }
}
