package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.demo.registry.FourEyes;
import io.plumbline.standalone.demo.registry.ModelVersions;
import io.plumbline.standalone.demo.registry.Registered;
import io.plumbline.standalone.layout.Service;
import java.util.List;
import java.util.Map;

/// Shows that promotion to production waits for a second person.
final class PromotionStep implements Step<String> {

    static final String ROUTE = "support";

    private final DemoStack stage;
    private final Cast cast;
    private final Registered registered;

    PromotionStep(DemoStack stage, Cast cast, Registered registered) {
        this.stage = stage;
        this.cast = cast;
        this.registered = registered;
    }

    @Override
    public String title() {
        return "Promotion, with four eyes";
    }

    /// @return the approval's id
    @Override
    public String play(Narrator narrator) {
        new Rollouts(stage, cast).abortOpen();
        FourEyes eyes = new FourEyes(stage, cast);
        FourEyes.Requested requested = eyes.ask(registered.modelVersion());
        narrator.good("The engineer requests production and is refused: " + requested.refusal());
        Answer own = eyes.decideAsEngineer(requested);
        if (own.is(200)) {
            throw new StoryBroke("The engineer could approve their own request.");
        }
        narrator.good(
                "The engineer cannot approve their own request: %d %s.".formatted(own.status(), own.problemSlug()));
        Answer approved = eyes.approveAsOfficer(requested);
        narrator.good("The compliance officer approves: %s.".formatted(approved.string("state")));
        Answer promoted = new ModelVersions(stage, cast)
                .promote(registered.modelVersion())
                .expect(200);
        narrator.good("The engineer repeats the request: %s is in %s."
                .formatted(registered.model(), promoted.string("stage")));
        route();
        narrator.good("Route %s points to the production version of %s.".formatted(ROUTE, Registered.MODEL));
        return requested.approval();
    }

    private void route() {
        stage.as(cast.engineer(), Service.GATEWAY)
                .put(
                        "/api/v1/routes/" + ROUTE,
                        Map.of(
                                "team",
                                cast.team(),
                                "environment",
                                "PRODUCTION",
                                "variants",
                                List.of(Map.of(
                                        "name",
                                        "stable",
                                        "target",
                                        Map.of("model", Registered.MODEL, "alias", "production"),
                                        "weight",
                                        100)),
                                "sticky",
                                "user"))
                .expect(200, 201);
    }
}
