package io.plumbline.eval.gate.run;

import io.plumbline.eval.gate.ledger.GateAnswer;
import io.plumbline.eval.gate.ledger.GateItem;
import io.plumbline.eval.gate.ledger.Served;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.ViewStore;
import io.plumbline.eval.sibling.GuardedView;
import org.jspecify.annotations.Nullable;

/// Keeps what the candidate was shown of the first questions that the guard policy altered. The gateway is asked
/// while the gate runs, under the policy that is evaluated; where it does not say, nothing is kept.
final class AlteredItems {

    private final ViewStore store;
    private final GuardedView views;

    AlteredItems(ViewStore store, GuardedView views) {
        this.store = store;
        this.views = views;
    }

    /// @return whether the question was altered
    boolean keep(GateShare share, SystemUnderTest system, GateItem item, GateAnswer answer) {
        boolean altered = answer.guarding() != null && answer.guarding().alteredInput();
        if (altered && system.side() == Side.CANDIDATE && answer.repeat() == 0 && share.mayKeepView()) {
            views.of(GatewayAsker.shown(share.gate(), system, item), policy(system.served()))
                    .ifPresent(shown -> store.put(share.gate(), item.item(), shown));
        }
        return altered;
    }

    private static @Nullable String policy(@Nullable Served served) {
        String name = served == null || served.document() == null
                ? ""
                : served.document().path("policy").path("name").asString("");
        return name.isEmpty() ? null : name;
    }
}
