package io.plumbline.gateway.limit;

import io.plumbline.gateway.limit.counter.CallLimits;
import io.plumbline.gateway.limit.counter.Dimension;
import io.plumbline.gateway.limit.counter.RateLimit;
import io.plumbline.gateway.route.definition.RouteLimits;
import io.plumbline.gateway.scope.CallScope;
import io.plumbline.gateway.scope.ScopeCheck;
import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The rules for limits as documents. Counts are kept when a limit is replaced.
@Component
class RateLimitRules implements DocumentRules<RateLimitRules.Terms, RateLimitRequest, RateLimitResponse> {

    private static final String NOUN = "limit";

    private final ScopeCheck check;
    private final LimitUsage usage;

    RateLimitRules(ScopeCheck check, LimitUsage usage) {
        this.check = check;
        this.usage = usage;
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
                limit -> RateLimitResponse.from(limit, Map.of(), List.of())));
    }

    /// @throws io.plumbline.kit.problem.ProblemException 403 if the caller may not; 400 if its route does not exist
    @Override
    public DocumentDraft<Terms> draft(String name, RateLimitRequest request) {
        String owner = check.owner(NOUN, request.team(), request.scope());
        return new DocumentDraft<>(name, owner, _ -> new Terms(request.scope(), request.limits()));
    }

    @Override
    public List<RateLimitResponse> responses(List<NamedDocument<Terms>> limits) {
        Map<String, Long> taken = usage.taken(limits.stream()
                .filter(limit -> !limit.document().scope().isForEachUser())
                .flatMap(limit -> Arrays.stream(Dimension.values()).map(dimension -> counter(limit, dimension)))
                .toList());
        return limits.stream()
                .map(limit -> RateLimitResponse.from(
                        limit,
                        used(limit, taken),
                        check.warnings(limit.document().scope())))
                .toList();
    }

    private static Map<String, Long> used(NamedDocument<Terms> limit, Map<String, Long> taken) {
        Map<String, Long> used = new TreeMap<>();
        for (Dimension dimension : Dimension.values()) {
            Long count = taken.get(counter(limit, dimension));
            if (count != null && dimension.limitOf(limit.document().limits()) != null) {
                used.put(dimension.member(), count);
            }
        }
        return used;
    }

    private static String counter(NamedDocument<Terms> limit, Dimension dimension) {
        return CallLimits.RULE + " " + limit.name() + " " + dimension.wireName();
    }
}
