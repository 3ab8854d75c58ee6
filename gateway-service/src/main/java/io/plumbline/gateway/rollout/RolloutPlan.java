package io.plumbline.gateway.rollout;

import io.plumbline.clients.gateway.RolloutAttributes.Analysis;
import io.plumbline.clients.gateway.RolloutAttributes.Arm;
import io.plumbline.clients.gateway.RolloutAttributes.Step;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.RouteRollout;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The plan of a rollout and the state before it. Immutable.
///
/// @param model name of the registered model
/// @param control the route's original variant
/// @param controlVersion of the model that it served
/// @param canary the candidate as a variant
/// @param modelPointer the previous production version; null for none
/// @param promptPointer the previous production version of the candidate's prompt
record RolloutPlan(
        String model,
        Variant control,
        int controlVersion,
        Arm canary,
        List<Step> steps,
        Analysis analysis,
        @Nullable Integer modelPointer,
        @Nullable Integer promptPointer) {

    static final String CANARY = RouteRollout.CANARY;
    static final int ALL = 100;

    RolloutPlan {
        steps = List.copyOf(steps);
    }

    /// Whether a verdict of harm is recorded only.
    boolean isDryRun() {
        return analysis.dryRun();
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

    /// Returns the control with a fixed version, independent of its pointer.
    Variant pinnedControl(int weight) {
        return new Variant(control.name(), new Target(model, controlVersion, null, null), control.prompt(), weight);
    }

    /// Returns the variant that replaces the control after promotion. It still follows the registry's pointer if
    /// the control does.
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

    /// Whether promotion changes the stored route.
    boolean rewritesRoute() {
        return !promotedVariant().equals(control);
    }

    /// Whether promotion requests the model's version from the registry: always in production; in development
    /// only if the route follows the registry's pointer and cannot get the version otherwise.
    boolean movesModel(Environment environment) {
        return canary.version() != controlVersion && (environment == Environment.PRODUCTION || followsPointer());
    }

    /// Whether promotion requests the prompt's version from the registry: in production, if it differs.
    boolean movesPrompt(Environment environment) {
        return changesPrompt() && canary.prompt() != null && environment == Environment.PRODUCTION;
    }
}
