package io.plumbline.gateway.limit;

import io.plumbline.gateway.document.DocumentDraft;
import io.plumbline.gateway.document.DocumentKind;
import io.plumbline.gateway.document.DocumentRules;
import io.plumbline.gateway.document.Documents;
import io.plumbline.gateway.document.NamedDocument;
import io.plumbline.gateway.document.NamedDocuments;
import io.plumbline.gateway.route.definition.RouteLimits;
import io.plumbline.gateway.scope.CallScope;
import io.plumbline.gateway.scope.ScopeCheck;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The rules for limits as documents. Counts are kept when a limit is replaced.
@Component
class RateLimitRules implements DocumentRules<RateLimitRules.Terms, RateLimitRequest, RateLimitResponse> {

    private static final String NOUN = "limit";

    private final ScopeCheck check;

    RateLimitRules(ScopeCheck check) {
        this.check = check;
    }

    /// The stored part of a limit.
    record Terms(CallScope scope, RouteLimits limits) {

        static RateLimit rule(NamedDocument<Terms> stored) {
            Terms terms = stored.document();
            return new RateLimit(stored.name(), stored.team(), terms.scope(), terms.limits());
        }
    }

    @Bean
    static NamedDocuments<Terms> rateLimits(Documents documents) {
        return documents.of(new DocumentKind<>(
                NOUN,
                "rate_limit",
                Terms.class,
                new DocumentKind.Events<>(
                        "rate-limit",
                        RateLimitAction.CREATED,
                        RateLimitAction.CHANGED,
                        RateLimitAction.REMOVED,
                        limit -> Map.of(
                                "limits", limit.document().limits().described(),
                                "scope", limit.document().scope().dimensions())),
                limit -> RateLimitResponse.from(limit, List.of())));
    }

    /// @throws io.plumbline.kit.problem.ProblemException 403 if the caller may not; 400 if its route does not exist
    @Override
    public DocumentDraft<Terms> draft(String name, RateLimitRequest request) {
        String owner = check.owner(NOUN, request.team(), request.scope());
        return new DocumentDraft<>(name, owner, _ -> new Terms(request.scope(), request.limits()));
    }

    @Override
    public List<RateLimitResponse> responses(List<NamedDocument<Terms>> limits) {
        return limits.stream()
                .map(limit -> RateLimitResponse.from(
                        limit, check.warnings(limit.document().scope())))
                .toList();
    }
}
