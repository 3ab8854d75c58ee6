package io.plumbline.standalone.demo.registry;

import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.layout.Service;
import java.util.Map;

/// The versions of the story's model, as registered and promoted by the engineer. Each has its own upstream
/// model, so that the simulator's dials affect one version alone.
public final class ModelVersions {

    private final Api registry;

    public ModelVersions(DemoStack stage, Cast cast) {
        this.registry = stage.as(cast.engineer(), Service.REGISTRY);
    }

    /// The name at the provider.
    public static String upstreamModel(int version) {
        return "sim-support-" + version;
    }

    /// Registers the next version.
    public int register() {
        int next = registry.get(model()).expect(200).number("newestVersion") + 1;
        int version = registry.post(
                        model() + "/versions",
                        Map.of(
                                "kind",
                                "FOUNDATION",
                                "provider",
                                Registered.PROVIDER,
                                "upstreamModel",
                                upstreamModel(next),
                                "parameters",
                                Map.of("temperature", 0)))
                .expect(201)
                .number("version");
        if (version != next) {
            throw new StoryBroke(
                    "Another user has registered %s@%d in the meantime.".formatted(Registered.MODEL, next));
        }
        return version;
    }

    /// Requests promotion to production.
    public Answer promote(int version) {
        return registry.post("%s/versions/%d/transitions".formatted(model(), version), Map.of("to", "PRODUCTION"));
    }

    private static String model() {
        return "/api/v1/models/" + Registered.MODEL;
    }
}
