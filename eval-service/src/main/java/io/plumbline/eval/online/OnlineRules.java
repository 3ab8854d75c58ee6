package io.plumbline.eval.online;

import io.plumbline.eval.metric.InvalidMetricException;
import io.plumbline.eval.metric.definition.MetricDefinition;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.AccessProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The rules for online evaluations as documents. Their authors may also read the content of the team's calls. A
/// replaced evaluation keeps its scores, and the cost of the day.
@Component
class OnlineRules implements DocumentRules<OnlineRules.Terms, OnlineEvaluationRequest, OnlineEvaluationResponse> {

    private static final String INVALID = "The request is invalid. errors lists each field.";

    private final CallScorers scorers;
    private final SiblingServices siblings;
    private final OnlineCallStore calls;
    private final OnlineReport report;

    OnlineRules(CallScorers scorers, SiblingServices siblings, OnlineCallStore calls, OnlineReport report) {
        this.scorers = scorers;
        this.siblings = siblings;
        this.calls = calls;
        this.report = report;
    }

    /// The stored part of an evaluation.
    record Terms(OnlinePlan plan) {}

    @Bean
    static NamedDocuments<Terms> onlineEvaluations(Documents documents) {
        return documents.of(new DocumentKind<>(
                "online evaluation",
                "online_evaluation",
                Terms.class,
                new DocumentKind.Events<>(
                        "online-evaluation",
                        OnlineAction.CREATED,
                        OnlineAction.CHANGED,
                        OnlineAction.REMOVED,
                        evaluation ->
                                Map.of("route", evaluation.document().plan().route())),
                evaluation -> evaluation.document().plan()));
    }

    @Override
    public DocumentDraft<Terms> draft(String name, OnlineEvaluationRequest request) {
        Caller caller = Callers.current();
        String team = caller.teamFor(Permission.JUDGE_WRITE, request.team());
        if (!caller.may(Permission.CALL_CONTENT_READ, team)) {
            throw AccessProblem.FORBIDDEN
                    .because("This also needs the permission call-content:read in that team.")
                    .with("permission", Permission.CALL_CONTENT_READ.code());
        }
        OnlinePlan plan = request.plan();
        check(team, plan);
        Terms terms = new Terms(plan);
        return new DocumentDraft<>(name, team, _ -> terms);
    }

    /// A preview has the same checks, so that `apply` stores the route and the judges first.
    private void check(String team, OnlinePlan plan) {
        ProblemException problem = RequestProblem.INVALID_REQUEST.because(INVALID);
        if (siblings.route(team, plan.route()).isEmpty()) {
            problem.at("/route", "no such route in this team");
        }
        for (int i = 0; i < plan.metrics().size(); i++) {
            MetricDefinition definition = plan.metrics().get(i);
            try {
                scorers.metric(definition);
            } catch (InvalidMetricException e) {
                boolean bare = definition.equals(MetricDefinition.of(definition.name()));
                problem.at("/metrics/" + i + (bare ? "" : e.pointer()), e.reason());
            }
        }
        for (int i = 0; i < plan.judges().size(); i++) {
            if (!scorers.hasJudge(team, plan.judges().get(i))) {
                problem.at(
                        "/judges/" + i, "must be a judge of this team whose rubric needs no references and no context");
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    @Override
    public void remove(String name, NamedDocuments<Terms> documents) {
        documents.remove(name, _ -> {}, () -> calls.forget(name));
    }

    @Override
    public List<OnlineEvaluationResponse> responses(List<NamedDocument<Terms>> evaluations) {
        return evaluations.stream()
                .map(each -> OnlineEvaluationResponse.of(
                        each,
                        report.status(each.name(), each.team(), each.document().plan()),
                        null))
                .toList();
    }
}
