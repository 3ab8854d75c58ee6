package io.plumbline.console.audit;

import io.plumbline.console.page.Navigation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/// The pages of the resources that events, approvals and incidents name.
@Component
public final class ResourcePages {

    private final Navigation navigation;

    ResourcePages(Navigation navigation) {
        this.navigation = navigation;
    }

    /// Returns the address of a resource's page; null if its kind has none.
    ///
    /// @param type the resource type of an audit event
    /// @param id may name a version or a digest after the name
    public @Nullable String of(String type, String id) {
        return switch (type) {
            case "model", "model-version" -> page("/models", name(id));
            case "prompt", "prompt-version" -> page("/prompts", name(id));
            case "dataset", "dataset-version" -> page("/datasets", name(id));
            case "knowledge-base" -> page("/knowledge-bases", name(id));
            case "document" -> document(id);
            case "webhook" -> page("/webhooks", name(id));
            case "fine-tuning-job" -> page("/fine-tuning-jobs", id);
            case "training-plan" -> page("/training-plans", name(id));
            case "training-run" -> page("/training-plans", id.substring(0, Math.max(0, id.indexOf('/'))));
            case "suite" -> page("/suites", name(id));
            case "judge" -> page("/judges", name(id));
            case "rubric" -> page("/rubrics", name(id));
            case "gate" -> page("/gates", id);
            case "suite-baseline" -> page("/gates", id.substring(id.indexOf('/') + 1));
            case "route" -> page("/routes", name(id));
            case "provider" -> page("/providers", name(id));
            case "rollout" -> page("/rollouts", id);
            case "guard-policy" -> page("/policies", name(id));
            case "approval" -> page("/approvals", id);
            case "incident" -> page("/incidents", id);
            case "budget" -> page("/budgets", name(id));
            case "monitor" -> page("/monitors", name(id));
            case "alert-channel" -> page("/alert-channels", name(id));
            case "alert-subscription" -> page("/alert-subscriptions", name(id));
            case "remedy" -> page("/remedies", name(id));
            case "online-evaluation" -> page("/online-evaluations", name(id));
            case "baseline" -> page("/drift", name(id));
            case "slo" -> page("/slos", name(id));
            case "call" -> page("/calls", id);
            case "parked-call" -> page("/calls", id.substring(id.indexOf('/') + 1));
            default -> null;
        };
    }

    /// @param id `BASE/DOCUMENT`
    private @Nullable String document(String id) {
        int slash = id.indexOf('/');
        String base = slash < 0 ? null : page("/knowledge-bases", id.substring(0, slash));
        return base == null ? null : page(base + "/documents", id.substring(slash + 1));
    }

    private static String name(String id) {
        int end = id.indexOf('@') < 0 ? id.indexOf(' ') : id.indexOf('@');
        return end < 0 ? id : id.substring(0, end);
    }

    private @Nullable String page(String list, String id) {
        String address = UriComponentsBuilder.fromPath(list)
                .pathSegment("{id}")
                .encode()
                .buildAndExpand(id)
                .toUriString();
        return navigation.of(list + "/" + id).isPresent() ? address : null;
    }
}
