package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.Service;
import java.util.List;
import java.util.Map;

/// Promotion to production waits for a second pair of eyes.
final class PromotionStep implements Step<String> {

    static final String ROUTE = "support";

    private final Stage stage;
    private final Cast cast;
    private final Registered registered;

    PromotionStep(Stage stage, Cast cast, Registered registered) {
        this.stage = stage;
        this.cast = cast;
        this.registered = registered;
    }

    @Override
    public String title() {
        return "Promotion, with four eyes";
    }

    @Override
    public String play(Narrator narrator) {
        Answer refused = promote().expect(409);
        String approval = refused.body().path("approval").path("id").asString("");
        if (!refused.problemSlug().equals("approval-required") || approval.isEmpty()) {
            throw new StoryBroke("The promotion was refused, but not for want of an approval: " + refused.text());
        }
        narrator.good("The engineer asks for production; refused: " + refused.string("detail"));

        Answer own = decide(cast.engineer(), approval);
        if (own.is(200)) {
            throw new StoryBroke("The engineer could approve their own request.");
        }
        narrator.good("The engineer cannot approve it: %d %s.".formatted(own.status(), own.problemSlug()));
        Answer approved = decide(cast.officer(), approval).expect(200);
        narrator.good("The compliance officer approves: %s.".formatted(approved.string("state")));
        Answer promoted = promote().expect(200);
        narrator.good("The engineer asks again: %s is in %s.".formatted(registered.model(), promoted.string("stage")));
        route();
        narrator.good("Route %s leads to the version of %s that is in production.".formatted(ROUTE, Registered.MODEL));
        return approval;
    }

    private Answer promote() {
        return stage.as(cast.engineer(), Service.REGISTRY)
                .post(
                        "/api/v1/models/%s/versions/%d/transitions"
                                .formatted(Registered.MODEL, registered.modelVersion()),
                        Map.of("to", "PRODUCTION"));
    }

    private Answer decide(String key, String approval) {
        return stage.as(key, Service.GOVERNANCE)
                .post(
                        "/api/v1/approvals/%s/decision".formatted(approval),
                        Map.of("decision", "APPROVE", "comment", "The gate passed; the risk is accepted."));
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
