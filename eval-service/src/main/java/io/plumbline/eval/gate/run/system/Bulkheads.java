package io.plumbline.eval.gate.run.system;

import io.plumbline.clients.registry.VersionSummary;
import io.plumbline.eval.sibling.SiblingServices;
import java.util.Optional;

/// The targets of calls that can hang independently: the provider of a model version; the model if the registry
/// sends no provider; a route, whatever its targets.
public final class Bulkheads {

    private static final String VERSION = "registry:";
    /// Parts for each user of a resource; one more is reserved for the next user.
    private static final int PARTS = 4;

    private final SiblingServices siblings;

    Bulkheads(SiblingServices siblings) {
        this.siblings = siblings;
    }

    /// @param model the gateway's name: `registry:NAME@VERSION`, or the name of a route
    String of(String team, String model) {
        if (!model.startsWith(VERSION)) {
            return ofRoute(model);
        }
        String reference = model.substring(VERSION.length());
        return ofVersion(reference, siblings.model(team, reference));
    }

    static String ofRoute(String name) {
        return "route/" + name;
    }

    /// @param reference `NAME@VERSION`
    static String ofVersion(String reference, Optional<VersionSummary> version) {
        return version.map(VersionSummary::provider)
                .map(provider -> "provider/" + provider)
                .orElseGet(() -> "model/" + reference.substring(0, reference.lastIndexOf('@')));
    }

    /// Returns the maximum share of one user, which always leaves room for the next: four parts of five with one
    /// user, four of nine each with two.
    ///
    /// @param users number of users, at least 1
    public static int most(int capacity, int users) {
        return Math.max(1, PARTS * capacity / (1 + PARTS * users));
    }
}
