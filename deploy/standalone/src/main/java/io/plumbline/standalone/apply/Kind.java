package io.plumbline.standalone.apply;

import io.plumbline.standalone.layout.Service;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The kinds of resources in files, in the order of application: referenced kinds come first. Each has a service
/// that creates or replaces it by `PUT`, and reports by `POST .../diff` what that would change.
enum Kind {
    PROVIDER(Service.GATEWAY, "/api/v1/providers/", "shared hasCredential createdAt updatedAt"),
    PRICE(Service.GATEWAY, "/api/v1/prices/", "warnings createdAt updatedAt"),
    MODEL(Service.REGISTRY, "/api/v1/models/", "newestVersion createdAt updatedAt"),
    PROMPT(Service.REGISTRY, "/api/v1/prompts/", "newestVersion createdAt updatedAt"),
    DATASET(Service.REGISTRY, "/api/v1/datasets/", "newestVersion createdAt updatedAt"),
    KNOWLEDGE_BASE(Service.REGISTRY, "/api/v1/knowledge-bases/", "contents createdAt updatedAt"),
    CONNECTOR(Service.REGISTRY, "/api/v1/knowledge-bases/", "secretNames times"),
    RERANKER(Service.REGISTRY, "/api/v1/knowledge-bases/", "hasApiKey updatedAt"),
    POLICY(Service.GOVERNANCE, "/api/v1/policies/", "version builtIn changedAt changedBy"),
    RUBRIC(Service.EVAL, "/api/v1/rubrics/", "version builtIn digest createdAt"),
    JUDGE(Service.EVAL, "/api/v1/judges/", "revision digest rubricDigest createdAt updatedAt"),
    PANEL(Service.EVAL, "/api/v1/panels/", "revision state runId total decided createdAt updatedAt closedAt"),
    BENCHMARK(Service.EVAL, "/api/v1/benchmarks/", "revision newestVersion createdAt updatedAt"),
    SUITE(Service.EVAL, "/api/v1/suites/", "revision createdAt updatedAt"),
    TRAINING_PLAN(Service.REGISTRY, "/api/v1/training-plans/", "hasSecret author check newestRun createdAt updatedAt"),
    ROUTE(Service.GATEWAY, "/api/v1/routes/", "createdAt updatedAt"),
    ONLINE_EVALUATION(Service.EVAL, "/api/v1/online-evaluations/", "status means createdAt updatedAt"),
    LIMIT(Service.GATEWAY, "/api/v1/limits/", "warnings createdAt updatedAt"),
    BUDGET(Service.GATEWAY, "/api/v1/budgets/", "spentUsd reservedUsd leftUsd resetsAt warnings createdAt updatedAt"),
    WEBHOOK(Service.REGISTRY, "/api/v1/webhooks/", "failingSince disabledAt createdAt updatedAt"),
    MONITOR(Service.MONITORING, "/api/v1/monitors/", "progress breaches createdAt"),
    SLO(Service.MONITORING, "/api/v1/slos/", "status history createdAt updatedAt"),
    REMEDY(Service.MONITORING, "/api/v1/remedies/", "approval createdAt updatedAt"),
    BASELINE(Service.MONITORING, "/api/v1/baselines/", "progress newest createdAt updatedAt"),
    PREFERENCE_PLAN(Service.MONITORING, "/api/v1/preferences/plans/", "createdAt nextRunAt last"),
    ALERT_CHANNEL(Service.MONITORING, "/api/v1/alert-channels/", "hasSecret createdAt updatedAt"),
    ALERT_SUBSCRIPTION(Service.MONITORING, "/api/v1/alert-subscriptions/", "createdAt updatedAt");

    private final Service service;
    private final String path;
    private final String ofAnswers;

    /// @param ofAnswers the members that an API response has besides the document, separated by spaces
    Kind(Service service, String path, String ofAnswers) {
        this.service = service;
        this.path = path;
        this.ofAnswers = ofAnswers;
    }

    /// The service that owns the resource.
    Service service() {
        return service;
    }

    /// The word in files and for people, such as `policy` or `knowledge-base`.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String path(String name) {
        return path + name;
    }

    /// The members that an API response has besides the document; files may therefore hold a response as it is.
    List<String> ofAnswers() {
        return List.of(ofAnswers.split(" "));
    }

    /// Whether its versions are registered one by one, besides the resource itself: the document has them as
    /// `version` and the pointers to them as `aliases`.
    boolean isRegistered() {
        return this == MODEL || this == PROMPT;
    }

    /// Whether its version number is meaningful to people.
    boolean isNumbered() {
        return service != Service.GATEWAY
                && service != Service.MONITORING
                && this != DATASET
                && this != KNOWLEDGE_BASE
                && this != CONNECTOR
                && this != RERANKER
                && this != TRAINING_PLAN
                && this != WEBHOOK
                && this != ONLINE_EVALUATION;
    }

    /// @param word in any case, with or without hyphens: `KnowledgeBase`
    static Optional<Kind> of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().replace("-", "").equalsIgnoreCase(word.replace("-", "")))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Kind::word).collect(Collectors.joining(", "));
    }
}
