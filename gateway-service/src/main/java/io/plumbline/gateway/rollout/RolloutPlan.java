package io.plumbline.gateway.rollout;

import io.plumbline.clients.gateway.RolloutAttributes.Analysis;
import io.plumbline.clients.gateway.RolloutAttributes.Arm;
import io.plumbline.clients.gateway.RolloutAttributes.Step;
import io.plumbline.gateway.route.Environment;
import io.plumbline.gateway.route.Target;
import io.plumbline.gateway.route.Variant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a rollout is to do, and how everything was before it. Immutable.
///
/// @param model name of the registered model
/// @param control the route's variant as it was
/// @param controlVersion of the model, that it led to
/// @param canary the candidate, as the variant that it becomes
/// @param modelPointer version that was in production before; null for none
/// @param promptPointer the same of the candidate's prompt
record RolloutPlan(
        String model,
        Variant control,
        int controlVersion,
        Arm canary,
        List<Step> steps,
        Analysis analysis,
        @Nullable Integer modelPointer,
        @Nullable Integer promptPointer) {

    static final String CANARY = "canary";
    static final int ALL = 100;

    RolloutPlan {
        steps = List.copyOf(steps);
    }

    Arm controlArm() {
        return new Arm(control.name(), controlVersion, control.prompt());
    }

    Variant canaryVariant(int weight) {
        return new Variant(CANARY, new Target(model, canary.version(), null, null), canary.prompt(), weight);
    }

    Variant controlVariant(int weight) {
        return new Variant(control.name(), control.target(), control.prompt(), weight);
    }

    /// The control by its version, wherever the pointer is that it follows.
    Variant pinnedControl(int weight) {
        return new Variant(control.name(), new Target(model, controlVersion, null, null), control.prompt(), weight);
    }

    /// What stands in the control's place after promotion. One that follows the registry's pointer still
    /// does.
    Variant promotedVariant() {
        Target target = followsPointer() ? control.target() : new Target(model, canary.version(), null, null);
        return new Variant(control.name(), target, canary.prompt(), control.weight());
    }

    private boolean followsPointer() {
        return control.target().alias() != null;
    }

    private boolean changesPrompt() {
        return !Objects.equals(control.prompt(), canary.prompt());
    }

    /// Whether promotion writes the route anew.
    boolean rewritesRoute() {
        return !promotedVariant().equals(control);
    }

    /// Whether promotion asks the registry for the model's version: always in production; in development
    /// only where the route follows the registry's pointer, so that nothing else brings it the version.
    boolean movesModel(Environment environment) {
        return canary.version() != controlVersion && (environment == Environment.PRODUCTION || followsPointer());
    }

    /// Whether promotion asks the registry for the prompt's version: in production, when it is another
    /// one.
    boolean movesPrompt(Environment environment) {
        return changesPrompt() && canary.prompt() != null && environment == Environment.PRODUCTION;
    }
}
