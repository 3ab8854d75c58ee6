package io.plumbline.gateway.limit;

import io.plumbline.gateway.change.ConfigurationBook;
import io.plumbline.gateway.change.Followed;
import io.plumbline.gateway.limit.RateLimitRules.Terms;
import io.plumbline.gateway.limit.counter.CoveringLimits;
import io.plumbline.gateway.limit.counter.RateLimit;
import io.plumbline.gateway.scope.CallPlace;
import io.plumbline.gateway.scope.ScopeIndex;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.document.NamedDocuments;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/// Holds all limits in memory and finds those of a call.
@Component
final class RateLimitBook extends ConfigurationBook<ScopeIndex<RateLimit>> implements CoveringLimits {

    RateLimitBook(NamedDocuments<Terms> limits, Changes changes, PlatformTransactionManager transactionManager) {
        super(new Followed<>(
                "limits",
                ScopeIndex.of(List.<RateLimit>of()),
                _ -> ScopeIndex.of(limits.all().stream().map(Terms::rule).toList()),
                changes,
                transactionManager));
    }

    @Override
    public List<RateLimit> covering(CallPlace call) {
        return current().covering(call);
    }
}
