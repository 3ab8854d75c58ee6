package io.plumbline.monitoring.alert.subscription;

import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.monitoring.alert.channel.AlertChannels;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The rules for subscriptions as documents. A subscription sends to channels of its own team only, so that no team
/// writes to another team's channel.
@Component
class SubscriptionRules
        implements DocumentRules<SubscriptionRules.Terms, AlertSubscriptionRequest, AlertSubscriptionResponse> {

    private static final int MOST = 50;

    private final AlertChannels channels;
    private final SubscriptionStore store;

    SubscriptionRules(AlertChannels channels, SubscriptionStore store) {
        this.channels = channels;
        this.store = store;
    }

    /// The stored part of a subscription.
    record Terms(SubscriptionPlan plan) {}

    @Bean
    static NamedDocuments<Terms> alertSubscriptions(Documents documents) {
        return documents.of(new DocumentKind<>(
                "alert subscription",
                "alert_subscription",
                Terms.class,
                new DocumentKind.Events<>(
                        "alert-subscription",
                        SubscriptionAction.CREATED,
                        SubscriptionAction.CHANGED,
                        SubscriptionAction.REMOVED,
                        subscription ->
                                Map.of("channel", subscription.document().plan().channel())),
                subscription -> subscription.document().plan()));
    }

    /// @throws ProblemException 400 for invalid members; 403 if the caller may not; 409 if the team has 50
    /// subscriptions
    @Override
    public DocumentDraft<Terms> draft(String name, AlertSubscriptionRequest request) {
        String team = AlertChannels.ownerOf(request.team());
        SubscriptionPlan plan = request.plan();
        if (!plan.teams().isEmpty() && !team.equals(Caller.EVERY_TEAM)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A subscription of a team selects alerts of this team.")
                    .at("/teams", "is only for the team *");
        }
        return new DocumentDraft<>(name, team, present -> {
            if (present == null && store.count(team) >= MOST) {
                throw RequestProblem.CONFLICT.because("The team has 50 subscriptions. Remove one first.");
            }
            channels.require(plan.channel(), team, "/channel");
            for (int i = 0; i < plan.escalation().size(); i++) {
                channels.require(plan.escalation().get(i).channel(), team, "/escalation/" + i + "/channel");
            }
            return new Terms(plan);
        });
    }

    @Override
    public List<AlertSubscriptionResponse> responses(List<NamedDocument<Terms>> subscriptions) {
        return subscriptions.stream()
                .map(each -> new AlertSubscriptionResponse(
                        each.name(), each.team(), each.document().plan(), each.createdAt(), each.updatedAt()))
                .toList();
    }
}
